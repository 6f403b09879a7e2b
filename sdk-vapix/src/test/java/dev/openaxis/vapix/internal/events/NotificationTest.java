package dev.openaxis.vapix.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.internal.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTest {

    private static String recorded(String name) throws IOException {
        try (InputStream file = NotificationTest.class.getResourceAsStream("/recordings/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Optional<Notification> whole(String text) throws Json.NotJsonException {
        return Notification.ofFrame(Json.parse(text, field -> {}));
    }

    /** Some origins kept only the inner object; the envelope is the documented one. */
    private static Optional<Notification> inner(String text) throws Json.NotJsonException {
        return whole(
                "{\"apiVersion\":\"1.0\",\"method\":\"events:notify\",\"params\":{\"notification\":" + text + "}}");
    }

    @Test
    void aVirtualInputFrameOfARealDeviceIsRead() throws Exception {
        for (String file :
                new String[] {"io/event-ws-IO-VirtualInput.json", "events/notify-VirtualInput-port38-acap-rs.json"}) {
            Notification notification = whole(recorded(file)).orElseThrow();

            assertThat(notification.topic()).isEqualTo("Device/IO/VirtualInput");
            assertThat(notification.source()).containsOnly(java.util.Map.entry("port", "38"));
            assertThat(notification.data()).containsOnly(java.util.Map.entry("active", "0"));
            assertThat(notification.time()).hasValue(Instant.ofEpochMilli(1722108150418L));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "events/notification-IO-Port-admz.json, Device/IO/Port, port, 1, state, 0",
        "events/notification-MotionRegionDetector-admz.json, RuleEngine/MotionRegionDetector/Motion, RuleName, ACS Profile 1, State, 1",
        "events/notification-PTZ-Move-admz.json, PTZController/Move/Channel_1, PTZConfigurationToken, 1, is_moving, 1",
    })
    void liveFramesOfDevicesOf2026AreRead(
            String file, String topic, String sourceName, String source, String dataName, String data)
            throws Exception {
        Notification notification = inner(recorded(file)).orElseThrow();

        assertThat(notification.topic()).isEqualTo(topic);
        assertThat(notification.source()).containsEntry(sourceName, source);
        assertThat(notification.data()).containsEntry(dataName, data);
        assertThat(notification.time()).isPresent();
    }

    @Test
    void timeAndKeyMayBeMissing() throws Exception {
        Notification notification = whole(recorded("events/composed-notify-without-timestamp-and-key.json"))
                .orElseThrow();

        assertThat(notification.time()).isEmpty();
        assertThat(notification.topic()).isEqualTo("AirQualityMonitor/Metadata");
        assertThat(notification.data()).hasSize(3);
    }

    @Test
    void doorAndSupervisedFramesKeepTheirItems() throws Exception {
        assertThat(whole(recorded("events/composed-notify-SupervisedPort.json"))
                        .orElseThrow()
                        .data())
                .containsEntry("state", "cut")
                .containsEntry("tampered", "1");
        assertThat(whole(recorded("events/composed-notify-Door-State-DoorMode.json"))
                        .orElseThrow()
                        .topic())
                .isEqualTo("Door/State/DoorMode");
    }

    @Test
    void anAnswerIsNotANotification() throws Exception {
        assertThat(whole(recorded("events/composed-configure-response-ok.json")))
                .isEmpty();
        assertThat(whole(recorded("events/configure-response-error-2104-empty-list.json")))
                .isEmpty();
        assertThat(whole(recorded("events/composed-configure-response-error-1100.json")))
                .isEmpty();
        assertThat(whole(recorded("events/composed-configure-request.json"))).isEmpty();
        assertThat(whole(recorded("io/event-mqtt-Sensor-PIR.json"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tns1:Device/tnsaxis:IO/Port, Device/IO/Port",
        "tns1:Device/tnsaxis:IO/tnsaxis:Port, Device/IO/Port",
        "onvif:Device/axis:IO/Port, Device/IO/Port",
        "tnsaxis:CameraApplicationPlatform/VMD, CameraApplicationPlatform/VMD",
        "Device/Trigger/Relay, Device/Trigger/Relay",
    })
    void prefixesAreStrippedFromEveryLevel(String sent, String canonical) {
        assertThat(Notification.canonical(sent)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "true, true",
        "high, true",
        "active, true",
        "on, true",
        "True, true",
        "0, false",
        "false, false",
        "low, false",
        "inactive, false",
        "off, false",
        "2,",
        "open,",
        "'',",
    })
    void booleansComeInManySpellingsAndOthersAreNotGuessed(String sent, @Nullable Boolean flag) {
        assertThat(Notification.flagOf(sent)).isEqualTo(Optional.ofNullable(flag));
    }
}
