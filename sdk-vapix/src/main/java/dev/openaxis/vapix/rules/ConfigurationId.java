package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;

/**
 * How a device names an action configuration. Devices count them up and were not seen to use one again.
 *
 * @param value the device's own text, for example {@code 7}
 */
public record ConfigurationId(String value) {

    /** Checks that there is one. */
    public ConfigurationId {
        WireText.requireId(value, "an action configuration");
    }

    /**
     * The id of an action configuration.
     *
     * @param value the device's own text
     * @return the id
     */
    public static ConfigurationId of(String value) {
        return new ConfigurationId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
