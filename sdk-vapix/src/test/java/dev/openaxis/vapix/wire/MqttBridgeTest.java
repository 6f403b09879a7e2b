package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.MqttDevice.EVENT;
import static dev.openaxis.vapix.wire.MqttDevice.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.mqtt.MqttPublication;
import dev.openaxis.vapix.mqtt.MqttQos;
import dev.openaxis.vapix.mqtt.MqttRetain;
import dev.openaxis.vapix.mqtt.MqttSubscription;
import dev.openaxis.vapix.mqtt.PublishedEvents;
import dev.openaxis.vapix.recordings.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code event.cgi}: publications and subscriptions, sent whole, read, and changed with the rest kept. */
class MqttBridgeTest {
    private static final String PUBLICATION = "getEventPublicationConfig";
    private static final String SUBSCRIPTIONS = "getMqttSubscriptionConfig";
    private static final String FACTORY = Recorded.text("mqtt/getEventPublicationConfig-response-clean-acap-rs.json");
    private static final String EVERYTHING = Recorded.text("mqtt/getEventPublicationConfig-response-kane610.json");
    private static final String SUBSCRIBED = Recorded.text("mqtt/composed-getMqttSubscriptionConfig-response.json");
    private static final PublishedEvents IO = PublishedEvents.of(
                    EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow())
            .qos(MqttQos.AT_LEAST_ONCE)
            .retain(MqttRetain.PROPERTY);

    private final MqttDevice device = MqttDevice.ofToday();

    @AfterEach
    void close() {
        device.close();
    }

    private static String publication(String filters) {
        return "{\"data\":{\"eventPublicationConfig\":{\"topicPrefix\":\"custom\",\"customTopicPrefix\":\"site/1\","
                + "\"appendEventTopic\":false,\"includeTopicNamespaces\":false,\"includeSerialNumberInPayload\":true,"
                + "\"newer\":{\"x\":[1]},\"eventFilterList\":" + filters + "}}}";
    }

    private static String subscriptions(String filters) {
        return "{\"data\":{\"mqttSubscriptionConfig\":{\"mqttFilterList\":" + filters + "}}}";
    }

    // ---- publications ----

    @Test
    void theRecordedPublicationsAreRead() {
        device.says(PUBLICATION, FACTORY, EVERYTHING);

        assertThat(device.mqtt().publication())
                .isEqualTo(new MqttPublication(Optional.empty(), true, true, false, List.of()));
        MqttPublication everything = device.mqtt().publication();

        assertThat(everything.events())
                .containsExactly(new PublishedEvents("//.", MqttQos.AT_MOST_ONCE, MqttRetain.NONE));
        assertThat(everything.events().get(0).filter()).hasValue(EventFilter.all());
        assertThat(device.methods()).containsOnly("1.2 getEventPublicationConfig");
        assertThat(device.asked()).allMatch(asked -> asked.line().equals("POST " + EVENT));
    }

    @Test
    void theDocumentedExampleIsSent() {
        device.mqtt().configurePublication(MqttPublication.builder().publish(IO).build());

        assertThat(device.methods()).containsExactly("1.2 configureEventPublication");
        // The example, and the rest as the device takes it to be without.
        assertThat(device.lastParams())
                .isEqualTo(
                        tree(
                                "{\"topicPrefix\":\"default\",\"appendEventTopic\":true,\"includeTopicNamespaces\":true,"
                                        + "\"includeSerialNumberInPayload\":false,\"eventFilterList\":"
                                        + "[{\"topicFilter\":\"onvif:Device/axis:IO//.\",\"qos\":1,\"retain\":\"property\"}]}"));
    }

    @Test
    void everyOtherFieldIsSent() {
        device.mqtt()
                .configurePublication(MqttPublication.builder()
                        .topicPrefix("site/1")
                        .appendEventTopic(false)
                        .includeTopicNamespaces(false)
                        .includeSerialNumber(true)
                        .publish(PublishedEvents.of(EventFilter.all())
                                .qos(MqttQos.EXACTLY_ONCE)
                                .retain(MqttRetain.ALL))
                        .build());

        assertThat(device.lastParams())
                .isEqualTo(
                        tree("{\"topicPrefix\":\"custom\",\"customTopicPrefix\":\"site/1\",\"appendEventTopic\":false,"
                                + "\"includeTopicNamespaces\":false,\"includeSerialNumberInPayload\":true,\"eventFilterList\":"
                                + "[{\"topicFilter\":\"//.\",\"qos\":2,\"retain\":\"all\"}]}"));
    }

    @Test
    void qosAndRetainAreAlwaysSaid_andNothingIsNull() {
        device.mqtt()
                .configurePublication(MqttPublication.builder()
                        .publish(PublishedEvents.of(EventFilter.topic("tnsaxis:Storage/Alert")))
                        .build());

        assertThat(device.asked().get(0).body())
                .contains("\"qos\":0")
                .contains("\"retain\":\"none\"")
                .doesNotContain("null");
    }

    @Test
    void aChangeKeepsTheRest_andWhatOnlyTheDeviceKnows() {
        device.says(
                PUBLICATION,
                publication("[{\"topicFilter\":\"axis:Storage//.\",\"qos\":null,\"retain\":\"often\",\"newer\":1},"
                        + "{\"topicFilter\":\"a weird one\",\"qos\":7},"
                        + "{\"topicFilter\":\"onvif:Device/axis:IO//.\",\"qos\":0,\"retain\":null,\"newer\":2}]"));

        device.mqtt()
                .updatePublication(all -> all.publish(IO)
                        .publish(PublishedEvents.of(EventFilter.topic("tns1:Device/tnsaxis:Casing/Open"))));

        assertThat(device.lastParams())
                .isEqualTo(
                        tree(
                                "{\"topicPrefix\":\"custom\",\"customTopicPrefix\":\"site/1\",\"appendEventTopic\":false,"
                                        + "\"includeTopicNamespaces\":false,\"includeSerialNumberInPayload\":true,\"newer\":{\"x\":[1]},"
                                        + "\"eventFilterList\":[{\"topicFilter\":\"axis:Storage//.\",\"retain\":\"often\",\"newer\":1},"
                                        + "{\"topicFilter\":\"a weird one\",\"qos\":7},"
                                        + "{\"topicFilter\":\"onvif:Device/axis:IO//.\",\"qos\":1,\"retain\":\"property\",\"newer\":2},"
                                        + "{\"topicFilter\":\"onvif:Device/axis:Casing/Open\",\"qos\":0,\"retain\":\"none\"}]}"));
    }

    @Test
    void whatIsWithdrawn_goes_andOnlyThat() {
        device.says(
                PUBLICATION,
                publication("[{\"topicFilter\":\"onvif:Device/axis:IO/Port\",\"newer\":1},"
                        + "{\"topicFilter\":\"onvif:Device/axis:IO//.\",\"newer\":2}]"));

        device.mqtt()
                .updatePublication(all -> all.withdraw(EventFilter.topic("tns1:Device/tnsaxis:IO/Port"))
                        .defaultTopicPrefix()
                        .includeTopicNamespaces(true));

        assertThat(device.lastParams())
                .isEqualTo(
                        tree("{\"topicPrefix\":\"default\",\"appendEventTopic\":false,\"includeTopicNamespaces\":true,"
                                + "\"includeSerialNumberInPayload\":true,\"newer\":{\"x\":[1]},"
                                + "\"eventFilterList\":[{\"topicFilter\":\"onvif:Device/axis:IO//.\",\"newer\":2}]}"));
        device.mqtt().updatePublication(MqttPublication.Builder::withdrawAll);
        assertThat(device.lastParams().get("eventFilterList")).isEqualTo(List.of());
    }

    @Test
    void aPrefixThatIsStoredAndNotUsed_isKept() {
        device.says(
                PUBLICATION,
                "{\"data\":{\"eventPublicationConfig\":{\"topicPrefix\":\"default\",\"customTopicPrefix\":\"old\"}}}");

        assertThat(device.mqtt().publication().customTopicPrefix()).isEmpty();
        device.mqtt().updatePublication(all -> all.publish(IO));

        assertThat(device.lastParams().get("topicPrefix")).isEqualTo("default");
        assertThat(device.lastParams().get("customTopicPrefix")).isEqualTo("old");
    }

    @Test
    void aChangeThatChangesNothing_isNotSent() {
        device.says(PUBLICATION, EVERYTHING);

        device.mqtt().updatePublication(all -> all.publish(PublishedEvents.of(EventFilter.all())));
        device.mqtt().updatePublication(all -> all.withdraw(EventFilter.topic("tnsaxis:Storage/Alert")));

        assertThat(device.methods()).containsOnly("1.2 getEventPublicationConfig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"x\"", "[1]", "[{\"qos\":1}]", "[[]]"})
    void aListThatCannotBeReadAsAWhole_isNotChanged(String filters) {
        device.says(PUBLICATION, publication(filters));

        assertThat(device.mqtt().publication().events()).isEmpty();
        assertThatThrownBy(() -> device.mqtt().updatePublication(all -> all.publish(IO)))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("would lose");
        assertThat(device.methods()).containsOnly("1.2 getEventPublicationConfig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":{}}", "{\"data\":{\"eventPublicationConfig\":7}}"})
    void anAnswerWithoutAPublication_isMalformed(String answer) {
        device.says(PUBLICATION, answer);

        assertThatThrownBy(() -> device.mqtt().publication()).isInstanceOf(MalformedResponseException.class);
        assertThatThrownBy(() -> device.mqtt().updatePublication(all -> all.publish(IO)))
                .isInstanceOf(MalformedResponseException.class);
    }

    @Test
    void aRefusedPublicationNamesTheCgi() {
        device.says("configureEventPublication", "{\"error\":{\"code\":2104,\"message\":\"no such topic\"}}");

        assertThatThrownBy(() -> device.mqtt()
                        .configurePublication(MqttPublication.builder().build()))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.endpoint()).isEqualTo(EVENT);
                    assertThat(e.code()).isEqualTo(2104);
                });
    }

    // ---- subscriptions ----

    @Test
    void theComposedSubscriptionsAreRead() {
        device.says(SUBSCRIPTIONS, SUBSCRIBED);

        assertThat(device.mqtt().subscriptions())
                .containsExactly(
                        MqttSubscription.stateless("site/door/1/cmd").qos(MqttQos.AT_LEAST_ONCE),
                        MqttSubscription.stateful("site/door/1/armed"));
    }

    @Test
    void theDocumentedSubscriptionIsSent() {
        device.mqtt()
                .configureSubscriptions(
                        List.of(MqttSubscription.stateless("site/door/1/cmd").qos(MqttQos.AT_LEAST_ONCE)));

        assertThat(device.methods()).containsExactly("1.2 configureMqttSubscription");
        assertThat(device.lastParams())
                .isEqualTo(
                        tree("{\"mqttFilterList\":[{\"topicFilter\":\"site/door/1/cmd\",\"useDeviceTopicPrefix\":false,"
                                + "\"qos\":1,\"isStateData\":false}]}"));
        device.mqtt().configureSubscriptions(List.of());
        assertThat(device.lastParams()).isEqualTo(Map.of("mqttFilterList", List.of()));
    }

    @Test
    void oneIsAdded_replaced_andRemoved_andTheOthersStay() {
        device.says(
                SUBSCRIPTIONS,
                subscriptions(
                        "[{\"topicFilter\":\"a\",\"newer\":1},{\"topicFilter\":\"b\",\"useDeviceTopicPrefix\":true,\"newer\":3},"
                                + "{\"topicFilter\":\"b\",\"isStateData\":true,\"newer\":2}]"));

        device.mqtt().addSubscription(MqttSubscription.stateless("c/#").belowDeviceTopicPrefix());
        Map<?, ?> added = device.lastParams();
        device.mqtt()
                .addSubscription(
                        MqttSubscription.stateless("b").belowDeviceTopicPrefix().qos(MqttQos.EXACTLY_ONCE));
        Map<?, ?> replaced = device.lastParams();
        device.mqtt().removeSubscription("b");
        Map<?, ?> removed = device.lastParams();

        assertThat(added)
                .isEqualTo(tree("{\"mqttFilterList\":[{\"topicFilter\":\"a\",\"newer\":1},"
                        + "{\"topicFilter\":\"b\",\"useDeviceTopicPrefix\":true,\"newer\":3},"
                        + "{\"topicFilter\":\"b\",\"isStateData\":true,\"newer\":2},"
                        + "{\"topicFilter\":\"c/#\",\"useDeviceTopicPrefix\":true,\"qos\":0,\"isStateData\":false}]}"));
        assertThat(replaced)
                .isEqualTo(tree("{\"mqttFilterList\":[{\"topicFilter\":\"a\",\"newer\":1},"
                        + "{\"topicFilter\":\"b\",\"useDeviceTopicPrefix\":true,\"newer\":3,\"qos\":2},"
                        + "{\"topicFilter\":\"b\",\"isStateData\":true,\"newer\":2}]}"));
        assertThat(removed).isEqualTo(tree("{\"mqttFilterList\":[{\"topicFilter\":\"a\",\"newer\":1}]}"));
    }

    @Test
    void whatIsThereAlready_orWasNeverThere_isNotSent() {
        device.says(SUBSCRIPTIONS, SUBSCRIBED);

        device.mqtt().addSubscription(MqttSubscription.stateful("site/door/1/armed"));
        device.mqtt().removeSubscription("site/door/2/cmd");

        assertThat(device.methods()).containsOnly("1.2 getMqttSubscriptionConfig");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"topicFilter\":\"a/#\",\"isStateData\":true}]",
                "[{\"topicFilter\":\"a#\"}]",
                "[{}]",
                "[\"a\"]",
                "7"
            })
    void subscriptionsThatCannotBeReadAsAWhole_areNotChanged(String filters) {
        device.says(SUBSCRIPTIONS, subscriptions(filters));

        assertThat(device.mqtt().subscriptions()).isEmpty();
        assertThatThrownBy(() -> device.mqtt().addSubscription(MqttSubscription.stateless("b")))
                .isInstanceOf(MalformedResponseException.class);
        assertThat(device.methods()).containsOnly("1.2 getMqttSubscriptionConfig");
    }

    // ---- versions ----

    @Test
    void aRecordedClientWithoutABridge_isAskedAllTheSame() {
        try (MqttDevice os980 = new MqttDevice("mqtt-client 1.0")) {
            os980.says(PUBLICATION, FACTORY);

            assertThat(os980.mqtt().publication().events()).isEmpty();
            os980.mqtt().configureSubscriptions(List.of());
            os980.saysStatus(PUBLICATION, 404);

            assertThat(os980.methods())
                    .containsExactly("1.0 getEventPublicationConfig", "1.1 configureMqttSubscription");
            assertThatThrownBy(() -> os980.mqtt().publication())
                    .isInstanceOfSatisfying(
                            UnsupportedCapabilityException.class,
                            e -> assertThat(e.api()).isEqualTo("event-mqtt-bridge"))
                    .hasMessageContaining("9.80");
        }
    }

    @Test
    void aBridgeThatIsTooOldForSubscriptions_isNotAsked() {
        try (MqttDevice old = new MqttDevice("event-mqtt-bridge 1.0")) {
            assertThatThrownBy(() -> old.mqtt().subscriptions())
                    .isInstanceOf(UnsupportedCapabilityException.class)
                    .hasMessageContaining("1.1")
                    .hasMessageContaining("10.6");
            assertThat(old.asked()).isEmpty();
            old.says(PUBLICATION, FACTORY);
            assertThat(old.mqtt().publication().events()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1.3, 1.3", "2.1, 1.1"})
    void theDocumentedVersionsAreAsked(String listed, String asked) {
        try (MqttDevice newer = new MqttDevice("event-mqtt-bridge " + listed)) {
            newer.says(SUBSCRIPTIONS, SUBSCRIBED);

            assertThat(newer.mqtt().subscriptions()).hasSize(2);
            assertThat(newer.methods()).containsExactly(asked + " getMqttSubscriptionConfig");
        }
    }
}
