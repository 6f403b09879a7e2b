package dev.openaxis.vapix.wire;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.mqtt.Mqtt;
import dev.openaxis.vapix.wire.ScriptedDevice.Asked;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;

/** A scripted device that says who it is, which APIs it has, and what it is told to say to each method of its MQTT CGIs. */
final class MqttDevice implements AutoCloseable {
    static final String CLIENT = "/axis-cgi/mqtt/client.cgi";
    static final String EVENT = "/axis-cgi/mqtt/event.cgi";
    private static final String DONE = "{\"apiVersion\":\"1.2\",\"context\":\"c1\",\"method\":\"x\",\"data\":{}}";

    private final ScriptedDevice device = new ScriptedDevice();
    private final Map<String, Queue<MockResponse>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /**
     * Makes one.
     *
     * @param apis what it lists, for example {@code mqtt-client 1.6}
     */
    MqttDevice(String... apis) {
        StringBuilder list = new StringBuilder();
        for (String api : apis) {
            String[] parts = api.split(" ");
            list.append(list.length() == 0 ? "" : ",")
                    .append("{\"id\":\"" + parts[0] + "\",\"version\":\"" + parts[1] + "\"}");
        }
        device.answers(
                "/axis-cgi/basicdeviceinfo.cgi", "{\"data\":{\"propertyList\":{\"SerialNumber\":\"B8A44F000001\"}}}");
        device.answers("/axis-cgi/apidiscovery.cgi", "{\"data\":{\"apiList\":[" + list + "]}}");
        device.answers(ScriptedDevice.USERGROUP, "root\nadmin operator viewer\n");
        device.answersBy(CLIENT, this::answer);
        device.answersBy(EVENT, this::answer);
    }

    /** As recorded with AXIS OS 12.9. */
    static MqttDevice ofToday() {
        return new MqttDevice("mqtt-client 1.6", "event-mqtt-bridge 1.2");
    }

    private MockResponse answer(Asked one) {
        asked.add(one);
        Queue<MockResponse> told = answers.get(String.valueOf(envelope(one).get("method")));
        if (told == null) {
            return new MockResponse.Builder().body(DONE).build();
        }
        synchronized (told) {
            return told.size() == 1 ? told.peek() : told.remove();
        }
    }

    /** Answers a method with these from now on; the last one stays. */
    void says(String method, String... bodies) {
        Queue<MockResponse> queue = new ArrayDeque<>();
        for (String body : bodies) {
            queue.add(new MockResponse.Builder().body(body).build());
        }
        answers.put(method, queue);
    }

    /** The same with statuses and faults. */
    void saysResponses(String method, MockResponse... responses) {
        answers.put(method, new ArrayDeque<>(List.of(responses)));
    }

    /** Answers a method with a status from now on. */
    void saysStatus(String method, int status) {
        saysResponses(
                method, new MockResponse.Builder().code(status).body("<html>").build());
    }

    Mqtt mqtt() {
        return device.client().mqtt();
    }

    ScriptedDevice scripted() {
        return device;
    }

    /** The requests to both CGIs, in order. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The methods both CGIs were asked, with the version: {@code 1.6 getClientStatus}. */
    List<String> methods() {
        return asked.stream()
                .map(MqttDevice::envelope)
                .map(envelope -> envelope.get("apiVersion") + " " + envelope.get("method"))
                .toList();
    }

    /** The parameters of the last request. */
    Map<?, ?> lastParams() {
        return (Map<?, ?>) envelope(asked.get(asked.size() - 1)).get("params");
    }

    private static Map<?, ?> envelope(Asked one) {
        return tree(one.body());
    }

    /** A JSON object as maps, lists and values. */
    static Map<?, ?> tree(String json) {
        try {
            return (Map<?, ?>) Json.read(json);
        } catch (Json.NotJsonException e) {
            throw new IllegalStateException(json, e);
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
