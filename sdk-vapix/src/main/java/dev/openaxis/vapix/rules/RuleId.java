package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;

/**
 * How a device names an action rule. Devices count them up and were not seen to use one again.
 *
 * @param value the device's own text, for example {@code 7}
 */
public record RuleId(String value) {

    /** Checks that there is one. */
    public RuleId {
        WireText.requireId(value, "an action rule");
    }

    /**
     * The id of an action rule.
     *
     * @param value the device's own text
     * @return the id
     */
    public static RuleId of(String value) {
        return new RuleId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
