package dev.openaxis.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A device software version such as {@code 12.9.57}, {@code 9.80.2.2} or {@code 1.84.1}, compared numerically segment by
 * segment with missing segments counted as zero. Products number their software differently (an A9188 says 1.84.1), so
 * decide by capabilities, not by this.
 */
public final class AxisOsVersion implements Comparable<AxisOsVersion> {
    private final String text;
    private final List<Integer> segments;

    private AxisOsVersion(String text, List<Integer> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Reads a version.
     *
     * @param text dotted numbers; anything after the numeric part (as in {@code 12.9.57-beta}) is kept as text only
     * @return the version, or empty if the text does not start with a number
     */
    public static Optional<AxisOsVersion> parse(String text) {
        List<Integer> segments = new ArrayList<>();
        int position = 0;
        String trimmed = text.trim();
        while (position < trimmed.length()) {
            int end = position;
            while (end < trimmed.length()
                    && Character.digit(trimmed.charAt(end), 10) >= 0
                    && trimmed.charAt(end) < 0x80) {
                end++;
            }
            if (end == position || end - position > 9) {
                break;
            }
            segments.add(Integer.parseInt(trimmed, position, end, 10));
            if (end >= trimmed.length() || trimmed.charAt(end) != '.') {
                break;
            }
            position = end + 1;
        }
        return segments.isEmpty() ? Optional.empty() : Optional.of(new AxisOsVersion(trimmed, List.copyOf(segments)));
    }

    /**
     * Whether this version is the given one or newer.
     *
     * @param first first segment, for example 11
     * @param second second segment, for example 11
     * @return {@code true} if this version is at least {@code first.second}
     */
    public boolean isAtLeast(int first, int second) {
        int own = segment(0);
        return own != first ? own > first : segment(1) >= second;
    }

    private int segment(int index) {
        return index < segments.size() ? segments.get(index) : 0;
    }

    @Override
    public int compareTo(AxisOsVersion other) {
        int length = Math.max(segments.size(), other.segments.size());
        for (int i = 0; i < length; i++) {
            int order = Integer.compare(segment(i), other.segment(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AxisOsVersion that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        int last = segments.size();
        while (last > 0 && segments.get(last - 1) == 0) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            hash = 31 * hash + segments.get(i);
        }
        return hash;
    }

    /**
     * The version as the device wrote it.
     *
     * @return the version text
     */
    @Override
    public String toString() {
        return text;
    }
}
