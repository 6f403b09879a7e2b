package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Device Configuration API {@code virtualhost} v1, reference 01 section 12.3 (documented). The hosts are only
 * remembered, no listener follows them. Which input is required is inference.
 */
final class VirtualHostConfig {
    private static final SimulatedRole ROLE = SimulatedRole.ADMIN;
    private static final String KEY = "server_name";

    private final VirtualHosts hosts;
    private final VirtualHostRules rules;
    private final boolean emptyOutput;

    private VirtualHostConfig(DeviceCore device) {
        this.hosts = device.virtualHosts();
        this.rules = new VirtualHostRules(device.config());
        this.emptyOutput = device.config().is(Variant.CONFIG_ACTION_ANSWERS_OBJECT);
    }

    static ConfigNode root(DeviceCore device) {
        VirtualHostConfig api = new VirtualHostConfig(device);
        ConfigEntity root = new ConfigEntity().with("create_virtualHost", new ConfigAction(ROLE, api::create));
        if (api.rules.newer()) {
            root.with("defaulthosts", api.new Hosts(api.hosts.defaults(), true));
        }
        return root.with("virtualhosts", api.new Hosts(api.hosts.added(), false));
    }

    private @Nullable JsonNode create(JsonNode input) {
        rules.check(input, false);
        for (String field : List.of("active", "auth_type", "port", KEY)) {
            if (!input.has(field)) {
                throw ConfigRefusal.invalid("a required property is missing (path: /" + field + ")");
            }
        }
        String name = input.get(KEY).textValue();
        if (hosts.added().containsKey(name) || hosts.defaults().containsKey(name)) {
            throw ConfigRefusal.itemExists("virtual host already exists");
        }
        if (hosts.added().size() >= VirtualHosts.MAX) {
            throw ConfigRefusal.internal("too many virtual hosts");
        }
        ObjectNode host = JsonText.MAPPER.createObjectNode();
        host.set("active", input.get("active"));
        host.set("auth_type", input.get("auth_type"));
        host.set("port", input.get("port"));
        if (rules.newer()) {
            host.put("secure", input.path("secure").asBoolean(false));
        }
        host.set(KEY, input.get(KEY));
        hosts.added().put(name, host);
        return emptyOutput ? JsonText.MAPPER.createObjectNode() : null;
    }

    private final class Hosts implements ConfigNode {
        private final Map<String, ObjectNode> items;
        private final boolean defaults;

        Hosts(Map<String, ObjectNode> items, boolean defaults) {
            this.items = items;
            this.defaults = defaults;
        }

        @Override
        public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
            return operation == ConfigOperation.GET ? ROLE : null;
        }

        @Override
        public ConfigNode child(String name) {
            return new Item(this, name);
        }

        @Override
        public JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
            ArrayNode all = JsonText.MAPPER.createArrayNode();
            items.values().forEach(all::add);
            return all;
        }

        private ObjectNode existing(String name) {
            ObjectNode host = items.get(name);
            if (host == null) {
                throw ConfigRefusal.noItem("virtual host does not exist");
            }
            return host;
        }

        /** Renaming changes the key. */
        private void change(String name, JsonNode data) {
            ObjectNode host = existing(name);
            rules.check(data, defaults);
            String newName = data.path(KEY).asText(name);
            if (!newName.equals(name)
                    && (items.containsKey(newName) || hosts.defaults().containsKey(newName))) {
                throw ConfigRefusal.itemExists("virtual host already exists");
            }
            data.properties().forEach(field -> host.set(field.getKey(), field.getValue()));
            items.remove(name);
            items.put(newName, host);
        }
    }

    private final class Item implements ConfigNode {
        private final Hosts all;
        private final String name;

        Item(Hosts all, String name) {
            this.all = all;
            this.name = name;
        }

        @Override
        public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
            return switch (operation) {
                case GET, SET -> ROLE;
                case REMOVE -> all.defaults ? null : ROLE;
                default -> null;
            };
        }

        @Override
        public @Nullable ConfigNode child(String field) {
            boolean known = rules.settable(false).contains(field);
            SimulatedRole setting = rules.settable(all.defaults).contains(field) ? ROLE : null;
            return known
                    ? new ConfigProperty(
                            ROLE,
                            () -> all.existing(name).get(field),
                            setting,
                            value -> all.change(
                                    name, JsonText.MAPPER.createObjectNode().set(field, value)))
                    : null;
        }

        @Override
        public @Nullable JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
            ObjectNode host = all.existing(name);
            switch (operation) {
                case GET -> {
                    return host;
                }
                case SET -> all.change(name, data);
                default -> all.items.remove(name);
            }
            return null;
        }
    }
}
