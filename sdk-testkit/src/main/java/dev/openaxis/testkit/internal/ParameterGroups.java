package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * {@code param.cgi} {@code add} and {@code remove} of stream profiles, reference 01 sections 8.5 and 8.6: form of the
 * answers documented, the messages in them composed.
 */
final class ParameterGroups {
    private static final String INFO = "[info]";

    private final DeviceConfig config;
    private final ParameterTree tree;

    ParameterGroups(DeviceConfig config, ParameterTree tree) {
        this.config = config;
        this.tree = tree;
    }

    Answer add(Incoming request) {
        String group = ParameterNames.withoutRoot(Objects.requireNonNullElse(request.argument("group"), ""));
        if (!StreamProfiles.TEMPLATE.equals(request.argument("template")) || !StreamProfiles.GROUP.equals(group)) {
            return failed(List.of("No such template or group"));
        }
        boolean full = tree.profiles().size() >= tree.profileLimit();
        if (full && !"yes".equals(request.argument("force"))) {
            return failed(List.of("Too many entries in group StreamProfile"));
        }
        int index = tree.profiles().create();
        List<String> errors = fill(index, request);
        String done = "S" + index + " OK";
        if (errors.isEmpty()) {
            return Answer.text(done);
        }
        errors.add(0, INFO);
        errors.add(done);
        return TextLines.of(config, errors);
    }

    /** Names come without the index of the new entry. */
    private List<String> fill(int index, Incoming request) {
        List<String> errors = new ArrayList<>();
        String prefix = StreamProfiles.GROUP + ".S.";
        request.arguments().forEach((asked, values) -> {
            String name = ParameterNames.withoutRoot(asked);
            if (!name.startsWith(prefix)) {
                return;
            }
            String full = StreamProfiles.GROUP + ".S" + index + "." + name.substring(prefix.length());
            Parameter parameter = tree.find(full);
            String value = values.get(0);
            if (parameter != null && parameter.type().accepts(value)) {
                tree.write(full, value);
            } else {
                errors.add("# Error: Error setting '" + asked + "' to '" + value + "'!");
            }
        });
        return errors;
    }

    Answer remove(Incoming request) {
        List<String> present = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String asked :
                Objects.requireNonNullElse(request.argument("group"), "").split(",", -1)) {
            String entry = ParameterNames.withoutRoot(asked);
            if (tree.profiles().has(entry)) {
                present.add(entry);
            } else {
                missing.add("No such group '" + asked + "'");
                if (config.is(Variant.PARAMETERS_STOP_AT_ERROR)) {
                    break;
                }
            }
        }
        if (missing.isEmpty() || !config.is(Variant.PARAMETERS_ALL_OR_NONE)) {
            present.forEach(tree.profiles()::remove);
        }
        return missing.isEmpty() ? Answer.text("OK") : failed(missing);
    }

    private Answer failed(List<String> messages) {
        List<String> lines = new ArrayList<>(List.of(INFO));
        messages.forEach(message -> lines.add("# Request failed: " + message));
        return TextLines.of(config, lines);
    }
}
