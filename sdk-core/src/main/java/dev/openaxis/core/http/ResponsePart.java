package dev.openaxis.core.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One part of a multipart answer. */
public final class ResponsePart {
    private final HttpResponse form;

    /**
     * Makes a part.
     *
     * @param headers name and value pairs in order
     * @param body the bytes; not copied, so give them away
     */
    public ResponsePart(List<Map.Entry<String, String>> headers, byte[] body) {
        this.form = new HttpResponse(200, headers, body);
    }

    /**
     * First header of that name.
     *
     * @param name header name in any case
     * @return its value
     */
    public Optional<String> header(String name) {
        return form.header(name);
    }

    /**
     * All headers.
     *
     * @return name and value pairs in order
     */
    public List<Map.Entry<String, String>> headers() {
        return form.headers();
    }

    /**
     * The content.
     *
     * @return a copy of the bytes
     */
    public byte[] body() {
        return form.body();
    }

    /**
     * The content as text: strict UTF-8, else ISO-8859-1.
     *
     * @return the text
     */
    public String text() {
        return form.text();
    }

    @Override
    public String toString() {
        return "ResponsePart[" + header("Content-Type").orElse("no type") + "]";
    }
}
