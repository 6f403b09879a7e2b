package dev.openaxis.vapix.config;

import java.util.List;

/**
 * What a device answers to a change or an action that succeeded. {@link #toString()} tells no values.
 *
 * @param data what it answers, {@linkplain ConfigValue#isNull() null} if nothing: the created entry (AXIS OS 12; often not
 *     on 11), the output of an action
 * @param warnings what it warns about, mostly texts; an import can succeed with warnings about what it did not take
 * @param information what else it tells, mostly texts
 */
public record ConfigAnswer(ConfigValue data, List<ConfigValue> warnings, List<ConfigValue> information) {

    /** Makes the lists immutable. */
    public ConfigAnswer {
        warnings = List.copyOf(warnings);
        information = List.copyOf(information);
    }
}
