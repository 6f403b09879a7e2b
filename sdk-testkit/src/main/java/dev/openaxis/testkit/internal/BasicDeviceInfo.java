package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code basicdeviceinfo.cgi}, reference 01 section 6. Order and white space as recorded on a D4200-VE (12.9.57); values
 * are composed where none are recorded.
 */
final class BasicDeviceInfo extends JsonCgi {
    static final String PATH = "/axis-cgi/basicdeviceinfo.cgi";

    private static final Set<String> RESTRICTED = Set.of("Architecture", "Soc", "SocSerialNumber");

    private final Map<String, String> properties = new LinkedHashMap<>();

    private final DeviceSettings settings;

    BasicDeviceInfo(DeviceCore device) {
        this(device.config(), device.settings());
    }

    private BasicDeviceInfo(DeviceConfig config, DeviceSettings settings) {
        super(config, ErrorCodes.FAMILY_A, config.majorVersion() < 10 ? "1.1" : "1.3", JsonText.Style.SPACED);
        this.settings = settings;
        String recorded = config.model().description().information();
        if (recorded == null) {
            compose(config);
        } else {
            Recorded.read(recorded)
                    .at("/data/propertyList")
                    .properties()
                    .forEach(property -> properties.put(
                            property.getKey(), property.getValue().asText()));
            properties.put("SerialNumber", config.serial());
            properties.put("Version", config.axisOs());
            properties.put("ProdNbr", config.product());
        }
    }

    private void compose(DeviceConfig config) {
        properties.put("Architecture", "aarch64");
        properties.put("ProdNbr", config.product());
        properties.put("HardwareID", "9CF");
        properties.put("ProdFullName", "AXIS " + config.product() + " " + config.productType());
        properties.put("Version", config.axisOs());
        properties.put("ProdType", config.productType());
        properties.put("SocSerialNumber", "0123456789ABCDEF");
        properties.put("Soc", "i.MX8MN");
        properties.put("Brand", "AXIS");
        properties.put("WebURL", (config.majorVersion() < 12 ? "http" : "https") + "://www.axis.com");
        properties.put("ProdVariant", "");
        properties.put("SerialNumber", config.serial());
        properties.put("ProdShortName", "AXIS " + config.product());
        properties.put("BuildDate", "Feb 20 2026 18:19");
    }

    private boolean hasUnrestricted() {
        return !version().equals("1.1");
    }

    @Override
    public @Nullable SimulatedRole roleFor(Incoming request) {
        return switch (JsonCall.methodOf(request.body())) {
            case "getAllProperties", "getProperties" -> SimulatedRole.OPERATOR;
            case "getAllUnrestrictedProperties" -> settings.anonymousInformation() ? null : SimulatedRole.VIEWER;
            default -> null;
        };
    }

    @Override
    void call(String method, JsonCall call, Exchange exchange) {
        switch (method) {
            case "getAllProperties" -> exchange.answer(all(call, true));
            case "getAllUnrestrictedProperties" ->
                exchange.answer(hasUnrestricted() ? all(call, false) : unknownMethod(call, method));
            case "getProperties" -> exchange.answer(some(call));
            case "getSupportedVersions" -> exchange.answer(versions(call));
            default -> exchange.answer(unknownMethod(call, method));
        }
    }

    private Answer versions(JsonCall call) {
        ObjectNode answer = JsonText.MAPPER.createObjectNode().put("method", "getSupportedVersions");
        if (call.context() != null) {
            answer.set("context", call.context());
        }
        return success(answer, versionList(version()));
    }

    private Answer all(JsonCall call, boolean restricted) {
        ObjectNode list = JsonText.MAPPER.createObjectNode();
        properties.forEach((name, value) -> {
            if (restricted || !RESTRICTED.contains(name)) {
                list.put(name, value);
            }
        });
        return properties(call, list);
    }

    private Answer some(JsonCall call) {
        JsonNode names = call.param("propertyList");
        if (names == null || !names.isArray()) {
            return missing(call, "propertyList");
        }
        ObjectNode list = JsonText.MAPPER.createObjectNode();
        for (JsonNode name : names) {
            String value = properties.get(name.asText());
            if (value == null) {
                return error(call, codes().invalidValue(), "Property not supported: " + name.asText());
            }
            list.put(name.asText(), value);
        }
        return properties(call, list);
    }

    /** No {@code method} in answers of 10.12 to 12.9 (recorded); 9.80 has it (observed). */
    private Answer properties(JsonCall call, ObjectNode list) {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        data.set("propertyList", list);
        return success(envelope(call, hasUnrestricted() ? null : call.method()), data);
    }

    @Override
    @Nullable
    String nameOfErrors(@Nullable JsonCall call) {
        return null;
    }
}
