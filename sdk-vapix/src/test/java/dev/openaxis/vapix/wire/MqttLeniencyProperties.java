package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.mqtt.Mqtt;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttQos;
import dev.openaxis.vapix.mqtt.MqttServer;
import dev.openaxis.vapix.mqtt.MqttSubscription;
import dev.openaxis.vapix.mqtt.PublishedEvents;
import dev.openaxis.vapix.recordings.Mangled;
import dev.openaxis.vapix.recordings.Recorded;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Every recorded and composed answer of the MQTT CGIs, mangled: a value or a typed error, and never a null is written back. */
class MqttLeniencyProperties {
    private final MqttDevice device = MqttDevice.ofToday();
    private final Mqtt mqtt = device.mqtt();

    @AfterProperty
    void close() {
        device.close();
    }

    private static Arbitrary<String> mangled(String... names) {
        return Mangled.json(List.of(names).stream()
                .map(name -> Recorded.text("mqtt/" + name))
                .toList());
    }

    private void neverANull() {
        assertThat(device.asked().get(device.asked().size() - 1).body())
                .doesNotContain(":null")
                .doesNotContain("\"***");
    }

    @Property(tries = 30)
    void theClient(@ForAll("statuses") String body) {
        device.says("getClientStatus", body);

        Leniently.valueOrTyped(() -> assertThat(mqtt.status().toString()).isNotEmpty());
        Leniently.valueOrTyped(() -> assertThat(mqtt.configuration().toString()).isNotEmpty());
        Leniently.valueOrTyped(() -> {
            try {
                mqtt.update(config -> config.clientId("another"));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("broker");
            }
        });
        neverANull();
    }

    @Provide
    Arbitrary<String> statuses() {
        return mangled("getClientStatus-response-kane610.json");
    }

    @Property(tries = 30)
    void publications(@ForAll("publications") String body) {
        device.says("getEventPublicationConfig", body);
        PublishedEvents io =
                PublishedEvents.of(EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow());

        Leniently.valueOrTyped(() -> assertThat(mqtt.publication().events()).isNotNull());
        Leniently.valueOrTyped(() -> mqtt.updatePublication(all -> all.publish(io)));
        neverANull();
    }

    @Provide
    Arbitrary<String> publications() {
        return mangled(
                "getEventPublicationConfig-response-clean-acap-rs.json",
                "getEventPublicationConfig-response-kane610.json");
    }

    @Property(tries = 30)
    void subscriptions(@ForAll("subscriptions") String body) {
        device.says("getMqttSubscriptionConfig", body);

        Leniently.valueOrTyped(() -> assertThat(mqtt.subscriptions()).isNotNull());
        Leniently.valueOrTyped(() ->
                mqtt.addSubscription(MqttSubscription.stateless("site/+/cmd").qos(MqttQos.EXACTLY_ONCE)));
        Leniently.valueOrTyped(() -> mqtt.removeSubscription("site/door/1/cmd"));
        neverANull();
    }

    @Provide
    Arbitrary<String> subscriptions() {
        return mangled("composed-getMqttSubscriptionConfig-response.json");
    }

    @Property(tries = 30)
    void answersToChanges(@ForAll("done") String body) {
        device.says("configureClient", body);
        device.says("activateClient", body);

        Leniently.valueOrTyped(mqtt::activate);
        Leniently.valueOrTyped("a secret one", () -> mqtt.configure(configuration("a secret one")));
    }

    private static MqttClientConfig configuration(String password) {
        return MqttClientConfig.builder(MqttServer.tls("b"), "c")
                .login("u", password)
                .build();
    }

    @Provide
    Arbitrary<String> done() {
        return Mangled.json(List.of(
                "{\"apiVersion\":\"1.0\",\"context\":\"c1\",\"method\":\"configureClient\",\"data\":{}}",
                "{\"apiVersion\":\"1.0\",\"context\":\"c1\",\"method\":\"configureClient\",\"error\":{\"code\":2104,"
                        + "\"message\":\"not a secret one\",\"details\":{\"x\":\"a secret one\"}}}"));
    }
}
