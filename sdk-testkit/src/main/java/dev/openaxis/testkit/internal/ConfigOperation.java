package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import org.jspecify.annotations.Nullable;

/** What can be done with an object of a Device Configuration API, reference 01 section 11.2. */
enum ConfigOperation {
    GET,
    SET,
    ADD,
    REMOVE;

    /** The operation a verb asks for, or null: setting is PATCH, up to AXIS OS 11.10 PUT (documented). */
    static @Nullable ConfigOperation of(String verb, DeviceConfig config) {
        boolean put = config.is(Variant.CONFIG_EITHER_SETTING_VERB) || config.configuresWithPut();
        boolean patch = config.is(Variant.CONFIG_EITHER_SETTING_VERB) || !config.configuresWithPut();
        return switch (verb) {
            case "GET" -> GET;
            case "POST" -> ADD;
            case "DELETE" -> REMOVE;
            case "PUT" -> put ? SET : null;
            case "PATCH" -> patch ? SET : null;
            default -> null;
        };
    }

    boolean hasBody() {
        return this == SET || this == ADD;
    }
}
