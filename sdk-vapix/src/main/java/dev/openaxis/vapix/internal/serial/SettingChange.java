package dev.openaxis.vapix.internal.serial;

import dev.openaxis.vapix.parameters.ParameterList;
import java.util.Optional;

/**
 * One parameter that was given another value.
 *
 * @param name full name
 * @param before the value it had
 * @param after the value it was given
 */
public record SettingChange(String name, String before, String after) {

    /** Whether the device tells what the change was for; words come in any letter case. */
    boolean madeIn(ParameterList told) {
        Optional<String> now = told.get(name);
        return now.isPresent() && now.get().trim().equalsIgnoreCase(after.trim());
    }
}
