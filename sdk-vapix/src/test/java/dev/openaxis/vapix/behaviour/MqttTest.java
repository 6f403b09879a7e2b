package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.testkit.MqttVariant;
import dev.openaxis.testkit.SimulatedBroker;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.VapixEvent;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.mqtt.Mqtt;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttEventDecoder;
import dev.openaxis.vapix.mqtt.MqttLogin;
import dev.openaxis.vapix.mqtt.MqttMessage;
import dev.openaxis.vapix.mqtt.MqttPublication;
import dev.openaxis.vapix.mqtt.MqttQos;
import dev.openaxis.vapix.mqtt.MqttRetain;
import dev.openaxis.vapix.mqtt.MqttServer;
import dev.openaxis.vapix.mqtt.MqttSubscription;
import dev.openaxis.vapix.mqtt.MqttTls;
import dev.openaxis.vapix.mqtt.PublishedEvents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulated device that really connects to a broker, told and heard through the SDK. */
class MqttTest {
    private static final String SERIAL = "ACCC8E000001";
    private static final PublishedEvents PORTS = PublishedEvents.of(
                    EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow())
            .qos(MqttQos.AT_LEAST_ONCE)
            .retain(MqttRetain.PROPERTY);

    private final SimulatedBroker broker =
            SimulatedBroker.builder().account("device", "of-the-broker").start();
    private final MqttEventDecoder decoder = MqttEventDecoder.create();

    @AfterEach
    void stop() {
        broker.close();
    }

    private static SimulatedDevice.Builder a9210() {
        return SimulatedDevice.a9210().serial(SERIAL).mqttReconnectDelay(Duration.ofMillis(100));
    }

    private MqttClientConfig toTheBroker() {
        return MqttClientConfig.builder(MqttServer.tls(broker.host()).port(broker.tlsPort()), SERIAL)
                .tls(MqttTls.validating().caCertificate("broker-ca"))
                .login("device", "of-the-broker")
                .standardMessages()
                .build();
    }

    private Optional<MqttMessage> firstDecoded(Predicate<MqttMessage> wanted) {
        return broker.messages().stream()
                .flatMap(message -> decoder.decode(message.topic(), message.payload(), message.retained()).stream())
                .filter(wanted)
                .findFirst();
    }

    private MqttMessage heard(Predicate<MqttMessage> wanted) {
        return await().atMost(SOON)
                .until(() -> firstDecoded(wanted), Optional::isPresent)
                .orElseThrow();
    }

    private static boolean tells(MqttMessage message, PortId port, PortState state) {
        return message instanceof MqttMessage.Event told
                && told.event() instanceof PortEvent event
                && event.port().equals(port)
                && event.state() == state;
    }

    private static boolean tells(MqttMessage message, boolean connected, String description) {
        return message instanceof MqttMessage.Connection told
                && told.connected() == connected
                && told.description().equals(description);
    }

    private static Stream<List<MqttVariant>> everyReading() {
        return Stream.concat(
                Stream.of(List.of()), Stream.of(MqttVariant.values()).map(List::of));
    }

    @ParameterizedTest
    @MethodSource("everyReading")
    void underEveryReading_itConnects_publishesAndSubscribes(List<MqttVariant> reading) {
        try (SimulatedDevice device =
                        a9210().variant(reading.toArray(new MqttVariant[0])).start();
                AxisDevice client = Clients.connect(device)) {
            device.mqtt().trust("broker-ca", broker.certificate());
            Mqtt mqtt = client.mqtt();
            assertThat(mqtt.status().active()).isFalse();
            assertThat(mqtt.configuration().server()).isEmpty();

            mqtt.configure(toTheBroker());
            mqtt.activate();
            assertThat(mqtt.awaitConnected(SOON).connected()).isTrue();
            assertThat(device.mqtt().isConnected()).isTrue();
            assertThat(heard(message -> tells(message, true, "Connected")).serial())
                    .hasValue(SERIAL);

            mqtt.updatePublication(all -> all.publish(PORTS));
            assertThat(mqtt.publication().events()).containsExactly(PORTS);
            device.input(1).close();
            MqttMessage told = heard(message -> tells(message, PortId.of(1), PortState.ACTIVE));
            assertThat(told.serial()).hasValue(SERIAL);
            assertThat(told.deviceTime()).isPresent();
            assertThat(decoder.oddities()).isEmpty();

            CompletableFuture<VapixEvent> event = client.events()
                    .async()
                    .awaitEvent(EventFilter.topic("tnsaxis:MQTT/Message").andBelow(), SOON);
            mqtt.addSubscription(MqttSubscription.stateless("site/+/cmd"));
            await().atMost(SOON).until(() -> client.events().live());
            await().atMost(SOON)
                    .until(() -> broker.clients().get(0).subscriptions().contains("site/+/cmd"));
            broker.publish("site/door/cmd", "open", 0, false);
            assertThat(event.join().data()).containsEntry("mqtt-payload", "open");

            mqtt.deactivate();
            heard(message -> tells(message, false, "Disconnected"));
        }
    }

    @Test
    void aChangeKeepsThePassword() {
        try (SimulatedDevice device = a9210().start();
                AxisDevice client = Clients.connect(device)) {
            device.mqtt().trust("broker-ca", broker.certificate());
            Mqtt mqtt = client.mqtt();
            mqtt.configure(toTheBroker());

            mqtt.update(config -> config.keepAlive(Duration.ofSeconds(30)).clientId("another"));
            mqtt.activate();
            mqtt.awaitConnected(SOON);

            assertThat(mqtt.configuration())
                    .isEqualTo(toTheBroker().toBuilder()
                            .login(MqttLogin.keepingPassword("device"))
                            .keepAlive(Duration.ofSeconds(30))
                            .clientId("another")
                            .cleanSession(mqtt.configuration().cleanSession().orElseThrow())
                            .deviceTopicPrefix("axis/" + SERIAL)
                            .server(toTheBroker().server().orElseThrow())
                            .build());
            assertThat(broker.clients()).singleElement().satisfies(one -> {
                assertThat(one.clientId()).isEqualTo("another");
                assertThat(one.keepAlive()).isEqualTo(Duration.ofSeconds(30));
                assertThat(one.username()).isEqualTo("device");
                assertThat(one.transport()).isEqualTo("ssl");
            });
        }
    }

    @Test
    void aPlainReplacementForgetsThePassword_andTheWaitSaysThatItIsNotConnected() {
        try (SimulatedDevice device = a9210().start();
                AxisDevice client = Clients.connect(device)) {
            device.mqtt().trust("broker-ca", broker.certificate());
            Mqtt mqtt = client.mqtt();
            mqtt.configure(toTheBroker());
            mqtt.configure(toTheBroker().toBuilder()
                    .login(MqttLogin.withoutPassword("device"))
                    .build());
            mqtt.activate();

            assertThatThrownBy(() -> mqtt.awaitConnected(Duration.ofSeconds(2)))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("active and not connected");
        }
    }

    @Test
    void theLastWillTellsThatADeviceIsLost() {
        try (SimulatedDevice device = a9210().start();
                AxisDevice client = Clients.connect(device)) {
            client.mqtt()
                    .configure(MqttClientConfig.builder(
                                    MqttServer.webSocket(broker.host())
                                            .port(broker.webSocketPort())
                                            .basePath("/mqtt"),
                                    SERIAL)
                            .login("device", "of-the-broker")
                            .standardMessages()
                            .build());
            client.mqtt().activate();
            client.mqtt().awaitConnected(SOON);
            assertThat(broker.clients().get(0).path()).isEqualTo("/mqtt");

            broker.cutConnections();

            MqttMessage lost = heard(message -> tells(message, false, "Connection Lost"));
            assertThat(lost.serial()).hasValue(SERIAL);
            assertThat(lost.deviceTime()).isEmpty();
        }
    }

    @Test
    void topicsOfOnesOwnNeedTheSerialNumberInThePayload() {
        try (SimulatedDevice device = a9210().start();
                AxisDevice client = Clients.connect(device)) {
            device.mqtt().trust("broker-ca", broker.certificate());
            client.mqtt()
                    .configurePublication(MqttPublication.builder()
                            .topicPrefix("site")
                            .appendEventTopic(false)
                            .includeTopicNamespaces(false)
                            .includeSerialNumber(true)
                            .publish(PORTS)
                            .build());
            client.mqtt().configure(toTheBroker());
            client.mqtt().activate();
            client.mqtt().awaitConnected(SOON);
            device.input(2).close();

            assertThat(heard(message -> tells(message, PortId.of(2), PortState.ACTIVE))
                            .serial())
                    .hasValue(SERIAL);
            assertThat(broker.retained("site")).isPresent();

            client.mqtt()
                    .updatePublication(all -> all.withdraw(
                            EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow()));
            MqttPublication now = client.mqtt().publication();
            assertThat(now.events()).isEmpty();
            assertThat(now.customTopicPrefix()).hasValue("site");
            assertThat(now.includeSerialNumber()).isTrue();
        }
    }

    @Test
    void subscriptionsAreAddedAndRemoved() {
        try (SimulatedDevice device = a9210().start();
                AxisDevice client = Clients.connect(device)) {
            Mqtt mqtt = client.mqtt();
            MqttSubscription armed = MqttSubscription.stateful("site/armed").qos(MqttQos.AT_LEAST_ONCE);
            MqttSubscription all = MqttSubscription.stateless("cmd/#").belowDeviceTopicPrefix();

            mqtt.addSubscription(armed);
            mqtt.addSubscription(all);
            assertThat(mqtt.subscriptions()).containsExactlyInAnyOrder(armed, all);
            mqtt.removeSubscription("site/armed");
            assertThat(mqtt.subscriptions()).containsExactly(all);
            mqtt.configureSubscriptions(List.of());
            assertThat(mqtt.subscriptions()).isEmpty();
        }
    }

    @Test
    void anOldDeviceHasTheClientOnly() {
        try (SimulatedDevice device = a9210().axisOs("9.80").start();
                AxisDevice client = Clients.connect(device)) {
            assertThat(client.mqtt().status().active()).isFalse();
            assertThatThrownBy(() -> client.mqtt().publication()).isInstanceOf(UnsupportedCapabilityException.class);
            assertThatThrownBy(() -> client.mqtt().subscriptions()).isInstanceOf(UnsupportedCapabilityException.class);
        }
        try (SimulatedDevice device = a9210().axisOs("9.80")
                        .variant(MqttVariant.EVENT_BRIDGE_UNLISTED)
                        .start();
                AxisDevice client = Clients.connect(device)) {
            assertThat(client.mqtt().publication().events()).isEmpty();
        }
    }

    @Test
    void itNeedsAnAdministrator_andABrokerFirst() {
        try (SimulatedDevice device = a9210().user(SimulatedDevice.DEFAULT_USER, Clients.PASSWORD, SimulatedRole.ADMIN)
                        .user("porter", "of-tests", SimulatedRole.OPERATOR)
                        .start();
                AxisDevice operator = Clients.clearText(device)
                        .credentials(Credentials.of("porter", "of-tests"))
                        .connect();
                AxisDevice admin = Clients.connect(device)) {
            assertThatThrownBy(() -> operator.mqtt().status()).isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> admin.mqtt().activate())
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.code()).isEqualTo(1100));
        }
    }
}
