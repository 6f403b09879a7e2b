package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code port.cgi?action=}, reference 02 section 2.2 (documented):
 * {@code [portId] ":" step *(wait step)}, step {@code /} or {@code \}, wait in milliseconds.
 */
final class ActionGrammar {
    /** Limits are not found in the references; these keep a hostile request bounded. */
    private static final int MAX_STEPS = 1000;

    private static final int MAX_DIGITS = 9;

    private ActionGrammar() {}

    /**
     * One step: the state, and how long until the next step (0 for the last).
     *
     * @param active true for {@code /}
     * @param waitMillis time until the next step
     */
    record Step(boolean active, int waitMillis) {}

    /**
     * A parsed action.
     *
     * @param portId 1-based as on the wire; 1 if it was omitted
     * @param steps at least one
     */
    record Action(int portId, List<Step> steps) {}

    /** Reads an action, or gives null if the text does not follow the grammar. */
    static @Nullable Action parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return null;
        }
        int portId = colon == 0 ? 1 : number(text, 0, colon);
        if (portId < 0) {
            return null;
        }
        List<Step> steps = new ArrayList<>();
        int at = colon + 1;
        while (at < text.length() && steps.size() < MAX_STEPS) {
            char sign = text.charAt(at);
            if (sign != '/' && sign != '\\') {
                return null;
            }
            int next = at + 1;
            while (next < text.length() && Character.isDigit(text.charAt(next))) {
                next++;
            }
            boolean last = next == text.length();
            if (last ? next != at + 1 : next == at + 1) {
                return null;
            }
            int wait = last ? 0 : number(text, at + 1, next);
            if (wait < 0) {
                return null;
            }
            steps.add(new Step(sign == '/', wait));
            at = next;
        }
        return steps.isEmpty() || at < text.length() ? null : new Action(portId, List.copyOf(steps));
    }

    private static int number(String text, int from, int to) {
        if (from == to || to - from > MAX_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + (digit - '0');
        }
        return value;
    }
}
