package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An action of a Device Configuration API.
 *
 * @param role who may trigger it
 * @param work takes the input and gives the output, or null for none
 */
record ConfigAction(SimulatedRole role, Function<JsonNode, @Nullable JsonNode> work) implements ConfigNode {
    @Override
    public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
        return operation == ConfigOperation.TRIGGER ? role : null;
    }

    @Override
    public @Nullable ConfigNode child(String name) {
        return null;
    }

    @Override
    public @Nullable JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole asking) {
        return work.apply(data);
    }
}
