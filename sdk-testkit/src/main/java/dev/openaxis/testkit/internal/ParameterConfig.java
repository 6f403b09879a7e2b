package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Device Configuration API {@code param} v2, reference 01 section 12.2 (documented): a mirror of {@code param.cgi} that
 * is only read. That an account reads what it may read there is inference.
 */
final class ParameterConfig implements ConfigNode {
    static final String COLLECTION = "Collection";
    static final String KEY = "groupId";

    private final ParameterTree tree;
    private final List<String> path;

    ParameterConfig(ParameterTree tree) {
        this(tree, List.of());
    }

    private ParameterConfig(ParameterTree tree, List<String> path) {
        this.tree = tree;
        this.path = path;
    }

    @Override
    public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
        return operation == ConfigOperation.GET ? SimulatedRole.VIEWER : null;
    }

    @Override
    public ConfigNode child(String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return new ParameterConfig(tree, longer);
    }

    @Override
    public JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
        JsonNode at = describe(tree.readableBy(role));
        for (String name : path) {
            at = at.isArray() ? item(at, name) : at.path(name);
            if (at.isMissingNode()) {
                throw ConfigRefusal.unknownPath();
            }
        }
        return at;
    }

    private static JsonNode item(JsonNode collection, String key) {
        for (JsonNode item : collection) {
            if (item.path(KEY).asText().equals(key)) {
                return item;
            }
        }
        throw ConfigRefusal.noItem("no such group");
    }

    /** Groups as entities, numbered groups as items of a collection, values as text. */
    static ObjectNode describe(List<Parameter> parameters) {
        ObjectNode root = JsonText.MAPPER.createObjectNode();
        parameters.forEach(parameter -> place(root, parameter));
        return root;
    }

    private static void place(ObjectNode root, Parameter parameter) {
        String[] names = parameter.name().split("\\.");
        ObjectNode at = root;
        for (int i = 0; i < names.length - 1; i++) {
            if (i + 2 < names.length && isEntry(names[i], names[i + 1])) {
                at = itemOf(at.withArrayProperty(names[i] + COLLECTION), names[++i]);
            } else {
                at = at.withObjectProperty(names[i]);
            }
        }
        at.put(names[names.length - 1], parameter.value());
    }

    /** Entries are named by the group's first letter in upper case and a number, reference 01 section 8.1 (documented). */
    static boolean isEntry(String group, String name) {
        return name.matches("[A-Z][0-9]{1,9}") && name.charAt(0) == Character.toUpperCase(group.charAt(0));
    }

    private static ObjectNode itemOf(ArrayNode collection, String key) {
        for (JsonNode item : collection) {
            if (item.path(KEY).asText().equals(key)) {
                return (ObjectNode) item;
            }
        }
        return collection.addObject().put(KEY, key);
    }
}
