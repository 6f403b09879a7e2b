package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Import into {@code param} v2, reference 01 section 12.2 (documented): every property by itself, missing stream profiles
 * are created, what failed is told. The words are composed.
 */
final class ParameterImport {
    private final ParameterTree tree;
    private final List<String> failed = new ArrayList<>();

    private ParameterImport(ParameterTree tree) {
        this.tree = tree;
    }

    /** Writes what can be written and tells what could not. */
    static List<String> into(ParameterTree tree, JsonNode data) {
        ParameterImport work = new ParameterImport(tree);
        work.group("", data);
        return work.failed;
    }

    private void group(String prefix, JsonNode members) {
        members.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (value.isObject()) {
                group(prefix + name + ".", value);
            } else if (value.isArray() && name.endsWith(ParameterConfig.COLLECTION)) {
                String group = name.substring(0, name.length() - ParameterConfig.COLLECTION.length());
                value.forEach(item -> entry(prefix, group, item));
            } else {
                parameter(prefix + name, value.isTextual() ? value.textValue() : null);
            }
        });
    }

    private void entry(String prefix, String group, JsonNode item) {
        String key = item.path(ParameterConfig.KEY).asText("");
        if (group.isEmpty() || !ParameterConfig.isEntry(group, key)) {
            failed.add("no group for an item of " + prefix + group + ParameterConfig.COLLECTION);
            return;
        }
        tree.profiles().createIfMissing(prefix + group + "." + key, tree.profileLimit());
        item.properties().forEach(member -> {
            if (!member.getKey().equals(ParameterConfig.KEY)) {
                String name = prefix + group + "." + key + "." + member.getKey();
                if (member.getValue().isObject()) {
                    group(name + ".", member.getValue());
                } else {
                    parameter(
                            name,
                            member.getValue().isTextual() ? member.getValue().textValue() : null);
                }
            }
        });
    }

    private void parameter(String name, @Nullable String value) {
        Parameter parameter = tree.find(name);
        if (value != null
                && parameter != null
                && parameter.isWritableBy(SimulatedRole.ADMIN)
                && parameter.type().accepts(value)) {
            tree.write(name, value);
        } else {
            failed.add("could not set " + name);
        }
    }
}
