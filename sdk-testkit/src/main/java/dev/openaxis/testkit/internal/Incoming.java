package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.ReceivedRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A complete request, copied out of the network buffers. */
final class Incoming {
    private final String method;
    private final String target;
    private final HttpHeaders headers;
    private final byte[] body;
    private final boolean keepAlive;
    private final boolean http10;
    private final boolean tls;
    private final long connection;
    private final String peer;
    private final Instant receivedAt;
    private @Nullable Map<String, List<String>> arguments;

    private Incoming(FullHttpRequest request, boolean tls, long connection, String peer, Instant receivedAt) {
        this.method = request.method().name();
        this.target = request.uri();
        this.headers = request.headers().copy();
        this.body = new byte[request.content().readableBytes()];
        request.content().getBytes(request.content().readerIndex(), body);
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.http10 = request.protocolVersion().minorVersion() == 0;
        this.tls = tls;
        this.connection = connection;
        this.peer = peer;
        this.receivedAt = receivedAt;
    }

    static Incoming copyOf(FullHttpRequest request, boolean tls, long connection, String peer, Instant receivedAt) {
        return new Incoming(request, tls, connection, peer, receivedAt);
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    String path() {
        return new QueryStringDecoder(target, StandardCharsets.ISO_8859_1).path();
    }

    HttpHeaders headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Whether the body contains a text. */
    boolean says(String words) {
        return words.isEmpty() || new String(body, StandardCharsets.UTF_8).contains(words);
    }

    boolean keepAlive() {
        return keepAlive;
    }

    boolean http10() {
        return http10;
    }

    boolean tls() {
        return tls;
    }

    String peer() {
        return peer;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    /**
     * Arguments of a classic CGI: query, then an {@code application/x-www-form-urlencoded} body; ISO-8859-1. Reference
     * 01 section 1 (documented).
     */
    Map<String, List<String>> arguments() {
        if (arguments == null) {
            arguments = new LinkedHashMap<>(decoder(target, true).parameters());
            String type = headers.get("Content-Type", "");
            if (method.equals("POST") && type.startsWith("application/x-www-form-urlencoded")) {
                decoder(new String(body, StandardCharsets.ISO_8859_1), false)
                        .parameters()
                        .forEach(arguments::putIfAbsent);
            }
        }
        return arguments;
    }

    private static QueryStringDecoder decoder(String text, boolean hasPath) {
        return new QueryStringDecoder(text, StandardCharsets.ISO_8859_1, hasPath, 1024, true);
    }

    @Nullable
    String argument(String name) {
        List<String> values = arguments().get(name);
        return values == null ? null : values.get(0);
    }

    ReceivedRequest recorded(@Nullable String user) {
        return new ReceivedRequest(method, target, headers.entries(), body, user, connection, tls, receivedAt);
    }
}
