package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A trace with what was answered of it so far. Used on one thread. */
final class Trace {
    /**
     * A WebSocket message.
     *
     * @param sent whether the client sent it
     * @param text what it says; null if it cannot be played
     */
    record Message(boolean sent, @Nullable String text) {}

    private final List<TracedExchange> exchanges = new ArrayList<>();
    private final Map<Long, List<Message>> messages = new HashMap<>();
    private final Set<TracedExchange> asked = new LinkedHashSet<>();

    private Trace() {}

    /** Reads a file of JSON Lines. */
    static Trace read(Path file) throws IOException {
        Trace trace = new Trace();
        Set<String> devices = new HashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    devices.add(trace.add(file + " line " + number, line));
                }
            }
        }
        if (devices.size() > 1) {
            throw new IOException(file + " is a trace of " + devices.size() + " devices; write it of one");
        }
        trace.forgetAnsweredChallenges();
        return trace;
    }

    /** Takes one line and returns whose it is. */
    private String add(String where, String text) throws IOException {
        JsonNode line;
        try {
            line = JsonText.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IOException(where + " is not JSON", e);
        }
        if (line == null || line.path("v").asInt() != 1 || !line.path("kind").isTextual()) {
            throw new IOException(where + " is no line of a trace of version 1");
        }
        switch (line.path("kind").asText()) {
            case "exchange" -> exchanges.add(new TracedExchange(line));
            case "message" -> {
                JsonNode body = line.path("body");
                boolean whole = body.has("text") && !body.path("cut").asBoolean();
                messages.computeIfAbsent(line.path("connection").asLong(), none -> new ArrayList<>())
                        .add(new Message(
                                line.path("direction").asText().equals("sent"),
                                whole ? body.path("text").asText() : null));
            }
            default -> {
                // Connections and failures without a request are nothing to play; neither is what a later version adds.
            }
        }
        return line.path("device").asText();
    }

    /** A 401 that another attempt followed is the log-in's. */
    private void forgetAnsweredChallenges() {
        Set<Long> later = new HashSet<>();
        List<TracedExchange> kept = new ArrayList<>();
        for (int i = exchanges.size() - 1; i >= 0; i--) {
            TracedExchange exchange = exchanges.get(i);
            boolean last = later.add(exchange.number());
            if (last || exchange.status() != 401) {
                kept.add(0, exchange);
            }
        }
        exchanges.clear();
        exchanges.addAll(kept);
    }

    /** What came of this request: the next time, or for a read the last time again; null if it is not there. */
    @Nullable
    TracedExchange next(String method, String target, byte[] body) {
        TracedExchange again = null;
        for (TracedExchange exchange : exchanges) {
            if (exchange.matches(method, target, body)) {
                if (asked.add(exchange)) {
                    return exchange;
                }
                again = exchange;
            }
        }
        return again != null && again.isRead() ? again : null;
    }

    /** Whether there ever was such a request. */
    boolean knows(String method, String target, byte[] body) {
        return exchanges.stream().anyMatch(exchange -> exchange.matches(method, target, body));
    }

    /** What nobody asked yet. */
    List<String> notAsked() {
        return exchanges.stream()
                .filter(exchange -> !asked.contains(exchange))
                .map(TracedExchange::toString)
                .toList();
    }

    /** What went over a WebSocket. */
    List<Message> messages(TracedExchange upgrade) {
        return messages.getOrDefault(upgrade.connection(), List.of());
    }
}
