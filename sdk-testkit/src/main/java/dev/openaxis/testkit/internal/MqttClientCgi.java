package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.MqttVariant;
import dev.openaxis.testkit.SimulatedRole;

/** {@code mqtt/client.cgi}, reference 04 section 5.2 (documented). */
final class MqttClientCgi extends JsonCgi {
    static final String PATH = "/axis-cgi/mqtt/client.cgi";
    static final String ID = "mqtt-client";

    private static final int INTERNAL_ERROR = 1100;

    private final MqttClient client;

    MqttClientCgi(DeviceCore device) {
        super(device.config(), ErrorCodes.FAMILY_B, Recorded.version(device.config(), ID), JsonText.Style.COMPACT);
        this.client = device.streams().mqtt();
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.ADMIN;
    }

    @Override
    void call(String method, JsonCall call, Exchange exchange) {
        try {
            exchange.answer(answer(method, call));
        } catch (JsonFields.Refused refused) {
            exchange.answer(refused.isMissing() ? missing(call, refused.name()) : invalid(call));
        }
    }

    private Answer answer(String method, JsonCall call) {
        return switch (method) {
            case "configureClient" -> configure(call);
            case "activateClient" -> activate(call);
            case "deactivateClient" -> {
                client.deactivate();
                yield done(call);
            }
            case "getClientStatus" -> success(envelope(call, method), status());
            case "getSupportedVersions" -> success(envelope(call, method), versionList(version()));
            default -> unknownMethod(call, method);
        };
    }

    private Answer configure(JsonCall call) {
        MqttSettings settings = MqttSettings.read(config(), JsonFields.of(call), client.settings());
        client.configure(settings, config().is(MqttVariant.CONFIGURATION_RECONNECTS));
        return done(call);
    }

    private Answer activate(JsonCall call) {
        if (client.settings() == null && !config().is(MqttVariant.ACTIVATION_WITHOUT_CONFIGURATION)) {
            return error(call, INTERNAL_ERROR, "Internal error");
        }
        client.activate();
        return done(call);
    }

    private Answer done(JsonCall call) {
        return success(envelope(call, call.method()), JsonText.MAPPER.createObjectNode());
    }

    private ObjectNode status() {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        data.putObject("status")
                .put("state", client.isActive() ? "active" : "inactive")
                .put("connectionStatus", connection(client.isConnected()));
        ObjectNode told = data.putObject("config");
        MqttSettings settings = client.settings();
        if (settings != null) {
            settings.write(config(), told);
        } else if (config().is(MqttVariant.FACTORY_CONFIG_TELLS_DEFAULTS)) {
            MqttSettings.writeDefaults(config(), told);
        }
        return data;
    }

    private String connection(boolean connected) {
        if (config().is(MqttVariant.STATUS_CAPITALISED)) {
            return connected ? "Connected" : "Disconnected";
        }
        String not = config().is(MqttVariant.STATUS_NOT_CONNECTED) ? "not connected" : "disconnected";
        return connected ? "connected" : not;
    }
}
