package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code param.cgi}, reference 01 section 8: {@code list} after the recorded rules, the other actions in their classes. */
final class ParamCgi implements Endpoint {
    static final String PATH = "/axis-cgi/param.cgi";

    private static final Set<String> WRITING = Set.of("update", "add", "remove");

    private final DeviceConfig config;
    private final ParameterTree tree;
    private final ParameterUpdate update;
    private final ParameterGroups groups;

    ParamCgi(DeviceCore device) {
        this.config = device.config();
        this.tree = device.parameters();
        this.update = new ParameterUpdate(device, tree);
        this.groups = new ParameterGroups(config, tree);
    }

    /**
     * {@code usergroup} forces an access level, reference 01 section 8.1; writing needs an operator, section 8
     * (documented).
     */
    @Override
    public SimulatedRole roleFor(Incoming request) {
        SimulatedRole forced = forced(request.argument("usergroup"));
        boolean writes = WRITING.contains(Objects.requireNonNullElse(request.argument("action"), ""));
        return writes && !forced.includes(SimulatedRole.OPERATOR) ? SimulatedRole.OPERATOR : forced;
    }

    private static SimulatedRole forced(@Nullable String group) {
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
        exchange.answer(
                switch (Objects.requireNonNullElse(request.argument("action"), "")) {
                    case "list" -> list(exchange);
                    case "listdefinitions" -> definitions(exchange);
                    case "update" -> update.answer(exchange);
                    case "add" -> groups.add(request);
                    case "remove" -> groups.remove(request);
                    default -> Answer.page(501, "");
                });
    }

    private List<Parameter> readable(Exchange exchange) {
        return tree.readableBy(Objects.requireNonNull(exchange.user()).role());
    }

    /** A group nobody knows gives no definitions (inference). */
    private Answer definitions(Exchange exchange) {
        Incoming request = exchange.request();
        if (!"xmlschema".equals(request.argument("listformat"))) {
            return Answer.page(501, "");
        }
        List<Parameter> readable = readable(exchange);
        String asked = Objects.requireNonNullElse(request.argument("group"), "root");
        Set<Parameter> chosen = new LinkedHashSet<>();
        for (String group : asked.split(",")) {
            readable.stream()
                    .filter(parameter -> ParameterNames.isWithin(parameter.name(), group))
                    .forEach(chosen::add);
        }
        return DefinitionsPage.of(config, request.headers().get("Host", "localhost"), List.copyOf(chosen));
    }

    private Answer list(Exchange exchange) {
        Map<String, String> readable = new LinkedHashMap<>();
        readable(exchange).forEach(parameter -> readable.put(parameter.name(), parameter.value()));
        String asked = exchange.request().argument("group");
        List<String> lines = new ArrayList<>();
        if (asked == null) {
            readable.forEach((name, value) -> lines.add(root() + name + "=" + value));
        } else {
            for (String group : asked.split(",")) {
                list(group, readable, lines);
            }
        }
        return TextLines.of(config, lines);
    }

    private String root() {
        return config.is(Variant.PARAM_WITHOUT_ROOT) ? "" : "root.";
    }

    /** A whole group comes back with {@code root.}, a single parameter exactly as asked (recorded). */
    private void list(String asked, Map<String, String> readable, List<String> lines) {
        String value = readable.get(ParameterNames.withoutRoot(asked));
        if (value != null) {
            lines.add(asked + "=" + value);
            return;
        }
        int before = lines.size();
        readable.forEach((parameter, content) -> {
            if (ParameterNames.isWithin(parameter, asked)) {
                lines.add(root() + parameter + "=" + content);
            }
        });
        if (lines.size() == before) {
            lines.add("# Error: Error -1 getting param in group '" + asked + "'");
        }
    }
}
