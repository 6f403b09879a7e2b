package dev.openaxis.testkit.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An HTTP answer before it is written. */
final class Answer {
    /** Recorded on 9.80 and newer with this spelling, reference 01 section 1. */
    static final String JSON = "application/json;charset=utf8";

    static final String TEXT = "text/plain";

    private static final String HTML = "text/html; charset=iso-8859-1";

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private boolean chunked;

    private Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(String text) {
        return of(200, JSON, text);
    }

    static Answer text(String text) {
        return new Answer(200, TEXT, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Answer xml(String text) {
        return new Answer(200, "text/xml", text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** An error page of the web server; the 404 form follows the recording of a P5512 (5.51.7). */
    static Answer page(int status, String path) {
        String reason =
                io.netty.handler.codec.http.HttpResponseStatus.valueOf(status).reasonPhrase();
        String detail = status == 404
                ? "The requested URL " + path.replace("<", "&lt;") + " was not found on this server.\n"
                : "";
        return of(
                status,
                HTML,
                "<HTML><HEAD><TITLE>" + status + " " + reason + "</TITLE></HEAD>\n<BODY><H1>" + status + " " + reason
                        + "</H1>\n" + detail + "</BODY></HTML>\n");
    }

    Answer with(String header, String value) {
        headers.add(Map.entry(header, value));
        return this;
    }

    /** 401 bodies are chunked, reference 01 section 2.2 (observed on 12.11). */
    Answer inChunks() {
        chunked = true;
        return this;
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    boolean chunked() {
        return chunked;
    }
}
