package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code $all}, {@code $export} and {@code $import}, reference 01 section 11.2 and 03 section 10 (documented). Export and
 * import are off until an administrator sets a feature flag; {@code param} is the only API built that takes part. That
 * they need an administrator is inference.
 */
final class ConfigTransfer {
    static final String ALL = "$all";
    static final String EXPORT = "$export";
    static final String IMPORT = "$import";

    private static final String PARAM = "param.v2";

    private final DeviceConfig config;
    private final ParameterTree parameters;

    ConfigTransfer(DeviceCore device) {
        this.config = device.config();
        this.parameters = device.parameters();
    }

    /** Tells whether such a path is there. */
    boolean has(String name, boolean global, boolean param) {
        boolean flag = config.is(Variant.CONFIG_EXPORT_ENABLED) && !config.isOlderThan(12, 5);
        return name.equals(ALL)
                ? global
                : flag && (global || param) && Set.of(EXPORT, IMPORT).contains(name);
    }

    static boolean isParam(ConfigApi api) {
        return api.name().equals(PARAM);
    }

    /** Only properties that can be written take part. */
    ObjectNode export(boolean global) {
        ObjectNode exported = ParameterConfig.describe(parameters.readableBy(SimulatedRole.ADMIN).stream()
                .filter(parameter -> parameter.isWritableBy(SimulatedRole.ADMIN))
                .toList());
        return global ? JsonText.MAPPER.createObjectNode().set(PARAM, exported) : exported;
    }

    /** Writes what can be written and tells what could not; {@code importType} has no effect on parameters. */
    List<String> importAll(boolean global, JsonNode data) {
        if (!data.isObject()) {
            throw ConfigRefusal.invalid("an object is expected");
        }
        List<String> failed = new ArrayList<>();
        if (!global) {
            failed.addAll(ParameterImport.into(parameters, data));
            return failed;
        }
        data.properties().forEach(api -> {
            if (api.getKey().equals(PARAM) && api.getValue().isObject()) {
                failed.addAll(ParameterImport.into(parameters, api.getValue()));
            } else {
                failed.add("could not import " + api.getKey());
            }
        });
        return failed;
    }

    /** The body's {@code options}; without them existing values stay (inference). */
    static void checkOptions(JsonNode body) {
        String type = body.path("options").path("importType").asText("merge");
        if (!type.equals("merge") && !type.equals("default")) {
            throw ConfigRefusal.invalid("importType is merge or default");
        }
    }
}
