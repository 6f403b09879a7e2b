package dev.openaxis.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP request as it arrived at a simulated device, recorded before it is answered. */
public final class ReceivedRequest {
    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final @Nullable String user;
    private final long connection;
    private final boolean tls;
    private final Instant receivedAt;

    /**
     * Describes a request.
     *
     * @param method the HTTP method
     * @param target path and query exactly as sent
     * @param headers all header lines in order
     * @param body the body, empty if there was none
     * @param user the account whose credentials were right, or null
     * @param connection number of the connection, counted from 1 per device
     * @param tls true if it came over HTTPS
     * @param receivedAt the device's wall clock
     */
    public ReceivedRequest(
            String method,
            String target,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            @Nullable String user,
            long connection,
            boolean tls,
            Instant receivedAt) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body.clone();
        this.user = user;
        this.connection = connection;
        this.tls = tls;
        this.receivedAt = receivedAt;
    }

    /**
     * The HTTP method.
     *
     * @return for example {@code GET}
     */
    public String method() {
        return method;
    }

    /**
     * Path and query exactly as sent, not decoded.
     *
     * @return for example {@code /axis-cgi/io/port.cgi?check=1}
     */
    public String target() {
        return target;
    }

    /**
     * The path without the query, not decoded.
     *
     * @return for example {@code /axis-cgi/io/port.cgi}
     */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /**
     * All header lines in the order of arrival.
     *
     * @return name and value pairs
     */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * The first value of a header.
     *
     * @param name header name, any letter case
     * @return the value, or empty if the header was not sent
     */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * The body as bytes.
     *
     * @return a copy, empty if there was no body
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The body read as UTF-8.
     *
     * @return the text, empty if there was no body
     */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The account whose credentials were accepted.
     *
     * @return the user name, or null if the request carried none or wrong ones
     */
    public @Nullable String user() {
        return user;
    }

    /**
     * Number of the TCP connection the request came on.
     *
     * @return counted from 1 per device, in the order of acceptance
     */
    public long connection() {
        return connection;
    }

    /**
     * Tells the listener.
     *
     * @return true if the request came over HTTPS
     */
    public boolean tls() {
        return tls;
    }

    /**
     * When the request was complete.
     *
     * @return the device's wall clock
     */
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public String toString() {
        return method + " " + target + " (connection " + connection + (tls ? ", TLS" : "") + ", user " + user + ", "
                + body.length + " bytes)";
    }
}
