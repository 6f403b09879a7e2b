package dev.openaxis.benchmarks.http;

import java.util.Locale;

/**
 * A figure and what is expected of it.
 *
 * @param key its name in the line that programs read
 * @param words its name for people
 * @param figure what was measured; not a number if it was not
 * @param atLeast whether more is better
 * @param bound the least or the most it should be
 * @param digits how many digits after the point are printed
 */
record Goal(String key, String words, double figure, boolean atLeast, double bound, int digits) {
    private static final int HUNDREDTHS = 2;

    static Goal atLeast(String key, String words, double figure, double bound) {
        return new Goal(key, words, figure, true, bound, HUNDREDTHS);
    }

    static Goal atMost(String key, String words, double figure, double bound) {
        return new Goal(key, words, figure, false, bound, HUNDREDTHS);
    }

    static Goal countAtMost(String key, String words, double figure, double bound) {
        return new Goal(key, words, figure, false, bound, 0);
    }

    /** The expectation and whether it is met. */
    String verdict() {
        String limit = String.format(Locale.ROOT, digits == 0 ? "%.0f" : "%.1f", bound);
        return words + (atLeast ? " >= " : " <= ") + limit + " " + outcome();
    }

    private String outcome() {
        if (Double.isNaN(figure)) {
            return "not measured";
        }
        return (atLeast ? figure >= bound : figure <= bound) ? "reached" : "MISSED";
    }

    /** Name and figure for programs. */
    String pair() {
        return key + "=" + String.format(Locale.ROOT, "%." + digits + "f", figure);
    }
}
