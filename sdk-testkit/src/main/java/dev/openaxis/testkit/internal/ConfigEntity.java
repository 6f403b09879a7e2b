package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A singleton entity: properties, entities and collections by name. It is read and written as far as these are. */
final class ConfigEntity implements ConfigNode {
    private final Map<String, ConfigNode> members = new LinkedHashMap<>();

    ConfigEntity with(String name, ConfigNode member) {
        members.put(name, member);
        return this;
    }

    /** Reading takes the role of the most public member, writing that of the most protected one. */
    @Override
    public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
        Stream<SimulatedRole> roles = members.values().stream()
                .map(member -> member.roleFor(operation))
                .filter(Objects::nonNull);
        return switch (operation) {
            case GET -> roles.min(Comparator.naturalOrder()).orElse(null);
            case SET -> roles.max(Comparator.naturalOrder()).orElse(null);
            default -> null;
        };
    }

    @Override
    public @Nullable ConfigNode child(String name) {
        return members.get(name);
    }

    @Override
    public @Nullable JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
        if (operation == ConfigOperation.GET) {
            return get(role);
        }
        check(data);
        data.properties()
                .forEach(field -> Objects.requireNonNull(members.get(field.getKey()))
                        .perform(ConfigOperation.SET, field.getValue(), role));
        return null;
    }

    private ObjectNode get(SimulatedRole role) {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        members.forEach((name, member) -> {
            SimulatedRole needed = member.roleFor(ConfigOperation.GET);
            if (needed != null && role.includes(needed)) {
                data.set(name, member.perform(ConfigOperation.GET, data, role));
            }
        });
        return data;
    }

    private void check(JsonNode data) {
        if (!data.isObject()) {
            throw ConfigRefusal.invalid("an object is expected");
        }
        data.properties().forEach(field -> {
            ConfigNode member = members.get(field.getKey());
            if (member == null || member.roleFor(ConfigOperation.SET) == null) {
                throw ConfigRefusal.invalid("a property is unknown or read-only");
            }
            if (member instanceof ConfigEntity entity) {
                entity.check(field.getValue());
            }
        });
    }
}
