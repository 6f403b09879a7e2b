package dev.openaxis.core.http;

import dev.openaxis.core.internal.http.ReceivedHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A complete answer. A redirect and an error status are answers too: the transport raises nothing for them, except for
 * 401 on requests that may log in.
 */
public final class HttpResponse {
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    /**
     * Makes an answer, for transports.
     *
     * @param status status code
     * @param headers name and value pairs in order
     * @param body the body; not copied, so give it away
     */
    public HttpResponse(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers instanceof ReceivedHeaders ? headers : List.copyOf(headers);
        this.body = body;
    }

    /**
     * Status code. 200 does not mean success on Axis devices: look into the body.
     *
     * @return the status, 100 to 599
     */
    public int status() {
        return status;
    }

    /**
     * First header of that name.
     *
     * @param name header name in any case
     * @return its value
     */
    public Optional<String> header(String name) {
        if (headers instanceof ReceivedHeaders received) {
            return received.first(name);
        }
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return Optional.of(header.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * All headers.
     *
     * @return name and value pairs in order
     */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return a copy of the bytes
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The body as text: strict UTF-8, else ISO-8859-1, as devices mix both.
     *
     * @return the text
     */
    public String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public String toString() {
        return "HttpResponse[" + status + ", " + body.length + " bytes]";
    }
}
