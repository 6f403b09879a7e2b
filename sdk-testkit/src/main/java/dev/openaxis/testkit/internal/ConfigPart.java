package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of which only a part was recorded: the rest answers 501. The role is that of the recording, an
 * administrator; whether less would do is not found.
 *
 * @param present what it answers when it is read, or null if that was not recorded
 * @param children the recorded objects below it
 */
record ConfigPart(@Nullable JsonNode present, Map<String, ConfigNode> children) implements ConfigNode {
    private static final ConfigNode NOTHING = new ConfigPart(null, Map.of());

    @Override
    public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
        return operation == ConfigOperation.GET && present != null ? SimulatedRole.ADMIN : null;
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    @Override
    public ConfigNode child(String name) {
        return children.getOrDefault(name, NOTHING);
    }

    @Override
    public @Nullable JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
        return present;
    }
}
