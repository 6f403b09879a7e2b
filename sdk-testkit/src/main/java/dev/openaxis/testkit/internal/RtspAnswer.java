package dev.openaxis.testkit.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** An answer with its headers in the order of the recordings: what the method is about, server, session, date, length. */
final class RtspAnswer {
    private final int status;
    private final StringBuilder headers = new StringBuilder();
    private String session = "";
    private String body = "";

    private RtspAnswer(int status) {
        this.status = status;
    }

    static RtspAnswer of(int status) {
        return new RtspAnswer(status);
    }

    RtspAnswer with(String name, String value) {
        headers.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    RtspAnswer in(RtspSession named) {
        session = "Session: " + named.id() + ";timeout=" + named.timeoutSeconds() + "\r\n";
        return this;
    }

    RtspAnswer saying(String text) {
        body = text;
        return this;
    }

    int status() {
        return status;
    }

    byte[] bytes(@Nullable String sequence, Instant now) {
        StringBuilder text = new StringBuilder("RTSP/1.0 " + status + " " + reason(status) + "\r\n");
        if (sequence != null) {
            text.append("CSeq: ").append(sequence).append("\r\n");
        }
        text.append(headers).append("Server: GStreamer RTSP server\r\n").append(session);
        text.append("Date: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)))
                .append("\r\n");
        if (!body.isEmpty()) {
            text.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** RFC 2326 section 7.1.1. */
    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 454 -> "Session Not Found";
            case 461 -> "Unsupported Transport";
            case 503 -> "Service Unavailable";
            default -> "Not Implemented";
        };
    }
}
