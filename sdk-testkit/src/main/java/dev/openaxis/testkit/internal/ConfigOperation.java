package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import org.jspecify.annotations.Nullable;

/** What can be done with an object of a Device Configuration API, reference 01 section 11.2. */
enum ConfigOperation {
    GET,
    SET,
    ADD,
    REMOVE,
    TRIGGER;

    /**
     * The operation a verb asks for, or null: setting is PATCH and triggering POST, up to AXIS OS 11.10 both are PUT
     * (documented).
     */
    static @Nullable ConfigOperation of(String verb, boolean action, DeviceConfig config) {
        boolean either = config.is(Variant.CONFIG_EITHER_SETTING_VERB);
        boolean older = either || config.configuresWithPut();
        boolean newer = either || !config.configuresWithPut();
        return switch (verb) {
            case "GET" -> GET;
            case "POST" -> action ? (newer ? TRIGGER : null) : ADD;
            case "DELETE" -> REMOVE;
            case "PUT" -> older ? (action ? TRIGGER : SET) : null;
            case "PATCH" -> newer ? SET : null;
            default -> null;
        };
    }

    boolean hasBody() {
        return this == SET || this == ADD || this == TRIGGER;
    }
}
