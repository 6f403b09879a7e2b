package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Device Configuration API {@code ssh}, versions 1 and 2 on the same accounts, reference 01 section 10.5. Adding,
 * setting, removing and their refusals are recorded, reading is documented.
 */
final class SshConfig {
    private static final SimulatedRole ROLE = SimulatedRole.ADMIN;

    private final DeviceConfig config;
    private final SshUsers users;
    private final SshRules rules;

    private SshConfig(DeviceCore device) {
        this.config = device.config();
        this.users = device.sshUsers();
        this.rules = new SshRules(config);
    }

    static ConfigNode root(DeviceCore device) {
        return new ConfigEntity().with("users", new SshConfig(device).new Users());
    }

    private SshUser existing(String name) {
        SshUser user = users.find(name);
        if (user == null) {
            // The quotes are recorded on 12.9.57; 11.11.192 has none.
            String words = "Expected user does not exist.";
            throw ConfigRefusal.noItem(config.isOlderThan(12, 0) ? words : '"' + words + '"');
        }
        return user;
    }

    private JsonNode comment(SshUser user) {
        return TextNode.valueOf(Objects.requireNonNullElse(user.comment(), ""));
    }

    /** Passwords are never readable. A comment that was never given is empty, as other APIs do (inference). */
    private ObjectNode describe(SshUser user) {
        ObjectNode item = JsonText.MAPPER.createObjectNode();
        if (user.comment() != null || !config.is(Variant.SSH_MISSING_COMMENT_OMITTED)) {
            item.set("comment", comment(user));
        }
        return item.put("username", user.name());
    }

    private JsonNode add(JsonNode data) {
        rules.checkNew(data);
        String name = data.get("username").textValue();
        if (users.find(name) != null) {
            throw ConfigRefusal.itemExists("User already exists.");
        }
        if (users.all().size() >= SshUsers.MAX) {
            throw ConfigRefusal.internal("too many users");
        }
        JsonNode comment = data.get("comment");
        SshUser user =
                new SshUser(name, data.get("password").textValue(), comment == null ? null : comment.textValue());
        users.add(user);
        return describe(user);
    }

    private void change(String name, JsonNode data) {
        SshUser old = existing(name);
        rules.checkChange(data);
        String password = data.path("password").asText(old.password());
        JsonNode comment = data.get("comment");
        users.replace(old, new SshUser(name, password, comment == null ? old.comment() : comment.textValue()));
    }

    private final class Users implements ConfigNode {
        @Override
        public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
            return operation == ConfigOperation.GET || operation == ConfigOperation.ADD ? ROLE : null;
        }

        @Override
        public ConfigNode child(String name) {
            return new Item(name);
        }

        @Override
        public JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
            if (operation == ConfigOperation.ADD) {
                return add(data);
            }
            ArrayNode items = JsonText.MAPPER.createArrayNode();
            users.all().forEach(user -> items.add(describe(user)));
            return items;
        }
    }

    private final class Item implements ConfigNode {
        private final String name;

        Item(String name) {
            this.name = name;
        }

        @Override
        public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
            return switch (operation) {
                case GET, SET, REMOVE -> ROLE;
                case ADD, TRIGGER -> null;
            };
        }

        @Override
        public @Nullable ConfigNode child(String property) {
            return switch (property) {
                case "username" ->
                    ConfigProperty.readOnly(
                            ROLE, () -> TextNode.valueOf(existing(name).name()));
                case "comment" ->
                    new ConfigProperty(ROLE, () -> comment(existing(name)), ROLE, value -> set("comment", value));
                case "password" -> ConfigProperty.writeOnly(ROLE, value -> set("password", value));
                default -> null;
            };
        }

        private void set(String property, JsonNode value) {
            change(name, JsonText.MAPPER.createObjectNode().set(property, value));
        }

        @Override
        public @Nullable JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
            SshUser user = existing(name);
            switch (operation) {
                case GET -> {
                    return describe(user);
                }
                case SET -> change(name, data);
                default -> users.remove(user);
            }
            return null;
        }
    }
}
