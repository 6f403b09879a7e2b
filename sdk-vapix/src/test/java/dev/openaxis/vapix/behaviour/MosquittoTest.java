package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.testkit.MqttVariant;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedEvent;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.behaviour.Mosquitto.Delivered;
import dev.openaxis.vapix.behaviour.Mosquitto.Subscriber;
import dev.openaxis.vapix.behaviour.Mosquitto.Way;
import dev.openaxis.vapix.events.EventContent;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.OtherEvent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.ShockEvent;
import dev.openaxis.vapix.events.VapixEvent;
import dev.openaxis.vapix.events.VirtualInputEvent;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.mqtt.Mqtt;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttClientStatus;
import dev.openaxis.vapix.mqtt.MqttEventDecoder;
import dev.openaxis.vapix.mqtt.MqttMessage;
import dev.openaxis.vapix.mqtt.MqttPublication;
import dev.openaxis.vapix.mqtt.MqttQos;
import dev.openaxis.vapix.mqtt.MqttRetain;
import dev.openaxis.vapix.mqtt.MqttStatusMessage;
import dev.openaxis.vapix.mqtt.MqttSubscription;
import dev.openaxis.vapix.mqtt.MqttTls;
import dev.openaxis.vapix.mqtt.PublishedEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A simulated device, told through the SDK to publish to a real mosquitto; mosquitto's own subscriber says what came of it.
 * {@link MqttTest} has what does not need a judge.
 */
class MosquittoTest {
    private static final String SERIAL = "ACCC8E000001";
    private static final String OTHER_SERIAL = "ACCC8E000002";
    private static final EventFilter COMMANDS =
            EventFilter.topic("tnsaxis:MQTT/Message").andBelow();
    /** More than mosquitto lets be under way to or from one client, which is 20. */
    private static final int MANY = 100;
    /** As many as a device has; more than 20, too. */
    private static final int VIRTUAL_INPUTS = 64;
    /** A device that connects at all does it at once. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    private static final SimulatedEvent SHOCK =
            SimulatedEvent.pulse("tns1:Device/tnsaxis:Tampering/ShockDetected", Map.of(), Map.of());
    private static final SimulatedEvent DOOR =
            SimulatedEvent.pulse("tnsaxis:Site/Door", Map.of("name", "Tür \"1\""), Map.of("bell", "läutet\\"));

    private final MqttEventDecoder decoder = MqttEventDecoder.create();

    @TempDir
    Path folder;

    private Mosquitto broker;
    private SimulatedDevice device;
    private AxisDevice client;
    private Mqtt mqtt;

    @BeforeEach
    void start() {
        broker = Mosquitto.start(folder);
        use(device(SERIAL));
    }

    private void use(SimulatedDevice started) {
        device = started;
        client = Clients.connect(device);
        mqtt = client.mqtt();
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            stopDevice();
            broker.close();
        }
    }

    private void stopDevice() {
        client.close();
        device.close();
    }

    private SimulatedDevice device(String serial, MqttVariant... reading) {
        SimulatedDevice started = SimulatedDevice.a9210()
                .serial(serial)
                .variant(reading)
                .mqttReconnectDelay(Duration.ofMillis(100))
                .readyAfterRestart(Duration.ZERO)
                .start();
        started.mqtt().trust("broker-ca", broker.authority());
        return started;
    }

    private MqttClientConfig.Builder over(Way way) {
        MqttClientConfig.Builder config =
                MqttClientConfig.builder(broker.server(way), SERIAL).login(Mosquitto.USER, Mosquitto.PASSWORD);
        return way.encrypted() ? config.tls(MqttTls.validating().caCertificate("broker-ca")) : config;
    }

    private void activate(MqttClientConfig.Builder config) {
        mqtt.configure(config.build());
        mqtt.activate();
    }

    private void connect(MqttClientConfig.Builder config) {
        activate(config);
        mqtt.awaitConnected(SOON);
    }

    private void publishEverything(MqttQos qos, MqttRetain retain) {
        mqtt.configurePublication(MqttPublication.builder()
                .publish(PublishedEvents.of(EventFilter.all()).qos(qos).retain(retain))
                .build());
    }

    private Heard listening(EventFilter filter) {
        Heard heard = new Heard();
        client.events().subscribe(filter, heard);
        await().atMost(SOON).until(client.events()::live);
        return heard;
    }

    private <E extends VapixEvent> E told(Heard live, Class<E> kind, Predicate<E> wanted) {
        return await().atMost(SOON)
                .until(() -> live.events(kind).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private List<MqttMessage> messages(Subscriber subscriber) {
        return subscriber.delivered().stream()
                .flatMap(message -> message.decoded(decoder).stream())
                .toList();
    }

    private List<VapixEvent> events(Subscriber subscriber) {
        return messages(subscriber).stream()
                .filter(MqttMessage.Event.class::isInstance)
                .map(message -> ((MqttMessage.Event) message).event())
                .toList();
    }

    /** What the standard messages said, for example {@code true Connected}. */
    private List<String> connections(Subscriber subscriber) {
        return messages(subscriber).stream()
                .filter(MqttMessage.Connection.class::isInstance)
                .map(MqttMessage.Connection.class::cast)
                .map(told -> told.serial().orElse("?") + " " + told.connected() + " " + told.description())
                .toList();
    }

    private static boolean isInputOne(VapixEvent event, PortState state) {
        return event instanceof PortEvent port && port.port().equals(PortId.of(1)) && port.state() == state;
    }

    private void assertNotConnected() {
        assertThatThrownBy(() -> mqtt.awaitConnected(LONG_ENOUGH))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("active and not connected");
        MqttClientStatus status = mqtt.status();
        assertThat(status.active()).isTrue();
        assertThat(status.connected()).isFalse();
        assertThat(status.rawConnection()).isEqualTo("disconnected");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPublished_isWhatTheDevicesOwnStreamTells(Way way) {
        Heard live = listening(EventFilter.all());
        Subscriber subscriber = broker.subscribe("axis/#");
        publishEverything(MqttQos.AT_LEAST_ONCE, MqttRetain.NONE);
        connect(over(way));

        device.input(1).close();
        client.io().virtualInputs().activate(7);
        device.toggledByAnotherClient(0, true);
        device.events().emit(SHOCK);
        device.events().emit(DOOR);

        List<VapixEvent> typed = List.of(
                told(live, PortEvent.class, event -> isInputOne(event, PortState.ACTIVE)),
                told(live, VirtualInputEvent.class, event -> event.number() == 7 && event.active()),
                told(live, ShockEvent.class, event -> true));
        EventContent relay = told(
                        live,
                        PortEvent.class,
                        event -> event.port().equals(PortId.of(0)) && event.state() == PortState.ACTIVE)
                .content();
        EventContent door = told(live, OtherEvent.class, event -> event.topic().equals("Site/Door"))
                .content();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(subscriber))
                        .contains(typed.toArray(new VapixEvent[0]))
                        .extracting(VapixEvent::content)
                        .contains(relay, door));

        assertThat(events(subscriber)).doesNotHaveDuplicates();
        assertThat(live.events(VapixEvent.class))
                .extracting(VapixEvent::content)
                .containsAll(events(subscriber).stream()
                        .map(VapixEvent::content)
                        // A device tells of a relay under two topics, its live stream once.
                        .filter(content -> !content.topic().equals("Device/Trigger/Relay"))
                        .toList());
        assertThat(decoder.oddities()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "SECURE_WEB_SOCKET"})
    void aBrokerOfAnotherAuthority_isRefused_unlessTheDeviceIsNotToLook(Way way) {
        Authority other = Authority.create(folder.resolve("other"), "authority of somebody else");
        device.mqtt().trust("other-ca", other.certificate());

        activate(over(way).tls(MqttTls.validating().caCertificate("other-ca")));
        assertNotConnected();

        mqtt.deactivate();
        connect(over(way).tls(MqttTls.unchecked()));
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPassword_meansNotConnected(Way way) {
        activate(over(way).login(Mosquitto.USER, "of-somebody-else"));
        assertNotConnected();

        mqtt.deactivate();
        connect(over(way));
    }

    @ParameterizedTest
    @EnumSource
    void theStandardMessages_tellThatTheDeviceCame_wasLost_andLeft(Way way) {
        Subscriber subscriber = broker.subscribe("axis/+/event/connection");
        connect(over(way).standardMessages());

        device.faults().dropEventStreams();
        await().atMost(SOON).until(() -> connections(subscriber).size() == 3);
        assertThat(messages(broker.subscribe("axis/#")))
                .singleElement()
                .isInstanceOfSatisfying(MqttMessage.Connection.class, kept -> {
                    assertThat(kept.retained()).isTrue();
                    assertThat(kept.connected()).isTrue();
                    assertThat(kept.deviceTime()).isPresent();
                });
        mqtt.awaitConnected(SOON);
        mqtt.deactivate();

        subscriber.hears(message -> message.payload().contains("Disconnected"));
        assertThat(connections(broker.subscribe("axis/#"))).containsExactly(SERIAL + " false Disconnected");
        assertThat(connections(subscriber))
                .containsExactly(
                        SERIAL + " true Connected",
                        SERIAL + " false Connection Lost",
                        SERIAL + " true Connected",
                        SERIAL + " false Disconnected");
        assertThat(subscriber.delivered()).extracting(Delivered::qos).containsOnly(1);
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfOnesOwn_goWhereTheySay_asTheySay(MqttQos qos) {
        Subscriber subscriber = broker.subscribe("site/#");
        connect(over(Way.TCP)
                .connectMessage(Optional.of(
                        MqttStatusMessage.of("site/up", "up").retained().qos(qos)))
                .lastWill(Optional.of(MqttStatusMessage.of("site/lost", "lost").qos(qos)))
                .disconnectMessage(Optional.of(
                        MqttStatusMessage.of("site/down", "down").retained().qos(qos))));
        device.restart(Duration.ofMillis(10));
        await().atMost(SOON).until(() -> subscriber.payloads().size() == 3);
        mqtt.awaitConnected(SOON);
        mqtt.deactivate();
        subscriber.hears(message -> message.payload().equals("down"));
        broker.publish("site/end", List.of("end"), qos);
        subscriber.hears(message -> message.payload().equals("end"));

        assertThat(subscriber.delivered())
                .containsExactly(
                        new Delivered("site/up", qos.level(), false, "up"),
                        new Delivered("site/lost", qos.level(), false, "lost"),
                        new Delivered("site/up", qos.level(), false, "up"),
                        new Delivered("site/down", qos.level(), false, "down"),
                        new Delivered("site/end", qos.level(), false, "end"));
        assertThat(broker.subscribe("site/#").delivered())
                .containsExactlyInAnyOrder(
                        new Delivered("site/up", qos.level(), true, "up"),
                        new Delivered("site/down", qos.level(), true, "down"));
    }

    @Test
    void aDeviceThatFallsSilentIsLost_andOneThatHasNothingToSayIsNot() {
        Subscriber subscriber = broker.subscribe("axis/+/event/connection");
        MqttClientConfig.Builder oftenHeard = over(Way.TCP).standardMessages().keepAlive(Duration.ofSeconds(1));
        connect(oftenHeard);
        try (SimulatedDevice other = device(OTHER_SERIAL);
                AxisDevice otherClient = Clients.connect(other)) {
            otherClient.mqtt().configure(oftenHeard.clientId(OTHER_SERIAL).build());
            otherClient.mqtt().activate();
            otherClient.mqtt().awaitConnected(SOON);

            device.faults().cutNetwork(Duration.ofMinutes(5));

            subscriber.hears(message -> message.payload().contains("Connection Lost"));
            assertThat(connections(subscriber))
                    .containsExactly(
                            SERIAL + " true Connected",
                            OTHER_SERIAL + " true Connected",
                            SERIAL + " false Connection Lost");
            assertThat(other.mqtt().isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLateSubscriber_getsWhatTheBrokerWasToKeep(MqttRetain retain) {
        Subscriber early = broker.subscribe("axis/#");
        publishEverything(MqttQos.AT_LEAST_ONCE, retain);
        connect(over(Way.TCP));
        device.input(1).close();
        device.input(1).open();
        device.input(1).close();
        device.events().emit(SHOCK);
        await().atMost(SOON).until(() -> events(early).stream().anyMatch(ShockEvent.class::isInstance));

        List<MqttMessage> late = messages(broker.subscribe("axis/#"));

        assertThat(messages(early)).noneMatch(MqttMessage::retained);
        assertThat(late).allMatch(MqttMessage::retained);
        List<VapixEvent> kept = late.stream()
                .map(message -> ((MqttMessage.Event) message).event())
                .toList();
        assertThat(kept.stream().filter(event -> isInputOne(event, PortState.ACTIVE)))
                .hasSize(retain == MqttRetain.NONE ? 0 : 1);
        assertThat(kept).noneMatch(event -> isInputOne(event, PortState.INACTIVE));
        assertThat(kept.stream().filter(ShockEvent.class::isInstance)).hasSize(retain == MqttRetain.ALL ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToldAllAtOnceIsDelivered_asSurelyAsWasAsked(MqttQos qos) {
        stopDevice();
        use(device(SERIAL, MqttVariant.INITIAL_STATES_PUBLISHED));
        Subscriber subscriber = broker.subscribe("axis/#");
        publishEverything(qos, MqttRetain.NONE);
        connect(over(Way.TCP));

        List<Integer> all = IntStream.rangeClosed(1, VIRTUAL_INPUTS).boxed().toList();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(virtualInputs(subscriber)).isEqualTo(all));
        assertThat(subscriber.delivered()).extracting(Delivered::qos).containsOnly(qos.level());
        assertThat(device.mqtt().connections()).isEqualTo(1);
    }

    private List<Integer> virtualInputs(Subscriber subscriber) {
        return events(subscriber).stream()
                .filter(VirtualInputEvent.class::isInstance)
                .map(event -> ((VirtualInputEvent) event).number())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void manyMessagesToTheDeviceAreItsEvents_onceEach_inTheirOrder(MqttQos qos) {
        Heard live = listening(COMMANDS);
        mqtt.addSubscription(MqttSubscription.stateless("site/+/cmd").qos(qos));
        connect(over(Way.TCP));

        List<String> commands =
                IntStream.range(0, MANY).mapToObj(n -> "command " + n).toList();
        broker.publish("site/door/cmd", commands, qos);

        await().atMost(SOON).untilAsserted(() -> assertThat(commands(live)).isEqualTo(commands));
        assertThat(device.mqtt().connections()).isEqualTo(1);
    }

    private static List<String> commands(Heard live) {
        return live.events(VapixEvent.class).stream()
                .map(event -> event.data().get("mqtt-payload"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyASessionThatIsKept_bringsWhatWasSentMeanwhile(boolean clean) {
        Heard live = listening(COMMANDS);
        mqtt.addSubscription(MqttSubscription.stateless("site/door/cmd").qos(MqttQos.AT_LEAST_ONCE));
        connect(over(Way.TCP).cleanSession(clean));
        mqtt.deactivate();

        broker.publish("site/door/cmd", List.of("meanwhile"), MqttQos.AT_LEAST_ONCE);
        mqtt.activate();
        mqtt.awaitConnected(SOON);
        broker.publish("site/door/cmd", List.of("afterwards"), MqttQos.AT_LEAST_ONCE);

        await().atMost(SOON).until(() -> commands(live).contains("afterwards"));
        assertThat(commands(live)).isEqualTo(clean ? List.of("afterwards") : List.of("meanwhile", "afterwards"));
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatComesBack_getsItsDeviceBack(Way way) {
        publishEverything(MqttQos.AT_LEAST_ONCE, MqttRetain.NONE);
        connect(over(way).standardMessages());

        broker.stop();
        await().atMost(SOON).until(() -> !mqtt.status().connected());
        assertThat(mqtt.status().active()).isTrue();
        broker.startAgain();
        mqtt.awaitConnected(SOON);
        Subscriber subscriber = broker.subscribe("axis/#");
        device.input(1).close();

        await().atMost(SOON)
                .until(() -> events(subscriber).stream().anyMatch(event -> isInputOne(event, PortState.ACTIVE)));
        assertThat(connections(subscriber)).containsExactly(SERIAL + " true Connected");
        assertThat(device.mqtt().connections()).isEqualTo(2);
    }
}
