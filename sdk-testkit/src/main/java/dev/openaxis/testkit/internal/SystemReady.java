package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import org.jspecify.annotations.Nullable;

/**
 * {@code systemready.cgi}, reference 01 section 7: anonymous, all values are strings, fields by version (uptime and
 * bootid from 1.4, passphrasepolicy from 1.5).
 */
final class SystemReady extends JsonCgi {
    static final String PATH = "/axis-cgi/systemready.cgi";

    private static final int MAX_WAIT_SECONDS = 3600;

    private final DeviceCore device;

    SystemReady(DeviceCore device) {
        super(device.config(), ErrorCodes.SYSTEM_READY, versionOf(device.config()), JsonText.Style.COMPACT);
        this.device = device;
    }

    /** Versions seen: 1.1 (9.80), 1.2 (10.12), 1.4 (11.11), 1.5 in answers on 12.x. */
    private static String versionOf(DeviceConfig config) {
        return switch (config.majorVersion()) {
            case 10 -> "1.2";
            case 11 -> "1.4";
            default -> config.majorVersion() < 10 ? "1.1" : "1.5";
        };
    }

    @Override
    public @Nullable SimulatedRole roleFor(Incoming request) {
        return null;
    }

    @Override
    String invalidJsonMessage() {
        return "Invalid JSON input";
    }

    @Override
    void call(String method, JsonCall call, Exchange exchange) {
        switch (method) {
            case "systemready" -> ready(call, exchange);
            case "getSupportedVersions" -> {
                ObjectNode answer = JsonText.MAPPER.createObjectNode().put("method", method);
                if (call.context() != null) {
                    answer.set("context", call.context());
                }
                exchange.answer(success(answer, versionList(version())));
            }
            default -> exchange.answer(error(call, codes().method(), "Internal error"));
        }
    }

    private void ready(JsonCall call, Exchange exchange) {
        JsonNode timeout = call.param("timeout");
        if (timeout != null && !timeout.isIntegralNumber()) {
            exchange.answer(error(call, codes().invalidValue(), "Internal error"));
            return;
        }
        long seconds = timeout == null ? 0 : Math.min(Math.max(timeout.asLong(), 0), MAX_WAIT_SECONDS);
        device.whenReady(seconds, () -> exchange.answer(state(call)));
    }

    private Answer state(JsonCall call) {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        data.put("systemready", device.isReady() ? "yes" : "no");
        data.put("needsetup", device.accounts().needSetup() ? "yes" : "no");
        if (config().majorVersion() >= 11) {
            data.put("uptime", Long.toString(device.uptimeSeconds()));
            data.put("bootid", device.bootId());
        }
        if (config().majorVersion() >= 12) {
            data.put("passphrasepolicy", device.settings().passphrasePolicy().wire());
        }
        return success(envelope(call, "systemready"), data);
    }

    @Override
    @Nullable
    String nameOfErrors(@Nullable JsonCall call) {
        return null;
    }
}
