package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;

/**
 * How a device names a stored recipient. Recipients are counted apart from action configurations (inference).
 *
 * @param value the device's own text, for example {@code 2}
 */
public record RecipientId(String value) {

    /** Checks that there is one. */
    public RecipientId {
        WireText.requireId(value, "a stored recipient");
    }

    /**
     * The id of a stored recipient.
     *
     * @param value the device's own text
     * @return the id
     */
    public static RecipientId of(String value) {
        return new RecipientId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
