package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code firmwaremanagement.cgi}, reference 03 sections 1.1, 1.2, 1.6 and 1.7: {@code reboot} and {@code factoryDefault}
 * for administrators. Whatever upgrades or rolls back is not built.
 */
final class FirmwareManagement extends JsonCgi {
    static final String PATH = "/axis-cgi/firmwaremanagement.cgi";

    private static final String MODE = "factoryDefaultMode";
    private static final Set<String> NOT_BUILT = Set.of("status", "upgrade", "commit", "rollback", "purge", "stopAuto");
    private static final int BUSY = 423;

    private final DeviceCore device;

    FirmwareManagement(DeviceCore device) {
        super(device.config(), ErrorCodes.FIRMWARE_MANAGEMENT, versionOf(device.config()), JsonText.Style.COMPACT);
        this.device = device;
    }

    /** Versions in answers: 1.4 up to 10.12, 1.5 on 11.11, 1.8 on 12.9, 1.10 on 12.11 (recorded). */
    private static String versionOf(DeviceConfig config) {
        if (config.numbersItself()) {
            // Parameter of an A9188 1.84.1: recorded.
            return "1.0";
        }
        if (config.isOlderThan(11, 0)) {
            return "1.4";
        }
        if (config.isOlderThan(12, 0)) {
            return "1.5";
        }
        return config.isOlderThan(12, 11) ? "1.8" : "1.10";
    }

    /** An administrator for every method, {@code getSupportedVersions} too (observed). */
    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.ADMIN;
    }

    @Override
    public void handle(Exchange exchange) {
        if (exchange.request().headers().get("Content-Type", "").startsWith("multipart/")) {
            exchange.answer(Answer.page(501, ""));
        } else {
            super.handle(exchange);
        }
    }

    @Override
    void call(String method, JsonCall call, Exchange exchange) {
        if (device.restarts().isDue()) {
            // Inference: a restart that was accepted is "another request of this API" until the device is down.
            exchange.answer(error(call, BUSY, "Busy with another request."));
        } else if (NOT_BUILT.contains(method)) {
            exchange.answer(Answer.page(501, ""));
        } else {
            switch (method) {
                case "reboot" -> reboot(call, exchange);
                case "factoryDefault" -> factoryDefault(call, exchange);
                case "getSupportedVersions" ->
                    // Carries a top-level apiVersion: recorded.
                    exchange.answer(success(envelope(call, method), versionList(version())));
                default -> exchange.answer(error(call, codes().method(), "Unknown method in request."));
            }
        }
    }

    private void reboot(JsonCall call, Exchange exchange) {
        if (hasOnly(call.params(), Set.of())) {
            device.restarts().accept(exchange, done(call), null);
        } else {
            exchange.answer(invalid(call));
        }
    }

    private void factoryDefault(JsonCall call, Exchange exchange) {
        JsonNode sent = call.param(MODE);
        FactoryDefaultMode mode = FactoryDefaultMode.SOFT;
        if (sent != null) {
            mode = sent.isTextual() ? FactoryDefaultMode.of(sent.textValue()) : null;
        }
        if (mode == null || !hasOnly(call.params(), Set.of(MODE))) {
            exchange.answer(invalid(call));
        } else {
            device.restarts().accept(exchange, done(call), mode);
        }
    }

    /** An unknown parameter is error 400 (documented). */
    private static boolean hasOnly(@Nullable JsonNode params, Set<String> names) {
        return params == null
                || (params.isObject()
                        && params.properties().stream().allMatch(member -> names.contains(member.getKey())));
    }

    private Answer done(JsonCall call) {
        ObjectNode nothing = JsonText.MAPPER.createObjectNode();
        return success(envelope(call, call.method()), nothing);
    }
}
