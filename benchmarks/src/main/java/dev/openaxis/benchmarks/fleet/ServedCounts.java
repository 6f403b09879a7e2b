package dev.openaxis.benchmarks.fleet;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the server counted.
 *
 * @param served requests answered with 200, per mode
 * @param challenged requests answered with 401
 */
public record ServedCounts(Map<Mode, Long> served, long challenged) {

    /** What was served since an earlier count. */
    public long servedSince(ServedCounts earlier, Mode mode) {
        return served.getOrDefault(mode, 0L) - earlier.served.getOrDefault(mode, 0L);
    }

    /** What was challenged since an earlier count. */
    public long challengedSince(ServedCounts earlier) {
        return challenged - earlier.challenged;
    }

    /** One line for the other process. */
    String line() {
        StringBuilder line = new StringBuilder("counts challenged=").append(challenged);
        for (Mode mode : Mode.values()) {
            line.append(' ').append(mode.wire()).append('=').append(served.getOrDefault(mode, 0L));
        }
        return line.toString();
    }

    /** Reads {@link #line}. */
    static ServedCounts parse(String line) {
        Map<Mode, Long> served = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            served.put(mode, number(line, mode.wire()));
        }
        return new ServedCounts(served, number(line, "challenged"));
    }

    /** The number after {@code name=} in a line of the other process. */
    static long number(String line, String name) {
        for (String word : line.split(" ")) {
            if (word.startsWith(name + "=")) {
                return Long.parseLong(word.substring(name.length() + 1));
            }
        }
        throw new IllegalArgumentException("no " + name + " in: " + line);
    }
}
