package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A property of a Device Configuration API.
 *
 * @param getRole who may read it, or null if nobody can
 * @param getter its value
 * @param setRole who may write it, or null if nobody can
 * @param setter checks and takes a value
 */
record ConfigProperty(
        @Nullable SimulatedRole getRole,
        Supplier<JsonNode> getter,
        @Nullable SimulatedRole setRole,
        Consumer<JsonNode> setter)
        implements ConfigNode {

    static ConfigProperty readOnly(SimulatedRole role, Supplier<JsonNode> getter) {
        return new ConfigProperty(role, getter, null, value -> {});
    }

    static ConfigProperty writeOnly(SimulatedRole role, Consumer<JsonNode> setter) {
        return new ConfigProperty(null, MissingNode::getInstance, role, setter);
    }

    @Override
    public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
        return switch (operation) {
            case GET -> getRole;
            case SET -> setRole;
            default -> null;
        };
    }

    @Override
    public @Nullable ConfigNode child(String name) {
        return null;
    }

    @Override
    public @Nullable JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
        if (operation == ConfigOperation.GET) {
            return getter.get();
        }
        setter.accept(data);
        return null;
    }
}
