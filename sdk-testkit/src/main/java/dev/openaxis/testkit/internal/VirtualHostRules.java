package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What the fields of virtual hosts may be, reference 01 section 12.3; the messages are composed. */
final class VirtualHostRules {
    private final boolean newer;

    VirtualHostRules(DeviceConfig config) {
        // 1.0.1 on 11.11, 1.2.0 on 12.9 (recorded).
        this.newer = !config.isOlderThan(12, 0);
    }

    /** Tells whether the device has API version 1.2.0: {@code secure} and default hosts. */
    boolean newer() {
        return newer;
    }

    Set<String> settable(boolean defaultHost) {
        if (defaultHost) {
            return Set.of("active", "auth_type", "port");
        }
        return newer
                ? Set.of("active", "auth_type", "port", "server_name", "secure")
                : Set.of("active", "auth_type", "port", "server_name");
    }

    /** Refuses data with anything but good values of settable fields. */
    void check(JsonNode data, boolean defaultHost) {
        if (!data.isObject()) {
            throw ConfigRefusal.invalid("an object is expected");
        }
        Set<String> settable = settable(defaultHost);
        data.properties().forEach(field -> {
            String name = field.getKey();
            if (!settable.contains(name)) {
                throw ConfigRefusal.invalid("a property is unknown or read-only");
            }
            if (!fits(name, field.getValue(), defaultHost)) {
                throw ConfigRefusal.invalid("invalid data (path: /" + name + ")");
            }
        });
    }

    private boolean fits(String name, JsonNode value, boolean defaultHost) {
        return switch (name) {
            case "port" -> value.isInt() && value.intValue() >= 1 && value.intValue() <= 65535;
            case "auth_type" -> value.isTextual() && types(defaultHost).contains(value.textValue());
            case "server_name" -> value.isTextual() && value.textValue().matches("[A-Za-z0-9-.]{1,64}");
            default -> value.isBoolean();
        };
    }

    private Set<String> types(boolean defaultHost) {
        if (defaultHost) {
            return Set.of("basic", "digest");
        }
        return newer ? Set.of("basic", "digest", "oidc", "oauth-ccgrant") : Set.of("basic", "digest", "oidc");
    }
}
