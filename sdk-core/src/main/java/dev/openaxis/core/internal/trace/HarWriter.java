package dev.openaxis.core.internal.trace;

import dev.openaxis.core.internal.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes lines as an HTTP archive (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/), one entry after the other. */
public final class HarWriter {
    private final List<Line> lines;
    /** What went over each WebSocket, by the number of its connection; read when the first one is met. */
    private @Nullable Map<String, List<Map<String, Object>>> messages;

    /** Of these lines. */
    public HarWriter(List<Line> lines) {
        this.lines = lines;
    }

    /** Writes the archive. */
    public void writeTo(OutputStream target) throws IOException {
        String version = HarWriter.class.getPackage().getImplementationVersion();
        write(target, "{\"log\":{\"version\":\"1.2\",\"creator\":");
        write(
                target,
                Json.write(Map.of(
                        "name", "Axis Device SDK for Java", "version", version == null ? "development" : version)));
        write(target, ",\"entries\":[");
        String separator = "\n";
        for (Line line : lines) {
            Map<String, Object> exchange = line.read();
            if ("exchange".equals(exchange.get("kind"))) {
                write(target, separator);
                write(target, Json.write(entry(line, exchange)));
                separator = ",\n";
            }
        }
        write(target, "\n]}}\n");
    }

    private static void write(OutputStream target, String text) throws IOException {
        target.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> entry(Line line, Map<String, Object> exchange) {
        Map<?, ?> timing = object(exchange.get("timing"));
        double end = number(timing.get("endMs"));
        double head = timing.get("headMs") == null ? end : number(timing.get("headMs"));
        double connect = timing.get("connectMs") == null ? -1 : number(timing.get("connectMs"));
        double before = number(timing.get("beforeMs"));
        double blocked = Math.max(0, before - Math.max(0, connect));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("startedDateTime", text(exchange.get("time")));
        entry.put("time", blocked + Math.max(0, connect) + end);
        entry.put("request", request(line, object(exchange.get("request"))));
        entry.put("response", response(object(exchange.get("response"))));
        entry.put("cache", Map.of());
        Map<String, Object> timings = new LinkedHashMap<>();
        timings.put("blocked", blocked);
        timings.put("dns", -1);
        timings.put("connect", connect);
        timings.put("send", 0);
        timings.put("wait", head);
        timings.put("receive", Math.max(0, end - head));
        timings.put("ssl", -1);
        entry.put("timings", timings);
        entry.put("connection", text(exchange.get("connection")));
        entry.put("comment", comment(exchange));
        if ("101".equals(text(object(exchange.get("response")).get("status")))) {
            entry.put("_webSocketMessages", messages(text(exchange.get("connection"))));
        }
        return entry;
    }

    private static String comment(Map<String, Object> exchange) {
        Map<?, ?> failure = object(exchange.get("failure"));
        String comment = text(exchange.get("operation")) + ", " + text(exchange.get("effect")) + ", "
                + text(exchange.get("part"));
        return failure.isEmpty()
                ? comment
                : comment + ", " + text(failure.get("type")) + ": " + text(failure.get("what"));
    }

    private static Map<String, Object> request(Line line, Map<?, ?> request) {
        Map<?, ?> body = object(request.get("body"));
        String target = text(request.get("target"));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("method", text(request.get("method")));
        shown.put("url", line.device() + target);
        shown.put("httpVersion", "HTTP/1.1");
        shown.put("cookies", List.of());
        shown.put("headers", headers(request));
        shown.put("queryString", query(target));
        if (!body.isEmpty()) {
            Map<String, Object> posted = new LinkedHashMap<>();
            posted.put("mimeType", header(request, "Content-Type"));
            posted.put("params", List.of());
            posted.put("text", text(body.get("text")));
            if (body.get("omitted") != null) {
                posted.put("comment", "left out: " + body.get("omitted"));
            }
            shown.put("postData", posted);
        }
        shown.put("headersSize", -1);
        shown.put("bodySize", body.isEmpty() ? 0 : body.get("length"));
        return shown;
    }

    private static Map<String, Object> response(Map<?, ?> response) {
        Map<?, ?> body = object(response.get("body"));
        Map<String, Object> content = new LinkedHashMap<>();
        Object length = body.isEmpty() ? 0 : body.get("length");
        content.put("size", length);
        content.put("mimeType", header(response, "Content-Type"));
        if (body.get("text") != null) {
            content.put("text", body.get("text"));
        }
        if (body.get("omitted") != null) {
            content.put("comment", "left out: " + body.get("omitted"));
        }
        Object status = response.get("status");
        Map<String, Object> shown = new LinkedHashMap<>();
        // As browsers write an exchange without an answer.
        shown.put("status", status == null ? 0 : status);
        shown.put("statusText", "");
        shown.put("httpVersion", status == null ? "" : "HTTP/1.1");
        shown.put("cookies", List.of());
        shown.put("headers", headers(response));
        shown.put("content", content);
        shown.put("redirectURL", header(response, "Location"));
        shown.put("headersSize", -1);
        shown.put("bodySize", length);
        return shown;
    }

    private List<Map<String, Object>> messages(String connection) {
        Map<String, List<Map<String, Object>>> index = messages;
        if (index == null) {
            index = new HashMap<>();
            for (Line line : lines) {
                Map<String, Object> message = line.read();
                if ("message".equals(message.get("kind"))) {
                    index.computeIfAbsent(text(message.get("connection")), none -> new ArrayList<>())
                            .add(message(message));
                }
            }
            messages = index;
        }
        return index.getOrDefault(connection, List.of());
    }

    private static Map<String, Object> message(Map<String, Object> message) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", "sent".equals(message.get("direction")) ? "send" : "receive");
        shown.put("time", text(message.get("time")));
        shown.put("opcode", 1);
        shown.put("data", text(object(message.get("body")).get("text")));
        return shown;
    }

    private static List<Map<String, String>> headers(Map<?, ?> message) {
        List<Map<String, String>> shown = new ArrayList<>();
        if (message.get("headers") instanceof List<?> headers) {
            for (Object header : headers) {
                if (header instanceof List<?> pair && pair.size() == 2) {
                    shown.add(named(text(pair.get(0)), text(pair.get(1))));
                }
            }
        }
        return shown;
    }

    private static String header(Map<?, ?> message, String name) {
        return headers(message).stream()
                .filter(header -> name.equalsIgnoreCase(header.get("name")))
                .map(header -> text(header.get("value")))
                .findFirst()
                .orElse("");
    }

    private static List<Map<String, String>> query(String target) {
        List<Map<String, String>> shown = new ArrayList<>();
        int query = target.indexOf('?');
        for (String field :
                query < 0 ? new String[0] : target.substring(query + 1).split("&", -1)) {
            int equals = field.indexOf('=');
            shown.add(named(
                    equals < 0 ? field : field.substring(0, equals), equals < 0 ? "" : field.substring(equals + 1)));
        }
        return shown;
    }

    private static Map<String, String> named(String name, String value) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("name", name);
        shown.put("value", value);
        return shown;
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? object : Map.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
