package dev.openaxis.core.internal.trace;

import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the transport as the flight recorder sees it: every time it is written it becomes an entry, when
 * that attempt has ended. Confined to the device's event loop.
 */
public final class ExchangeTrace {
    /** What is written for a request. */
    public enum Part {
        /** The request itself. */
        REQUEST("request"),
        /** The read that proves the connection before an action. */
        PROOF("proof"),
        /** The head of a request without its long body, to draw the challenge. */
        QUESTION("question");

        private final String word;

        Part(String word) {
            this.word = word;
        }
    }

    /** A request on the wire. */
    private static final class Written {
        final Redaction redaction;
        final Instant at;
        final long nanos = System.nanoTime();
        final long connection;
        final Part part;
        final String method;
        final String target;
        final List<Map.Entry<String, String>> headers;
        /** What it was given, {@code null} if it is streamed. */
        final byte @Nullable [] body;

        final long length;

        Written(
                DeviceTrace device,
                long connection,
                Part part,
                String method,
                String target,
                List<Map.Entry<String, String>> headers,
                byte @Nullable [] body,
                long length) {
            this.redaction = device.redaction();
            this.at = device.now();
            this.connection = connection;
            this.part = part;
            this.method = method;
            this.target = target;
            // Without the log-in from the first moment on.
            this.headers = redaction.headers(headers);
            this.body = body;
            this.length = length;
        }

        String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }
    }

    private final DeviceTrace device;
    private final long number;
    private final String operation;
    private final Effect effect;
    private final long begunNanos = System.nanoTime();
    private long connectingNanos;
    private long connectedNanos;
    private int attempts;
    private String repeated = "";
    private @Nullable Written written;
    private int status;
    private long headNanos;
    private long streamed = -1;
    private boolean ended;

    ExchangeTrace(DeviceTrace device, long number, String operation, Effect effect) {
        this.device = device;
        this.number = number;
        this.operation = operation;
        this.effect = effect;
    }

    /** A connection is being made for it. */
    public void connecting() {
        connectingNanos = System.nanoTime();
    }

    /** The connection is there. */
    public void connected() {
        connectedNanos = System.nanoTime();
    }

    /**
     * It is written.
     *
     * @param headers as sent
     * @param body as sent, {@code null} if it is streamed
     * @param length of the body
     */
    public void written(
            long connection,
            Part part,
            String method,
            String target,
            List<Map.Entry<String, String>> headers,
            byte @Nullable [] body,
            long length) {
        Written unanswered = written;
        if (unanswered != null) {
            attempt(unanswered, null, null, "the question was not answered");
            repeated = "not answered";
        }
        attempts++;
        status = 0;
        headNanos = 0;
        streamed = -1;
        written = device.made(() -> new Written(device, connection, part, method, target, headers, body, length));
    }

    /** The head of its answer came. */
    public void head(int answered) {
        status = answered;
        headNanos = System.nanoTime();
    }

    /** The answer's body went to a consumer, so many bytes. */
    public void streamed(long bytes) {
        streamed = bytes;
    }

    /** The attempt has its answer. */
    public void answered(HttpResponse answer) {
        Written sent = written;
        if (sent != null) {
            attempt(sent, answer, null, "");
            repeated = switch (answer.status()) {
                case 401 -> "challenged";
                case 417 -> "expectation failed";
                default -> "";
            };
        }
    }

    /** The attempt ended without an answer, and another one follows. */
    public void broke(String what) {
        Written sent = written;
        if (sent != null) {
            attempt(sent, null, null, what);
        }
        repeated = "connection lost";
    }

    /** It failed for good. */
    public void failed(Throwable failure) {
        Written sent = written;
        if (ended) {
            return;
        }
        ended = true;
        if (sent != null) {
            attempt(sent, null, failure, "");
        } else {
            device.add(() -> {
                Map<String, Object> line = beginning("failure", device.now());
                line.put("failure", DeviceTrace.failure(failure, device.redaction()));
                line.put("timing", Map.of("endMs", millis(begunNanos, System.nanoTime())));
                return line;
            });
        }
    }

    private Map<String, Object> beginning(String kind, Instant at) {
        Map<String, Object> line = device.line(kind, at);
        line.put("exchange", number);
        line.put("operation", operation);
        line.put("effect", effect.name());
        return line;
    }

    private void attempt(Written sent, @Nullable HttpResponse answer, @Nullable Throwable failure, String lost) {
        written = null;
        long end = System.nanoTime();
        device.add(() -> {
            Map<String, Object> line = beginning("exchange", sent.at);
            line.put("attempt", attempts);
            if (!repeated.isEmpty()) {
                line.put("repeated", repeated);
            }
            line.put("part", sent.part.word);
            line.put("connection", sent.connection);
            line.put("timing", timing(sent, end));
            Redaction redaction = sent.redaction;
            // Fields first: what is hidden in one place is hidden everywhere.
            String target = redaction.target(sent.target);
            BodyText body = requestBody(sent);
            Map<String, Object> response = new LinkedHashMap<>();
            if (answer != null) {
                response(sent, answer, response);
            } else if (status > 0) {
                response.put("status", status);
            }
            line.put("request", request(sent, target, body));
            if (!response.isEmpty()) {
                line.put("response", response);
            }
            if (failure != null) {
                line.put("failure", DeviceTrace.failure(failure, redaction));
            } else if (!lost.isEmpty()) {
                line.put("failure", Map.of("type", "ConnectionException", "what", redaction.hide(lost)));
            }
            return line;
        });
    }

    private static BodyText requestBody(Written sent) {
        byte[] body = sent.body;
        return body == null ? BodyText.omitted(sent.length, "streamed") : sent.redaction.body("", body);
    }

    private Map<String, Object> request(Written sent, String target, BodyText body) {
        Redaction redaction = sent.redaction;
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("method", sent.method);
        shown.put("target", redaction.hide(target));
        shown.put("headers", DeviceTrace.pairs(sent.headers, redaction));
        if (sent.length > 0) {
            shown.put("body", body.shown(redaction, device.bodyBytes()));
        }
        return shown;
    }

    private void response(Written sent, HttpResponse answer, Map<String, Object> shown) {
        Redaction redaction = sent.redaction;
        byte[] bytes = answer.body();
        List<Map.Entry<String, String>> headers = redaction.headers(answer.headers());
        BodyText body = streamed >= 0 ? BodyText.omitted(streamed, "streamed") : redaction.body(sent.path(), bytes);
        shown.put("status", answer.status());
        shown.put("headers", DeviceTrace.pairs(headers, redaction));
        if (body.length() > 0) {
            shown.put("body", body.shown(redaction, device.bodyBytes()));
        }
    }

    private Map<String, Object> timing(Written sent, long end) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("beforeMs", millis(begunNanos, sent.nanos));
        if (connectingNanos != 0 && connectedNanos != 0) {
            shown.put("connectMs", millis(connectingNanos, connectedNanos));
            connectingNanos = 0;
        }
        if (headNanos != 0) {
            shown.put("headMs", millis(sent.nanos, headNanos));
        }
        shown.put("endMs", millis(sent.nanos, end));
        return shown;
    }

    /** To the microsecond. */
    private static double millis(long from, long to) {
        return Math.round((to - from) / 1e3) / 1e3;
    }
}
