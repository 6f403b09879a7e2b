package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.MqttVariant;
import dev.openaxis.testkit.SimulatedRole;
import java.util.List;

/** {@code mqtt/event.cgi}, reference 04 sections 5.3 and 5.5 (documented; the factory answer recorded). */
final class MqttEventCgi extends JsonCgi {
    static final String PATH = "/axis-cgi/mqtt/event.cgi";
    static final String ID = "event-mqtt-bridge";

    private final EventBridge bridge;

    MqttEventCgi(DeviceCore device) {
        super(device.config(), ErrorCodes.FAMILY_B, versionOf(device.config()), JsonText.Style.COMPACT);
        this.bridge = device.streams().mqtt().bridge();
    }

    /** Where it is not listed, 1.0 was the first (documented). */
    private static String versionOf(DeviceConfig config) {
        return Recorded.lists(config.apiList(), ID) ? Recorded.version(config, ID) : "1.0";
    }

    /** Exists where API discovery lists it, reference 04 section 5.1; or on 9.80 without being listed. */
    static boolean existsOn(DeviceConfig config) {
        boolean unlisted = MqttSettings.isOld(config) && config.is(MqttVariant.EVENT_BRIDGE_UNLISTED);
        return unlisted || Recorded.lists(config.apiList(), ID);
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.ADMIN;
    }

    @Override
    void call(String method, JsonCall call, Exchange exchange) {
        if (crashes(method, call)) {
            exchange.answer(Answer.page(500, ""));
            return;
        }
        try {
            exchange.answer(answer(method, call));
        } catch (JsonFields.Refused refused) {
            exchange.answer(refused.isMissing() ? missing(call, refused.name()) : invalid(call));
        }
    }

    /** Observed on 11.11.64: null where {@code retain} is expected. */
    private boolean crashes(String method, JsonCall call) {
        return config().is(MqttVariant.NULL_RETAIN_CRASHES)
                && method.equals("configureEventPublication")
                && call.params() != null
                && call.params().path("eventFilterList").findValues("retain").stream()
                        .anyMatch(value -> value.isNull());
    }

    private Answer answer(String method, JsonCall call) {
        return switch (method) {
            case "configureEventPublication" -> {
                bridge.publish(EventPublication.read(JsonFields.of(call)));
                yield told(call, JsonText.MAPPER.createObjectNode());
            }
            case "getEventPublicationConfig" -> {
                ObjectNode data = JsonText.MAPPER.createObjectNode();
                bridge.publication().write(data.putObject("eventPublicationConfig"));
                yield told(call, data);
            }
            case "configureMqttSubscription" -> subscribes() ? subscribe(call) : unknownMethod(call, method);
            case "getMqttSubscriptionConfig" -> subscribes() ? subscriptions(call) : unknownMethod(call, method);
            case "getSupportedVersions" -> told(call, versionList(version()));
            default -> unknownMethod(call, method);
        };
    }

    /** From API version 1.1 on (documented). */
    private boolean subscribes() {
        return !version().equals("1.0");
    }

    private Answer subscribe(JsonCall call) {
        List<MqttSubscription> wanted = JsonFields.of(call).objects("mqttFilterList").stream()
                .map(MqttSubscription::read)
                .toList();
        bridge.subscribe(wanted);
        return told(call, JsonText.MAPPER.createObjectNode());
    }

    private Answer subscriptions(JsonCall call) {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        ArrayNode list = data.putObject("mqttSubscriptionConfig").putArray("mqttFilterList");
        bridge.subscriptions().forEach(each -> each.write(list.addObject()));
        return told(call, data);
    }

    /** Without {@code apiVersion} (recorded); 9.80 and other APIs have it. */
    private Answer told(JsonCall call, ObjectNode data) {
        ObjectNode envelope = envelope(call, call.method());
        if (!MqttSettings.isOld(config()) && !config().is(MqttVariant.EVENT_ANSWERS_NAME_VERSION)) {
            envelope.remove("apiVersion");
        }
        return success(envelope, data);
    }
}
