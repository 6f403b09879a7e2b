package dev.openaxis.examples;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.openaxis.testkit.SimulatedBroker;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttEventDecoder;
import dev.openaxis.vapix.mqtt.MqttMessage;
import dev.openaxis.vapix.mqtt.MqttRetain;
import dev.openaxis.vapix.mqtt.MqttServer;
import dev.openaxis.vapix.mqtt.PublishedEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells a simulated device to publish its events to a broker, and reads them there with an MQTT library. A second reader that comes late
 * gets the states the broker kept.
 */
public final class MqttEvents {
    private static final String EVERY_EVENT = "axis/+/event/#";

    private final MqttEventDecoder decoder = MqttEventDecoder.create();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong retained = new AtomicLong();
    private final Map<Integer, PortState> states = new ConcurrentHashMap<>();

    private MqttEvents() {}

    /**
     * Runs it.
     *
     * @param arguments none
     * @throws IOException if a password file was named that cannot be read
     * @throws InterruptedException if the program is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Stage stage = Stage.of(arguments);
                SimulatedBroker broker = SimulatedBroker.builder()
                        .account("device", "invented-1")
                        .account("vms", "invented-2")
                        .start();
                AxisDevice device = stage.device().connect()) {
            SimulatedDevice simulated = stage.simulated()
                    .orElseThrow(
                            () -> new IllegalArgumentException("this example would change a real device's settings"));
            new MqttEvents().play(device, simulated, broker);
        }
    }

    private void play(AxisDevice device, SimulatedDevice simulated, SimulatedBroker broker)
            throws InterruptedException {
        device.mqtt()
                .configure(MqttClientConfig.builder(
                                MqttServer.tcp(broker.host()).port(broker.tcpPort()),
                                device.info().serial())
                        .login("device", "invented-1")
                        .standardMessages()
                        .build());
        device.mqtt()
                .updatePublication(all -> all.publish(PublishedEvents.of(
                                EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow())
                        .qos(dev.openaxis.vapix.mqtt.MqttQos.AT_LEAST_ONCE)
                        .retain(MqttRetain.PROPERTY)));

        Mqtt3BlockingClient vms = connected("vms", broker);
        device.mqtt().activate();
        device.mqtt().awaitConnected(Duration.ofSeconds(30));
        simulated.input(1).close();
        Stage.await("input 1 is told", () -> states.get(1) == PortState.ACTIVE);

        MqttEvents late = new MqttEvents();
        Mqtt3BlockingClient second = late.connected("late", broker);
        Stage.await("the late reader knows input 1", () -> late.states.get(1) == PortState.ACTIVE);

        simulated.input(1).open();
        Stage.await(
                "both know it is open",
                () -> states.get(1) == PortState.INACTIVE && late.states.get(1) == PortState.INACTIVE);
        second.disconnect();
        vms.disconnect();
        if (late.retained.get() == 0
                || !decoder.oddities().isEmpty()
                || !late.decoder.oddities().isEmpty()) {
            throw new IllegalStateException(
                    "nothing was retained, or odd messages came: " + decoder.oddities() + late.decoder.oddities());
        }
        System.out.println("OK mqtt-events events=" + events + " retained=" + late.retained);
    }

    private Mqtt3BlockingClient connected(String name, SimulatedBroker broker) {
        Mqtt3BlockingClient client = MqttClient.builder()
                .identifier(name)
                .serverHost(broker.host())
                .serverPort(broker.tcpPort())
                .useMqttVersion3()
                .simpleAuth()
                .username("vms")
                .password("invented-2".getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        client.toAsync().publishes(MqttGlobalPublishFilter.SUBSCRIBED, this::take);
        client.subscribeWith()
                .topicFilter(EVERY_EVENT)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        return client;
    }

    private void take(Mqtt3Publish message) {
        decoder.decode(message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain())
                .ifPresent(this::take);
    }

    private void take(MqttMessage message) {
        if (message instanceof MqttMessage.Event told) {
            events.incrementAndGet();
            if (told.retained()) {
                retained.incrementAndGet();
            }
            if (told.event() instanceof PortEvent port) {
                states.put(port.port().index(), port.state());
                System.out.println((told.retained() ? "is       " : "happened ") + port);
            }
        }
    }
}
