package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** {@code param.cgi?action=list}, reference 01 section 8.2 (recorded rules). Other actions are not built. */
final class ParamCgi implements Endpoint {
    static final String PATH = "/axis-cgi/param.cgi";

    private final DeviceConfig config;
    private final ParameterTree tree;

    ParamCgi(DeviceConfig config, ParameterTree tree) {
        this.config = config;
        this.tree = tree;
    }

    /** {@code usergroup} forces an access level, reference 01 section 8.1 (documented). */
    @Override
    public SimulatedRole roleFor(Incoming request) {
        String group = request.argument("usergroup");
        if (group != null) {
            for (SimulatedRole role : SimulatedRole.values()) {
                if (role.name().toLowerCase(Locale.ROOT).equals(group)) {
                    return role;
                }
            }
        }
        return SimulatedRole.VIEWER;
    }

    @Override
    public void handle(Exchange exchange) {
        Incoming request = exchange.request();
        if (!"list".equals(request.argument("action"))) {
            exchange.answer(Answer.page(501, ""));
            return;
        }
        SimulatedRole role = Objects.requireNonNull(exchange.user()).role();
        Map<String, String> readable = tree.readableBy(role);
        String groups = request.argument("group");
        List<String> lines = new ArrayList<>();
        if (groups == null) {
            readable.forEach((name, value) -> lines.add(root() + name + "=" + value));
        } else {
            for (String asked : groups.split(",")) {
                list(asked, readable, lines);
            }
        }
        exchange.answer(TextLines.of(config, lines));
    }

    private String root() {
        return config.is(Variant.PARAM_WITHOUT_ROOT) ? "" : "root.";
    }

    /** A whole group comes back with {@code root.}, a single parameter exactly as asked (recorded). */
    private void list(String asked, Map<String, String> readable, List<String> lines) {
        String name = asked.startsWith("root.") ? asked.substring("root.".length()) : asked;
        String value = readable.get(name);
        if (value != null) {
            lines.add(asked + "=" + value);
            return;
        }
        boolean everything = asked.equals("root");
        int before = lines.size();
        String[] pattern = name.split("\\.");
        readable.forEach((parameter, content) -> {
            if (everything || isBelow(parameter.split("\\."), pattern)) {
                lines.add(root() + parameter + "=" + content);
            }
        });
        if (lines.size() == before) {
            lines.add("# Error: Error -1 getting param in group '" + asked + "'");
        }
    }

    /** {@code *} stands for one segment. */
    private static boolean isBelow(String[] parameter, String[] pattern) {
        if (pattern.length > parameter.length || pattern.length == 0) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(parameter[i])) {
                return false;
            }
        }
        return true;
    }
}
