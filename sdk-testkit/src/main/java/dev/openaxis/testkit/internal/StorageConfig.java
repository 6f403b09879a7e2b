package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The destinations of the Device Configuration API {@code remote-object-storage} v1: adding one of the kind
 * {@code azure}, removing it and their refusals, as recorded on 11.11.192 and 12.9.57. Nothing is stored anywhere.
 */
final class StorageConfig implements ConfigNode {
    private static final SimulatedRole ROLE = SimulatedRole.ADMIN;

    /** Bounds memory; a device's own limit is not found. */
    private static final int MAX = 100;

    private final Set<String> ids;
    private final boolean older;

    private StorageConfig(DeviceCore device) {
        this.ids = device.settings().storageDestinations();
        this.older = device.config().isOlderThan(12, 0);
    }

    static ConfigNode root(DeviceCore device) {
        return new ConfigPart(null, Map.of("destinations", new StorageConfig(device)));
    }

    @Override
    public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
        return operation == ConfigOperation.ADD ? ROLE : null;
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    /** Unlike {@code ssh}, which echoes from 12 on only. */
    @Override
    public boolean echoesItems() {
        return true;
    }

    @Override
    public ConfigNode child(String name) {
        return new Destination(name);
    }

    @Override
    public JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
        JsonNode azure = data.path("azure");
        String id = data.path("id").asText();
        if (id.isEmpty() || azure.path("container").asText().isEmpty()) {
            throw ConfigRefusal.invalid("only azure destinations with id, container, sas and url are built");
        }
        if (azure.path("sas").asText().isEmpty()) {
            throw ConfigRefusal.invalid(
                    (older ? "Invalid destination configuration::" : "invalid destination configuration:")
                            + " sas cannot be empty if accountname is not set.");
        }
        if (ids.contains(id)) {
            throw ConfigRefusal.itemExists(older ? "Destination already exists." : "destination already exists");
        }
        if (ids.size() >= MAX) {
            throw ConfigRefusal.internal("too many destinations");
        }
        ids.add(id);
        ObjectNode item = JsonText.MAPPER.createObjectNode();
        item.putObject("azure")
                .put("accountName", "")
                .put("container", azure.path("container").asText())
                .put("sas", "*****")
                .put("sharedKey", "")
                .put("url", azure.path("url").asText());
        return item.put("id", id);
    }

    /** One of them, whether it exists or not. */
    private final class Destination implements ConfigNode {
        private final String id;

        Destination(String id) {
            this.id = id;
        }

        @Override
        public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
            return operation == ConfigOperation.REMOVE ? ROLE : null;
        }

        @Override
        public boolean isWhole() {
            return false;
        }

        @Override
        public @Nullable ConfigNode child(String name) {
            return null;
        }

        @Override
        public @Nullable JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
            if (!ids.remove(id)) {
                throw ConfigRefusal.noItem(older ? "Destination does not exist." : "destination does not exist");
            }
            return null;
        }
    }
}
