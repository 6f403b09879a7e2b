package dev.openaxis.vapix.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.EventFilter;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no device takes is refused before anything is sent. */
class MqttValuesTest {

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aServerHasANameAndAPort() {
        assertThat(MqttServer.secureWebSocket("b").port(443).basePath("/mqtt").toString())
                .isEqualTo("wss://b:443");
        refused(() -> MqttServer.tcp(""));
        refused(() -> MqttServer.tcp("a b"));
        refused(() -> MqttServer.tcp("b").port(0));
        refused(() -> MqttServer.tcp("b").port(65_536));
        refused(() -> MqttServer.tls("b").basePath("/mqtt"));
        refused(() -> MqttServer.webSocket("b").alpnProtocol("x"));
        refused(() -> MqttServer.tls("b").alpnProtocol("ä".repeat(128)));
        assertThat(MqttServer.tls("b").alpnProtocol("x".repeat(255)).alpnProtocol())
                .isPresent();
        refused(() -> new MqttProtocol(""));
    }

    @ParameterizedTest
    @CsvSource({"tcp, false, false", "ssl, true, false", "ws, false, true", "wss, true, true", "quic, false, false"})
    void aProtocolIsEncrypted_orAWebSocket_orBoth(String word, boolean encrypted, boolean webSocket) {
        MqttProtocol protocol = new MqttProtocol(word);

        assertThat(protocol.encrypted()).isEqualTo(encrypted);
        assertThat(protocol.webSocket()).isEqualTo(webSocket);
    }

    @Test
    void anEncryptedConnectionIsChecked_unlessSaidOtherwise() {
        assertThat(MqttClientConfig.builder(MqttServer.tls("b"), "c").build().tls())
                .hasValue(MqttTls.validating());
        assertThat(MqttClientConfig.builder(MqttServer.secureWebSocket("b"), "c")
                        .tls(MqttTls.unchecked())
                        .build()
                        .tls())
                .hasValue(MqttTls.unchecked());
        MqttClientConfig clear =
                MqttClientConfig.builder(MqttServer.tcp("b"), "c").build();
        assertThat(clear.tls()).isEmpty();
        assertThat(clear.toBuilder().server(MqttServer.tls("b")).build().tls()).hasValue(MqttTls.validating());
    }

    @Test
    void aConfigurationIsTheSameAfterItsBuilder() {
        MqttClientConfig config = MqttClientConfig.builder(MqttServer.tls("b"), "c")
                .tls(MqttTls.unchecked().clientCertificate("mine"))
                .httpProxy("p1")
                .httpsProxy("p2")
                .login("u", "p")
                .keepAlive(Duration.ofSeconds(1))
                .connectTimeout(Duration.ofSeconds(2))
                .cleanSession(false)
                .autoReconnect(false)
                .activateOnReboot(true)
                .deviceTopicPrefix("x")
                .lastWill(Optional.of(MqttStatusMessage.of("gone", "1")))
                .connectMessage(Optional.of(MqttStatusMessage.of("come", "2")))
                .disconnectMessage(Optional.of(MqttStatusMessage.of("left", "3")))
                .build();

        assertThat(config.toBuilder().build()).isEqualTo(config);
        MqttPublication publication = MqttPublication.builder()
                .topicPrefix("x")
                .appendEventTopic(false)
                .includeTopicNamespaces(false)
                .includeSerialNumber(true)
                .publish(PublishedEvents.of(EventFilter.all()))
                .build();
        assertThat(publication.toBuilder().build()).isEqualTo(publication);
    }

    @Test
    void timesAreWholeSeconds_andProxiesShort() {
        MqttClientConfig.Builder builder = MqttClientConfig.builder(MqttServer.tcp("b"), "c");

        refused(() -> builder.keepAlive(Duration.ofMillis(1500)));
        refused(() -> builder.keepAlive(Duration.ofSeconds(65_536)));
        refused(() -> builder.keepAlive(Duration.ofSeconds(-1)));
        refused(() -> builder.connectTimeout(Duration.ofMillis(1)));
        assertThat(builder.keepAlive(Duration.ofSeconds(65_535)).build().keepAlive())
                .isEqualTo(Duration.ofSeconds(65_535));
        refused(() -> builder.httpProxy("ä".repeat(128)).build());
    }

    @Test
    void aMaskIsNoPassword_andNoPasswordIsShown() {
        refused(() -> MqttLogin.of("u", "*****"));
        refused(() -> new MqttLogin("u", Optional.of("p"), true));
        assertThat(MqttLogin.of("u", "hush").toString()).isEqualTo("MqttLogin[u, password hidden]");
        assertThat(MqttLogin.keepingPassword("u").toString()).isEqualTo("MqttLogin[u, password kept]");
        assertThat(MqttLogin.withoutPassword("u").toString()).isEqualTo("MqttLogin[u, password none]");
        assertThat(MqttClientConfig.builder(MqttServer.tls("b"), "c")
                        .login("u", "hush")
                        .httpProxy("http://u:hush@p")
                        .build()
                        .toString())
                .isEqualTo("MqttClientConfig[ssl://b, client c, MqttLogin[u, password hidden], "
                        + "MqttTls[validateServerCertificate=true, caCertificateId=Optional.empty, "
                        + "clientCertificateId=Optional.empty]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/+", "#", "a\0b"})
    void nothingIsPublishedUnderThese(String topic) {
        refused(() -> MqttStatusMessage.of(topic, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "+", "#", "a/+/b", "a/#", "/a", "a/", "$SYS/#", "ä ö"})
    void theseAreFilters(String filter) {
        assertThat(MqttSubscription.stateless(filter).topicFilter()).isEqualTo(filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a+", "a/b#", "#/a", "a/#/b", "+a/b", "a\0"})
    void theseAreNone(String filter) {
        refused(() -> MqttSubscription.stateless(filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "a/#"})
    void aStateHasOneTopic(String filter) {
        refused(() -> MqttSubscription.stateful(filter));
    }

    @ParameterizedTest
    @CsvSource({
        "tns1:Device/tnsaxis:IO/Port, onvif:Device/axis:IO/Port",
        "onvif:Device/axis:Status//., onvif:Device/axis:Status//.",
        "tnsaxis:Storage//., axis:Storage//.",
        "//., //.",
        "tns1:Device/Trigger/Relay, onvif:Device/Trigger/Relay",
    })
    void filtersAreInTheBridgesSpelling(String topic, String text) {
        PublishedEvents events = PublishedEvents.of(EventFilter.parse(topic));

        assertThat(events).isEqualTo(new PublishedEvents(text, MqttQos.AT_MOST_ONCE, MqttRetain.NONE));
        assertThat(events.filter().orElseThrow().sameAs(EventFilter.parse(topic)))
                .isTrue();
    }

    @Test
    void whatTheBridgeCannotDoIsRefused() {
        EventFilter port = EventFilter.topic("tns1:Device/tnsaxis:IO/Port");
        refused(() -> PublishedEvents.of(port.where(Content.item("port", "1"))));
        refused(() -> PublishedEvents.of(EventFilter.topic("Device/IO/Port")));
        refused(() -> PublishedEvents.of(port.or(EventFilter.topic("tnsaxis:Storage/Alert"))));
        assertThat(PublishedEvents.each(port.or(EventFilter.topic("tnsaxis:Storage/Alert"))))
                .extracting(PublishedEvents::topicFilter)
                .containsExactly("onvif:Device/axis:IO/Port", "axis:Storage/Alert");
        refused(() -> new PublishedEvents(" ", MqttQos.AT_MOST_ONCE, MqttRetain.NONE));
        assertThat(new PublishedEvents("a weird one", MqttQos.AT_MOST_ONCE, MqttRetain.NONE).filter())
                .isEmpty();
        refused(() -> MqttPublication.builder().topicPrefix(" ").build());
    }
}
