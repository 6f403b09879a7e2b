package dev.openaxis.vapix.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.events.CasingEvent;
import dev.openaxis.vapix.events.OtherEvent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.VapixEvent;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.recordings.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded and composed messages become the events that live streams have; what is none is left alone or counted. */
class MqttEventDecoderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String TOPIC = "axis/ACCC8E000001/event/tns:onvif/Device/tns:axis/IO/Port/$source/port/1";

    private final MqttEventDecoder decoder = MqttEventDecoder.create().with(Clock.fixed(NOW, ZoneOffset.UTC));

    private Optional<MqttMessage> decode(String topic, String payload) {
        return decoder.decode(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    private VapixEvent event(String topic, String payload) {
        return ((MqttMessage.Event) decode(topic, payload).orElseThrow()).event();
    }

    // ---- events ----

    @Test
    void aPortsEventIsTyped() {
        MqttMessage message = decode(TOPIC, Recorded.text("mqtt/composed-payload-IO-Port.json"))
                .orElseThrow();

        assertThat(message).isInstanceOfSatisfying(MqttMessage.Event.class, told -> {
            assertThat(told.event()).isInstanceOfSatisfying(PortEvent.class, port -> {
                assertThat(port.port()).isEqualTo(PortId.of(1));
                assertThat(port.state()).isEqualTo(PortState.INACTIVE);
                assertThat(port.serial()).isEqualTo("ACCC8E000001");
                assertThat(port.stateful()).isTrue();
            });
            assertThat(told.serial()).hasValue("ACCC8E000001");
            assertThat(told.deviceTime()).hasValue(Instant.ofEpochMilli(1785325150144L));
            assertThat(told.receivedAt()).isEqualTo(NOW);
            assertThat(told.retained()).isFalse();
        });
    }

    @Test
    void theRecordedEventIsRead() {
        VapixEvent event = event(
                "ACCC8E000001/event/tns:onvif/Device/tns:axis/Sensor/PIR/$source/sensor/0",
                Recorded.text("mqtt/payload-Sensor-PIR-kane610.json"));

        assertThat(event).isInstanceOf(OtherEvent.class);
        assertThat(event.topic()).isEqualTo("Device/Sensor/PIR");
        assertThat(event.source()).isEqualTo(Map.of("sensor", "0"));
        assertThat(event.data()).isEqualTo(Map.of("state", "0"));
        assertThat(event.deviceTime()).hasValue(Instant.ofEpochMilli(1590045190230L));
        assertThat(event.serial()).isEqualTo("ACCC8E000001");
        assertThat(event.stateful()).isTrue();
    }

    @Test
    void thePayloadsSerialNumberCounts_whateverTheTopicIs() {
        String payload = Recorded.text("mqtt/composed-payload-with-serial.json");

        assertThat(event("site/camera", payload).serial()).isEqualTo("ACCC8E000001");
        assertThat(event("axis/B8A44F000002/event", payload).serial()).isEqualTo("ACCC8E000001");
        assertThat(event("site", payload).data())
                .containsEntry("classTypes", "human")
                .hasSize(4);
        assertThat(event("site", payload).topic())
                .isEqualTo("CameraApplicationPlatform/ObjectAnalytics/Device1ScenarioANY");
    }

    @Test
    void everyPublishedTopicTellsTheSerialNumber() throws Json.NotJsonException {
        String payload = Recorded.text("mqtt/composed-payload-IO-Port.json");
        String topics = Recorded.text("mqtt/composed-published-topics.json");

        List<Json> all = Json.parse("{\"all\":" + topics + "}", field -> {}).objects("all");

        assertThat(all)
                .hasSize(5)
                .allSatisfy(one -> assertThat(
                                event(one.text("topic", ""), payload).serial())
                        .isEqualTo("ACCC8E000001"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "site/door",
                "axis/event/x",
                "axis/ACCC8E00000/event",
                "axis/ACCC8E000001",
                "x/ACCC8E000001/y"
            })
    void aTopicOfOnesOwnTellsNone(String topic) {
        MqttMessage message = decode(topic, Recorded.text("mqtt/composed-payload-IO-Port.json"))
                .orElseThrow();

        assertThat(message.serial()).isEmpty();
    }

    @Test
    void aRetainedMessageSaysSo() {
        byte[] payload = Recorded.text("mqtt/composed-payload-IO-Port.json").getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.decode(TOPIC, payload, true).orElseThrow().retained())
                .isTrue();
    }

    @Test
    void bothSpellingsAreTaken_andATimeBeforeTheClockWasSetIsNot() {
        assertThat(event(
                        "x",
                        "{\"topic\":\"tns1:Device/tnsaxis:Casing/Open\",\"timestamp\":86400000,"
                                + "\"message\":{\"data\":{\"Open\":\"1\"}}}"))
                .isInstanceOfSatisfying(CasingEvent.class, casing -> {
                    assertThat(casing.open()).isTrue();
                    assertThat(casing.deviceTime()).isEmpty();
                });
    }

    // ---- connections ----

    @Test
    void connectMessageAndLastWillAreTheirOwnKind() {
        String topic = "axis/ACCC8E000001/event/connection";

        assertThat(decode(topic, Recorded.text("mqtt/composed-default-connect-payload.json")))
                .hasValue(new MqttMessage.Connection(
                        Optional.of("ACCC8E000001"),
                        true,
                        "Connected",
                        Optional.of(Instant.parse("2025-09-04T11:02:55Z")),
                        false,
                        NOW));
        assertThat(decode(topic, Recorded.text("mqtt/composed-default-lwt-payload.json")))
                .hasValue(new MqttMessage.Connection(
                        Optional.of("ACCC8E000001"), false, "Connection Lost", Optional.empty(), false, NOW));
        assertThat(decode(
                        topic,
                        "{\"serialNumber\":\"ACCC8E000001\",\"connected\":false,\"description\":\"Disconnected\","
                                + "\"timestamp\":\"2025-09-04T11:02:55z\"}"))
                .get()
                .isInstanceOfSatisfying(
                        MqttMessage.Connection.class,
                        gone -> assertThat(gone.description()).isEqualTo("Disconnected"));
        assertThat(decoder.oddities()).isEmpty();
    }

    @Test
    void aConnectionWithoutASerialNumberHasThatOfTheTopic() {
        assertThat(decode("ACCC8E000001/event/connection", "{\"connected\":true}")
                        .orElseThrow()
                        .serial())
                .hasValue("ACCC8E000001");
        assertThat(decode("event/connection", "{\"connected\":\"true\",\"timestamp\":\"1970-01-01T00:00:00Z\"}"))
                .hasValue(new MqttMessage.Connection(Optional.empty(), true, "", Optional.empty(), false, NOW));
        assertThat(decode("x/preevent/connection", "{\"connected\":true}")).isEmpty();
    }

    // ---- everything else ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"connected\":true}",
                "{\"topic\":\"x\"}",
                "{\"message\":{\"data\":{}}}",
                "{\"a\":{\"topic\":\"x\",\"message\":{}}}",
            })
    void objectsOfOthersAreLeftAlone(String payload) {
        assertThat(decode("axis/ACCC8E000001/event/x", payload)).isEmpty();
        assertThat(decoder.oddities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "open | a payload that is not a JSON object",
                "[1] | a payload that is not a JSON object",
                "'' | a payload that is not a JSON object",
                "{\"topic\":\" \",\"message\":{}} | an event without a topic",
                "{\"topic\":[],\"message\":{}} | a field of an unexpected type: topic",
                "{\"topic\":\"x\",\"message\":1} | a field of an unexpected type: message",
            })
    void whatCannotBeReadIsCounted(String payload, String kind) {
        assertThat(decode(TOPIC, payload)).isEmpty();
        assertThat(decode(TOPIC, payload)).isEmpty();
        assertThat(decoder.oddities()).containsEntry(kind, 2L);
    }

    @Test
    void aTimeThatIsNone_isCounted_andTheRestIsRead() {
        assertThat(decode("x/event/connection", "{\"connected\":true,\"timestamp\":\"yesterday\"}"))
                .get()
                .satisfies(message -> assertThat(message.deviceTime()).isEmpty());
        assertThat(decoder.oddities()).containsOnly(Map.entry("a time that is none", 1L));
    }

    @Test
    void aPayloadThatIsTooLongIsNotRead() {
        String payload = Recorded.text("mqtt/composed-payload-IO-Port.json").strip();
        MqttEventDecoder small = decoder.maxPayload(payload.length());

        assertThat(small.decode(TOPIC, payload.getBytes(StandardCharsets.UTF_8), false))
                .isPresent();
        assertThat(small.decode(TOPIC, (payload + " ").getBytes(StandardCharsets.UTF_8), false))
                .isEmpty();
        assertThat(small.oddities())
                .containsOnly(Map.entry("a payload of more than " + payload.length() + " bytes", 1L));
        assertThat(decoder.oddities()).isEmpty();
        assertThatThrownBy(() -> decoder.maxPayload(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(decoder.decode(TOPIC, new byte[256 * 1024 + 1], false)).isEmpty();
        assertThat(decoder.oddities()).containsOnlyKeys("a payload of more than 262144 bytes");
    }

    @Test
    void eachKindIsLoggedOnce() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 20; i++) {
                decode("site\n/door" + "x".repeat(1000), "no JSON " + i);
            }
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains("not a JSON object")
                        .hasSizeLessThan(600)
                        .doesNotContain("no JSON"));
    }
}
