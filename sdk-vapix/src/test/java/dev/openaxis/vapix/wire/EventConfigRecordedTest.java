package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.openaxis.vapix.config.ApiVersion;
import dev.openaxis.vapix.config.ConfigValue;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.recordings.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The Device Configuration APIs of events. All are beta and have no typed client, but what devices said of them is read by the one
 * that has no types. What is recorded is the {@code data} of answers; that rules are listed at {@code rules} is inference.
 */
class EventConfigRecordedTest {
    private static final String FOLDER = "events/dca/";

    private final ConfigDevice device = ConfigDevice.of("12.9.57");

    @BeforeEach
    void discover() {
        device.answers(ConfigDevice.DISCOVER, Recorded.text(FOLDER + "discover-event-apis-M1075-L-12.9.57.json"));
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void answers(String path, String recording) {
        device.answers(path, "{\"status\":\"success\",\"data\":" + Recorded.text(FOLDER + recording) + "}");
    }

    @Test
    void whatADeviceHas_isListedWithItsState() {
        assertThat(device.config().apis())
                .containsExactlyInAnyOrder(
                        new ApiVersion("action-rules", 2, "2.0.0-beta.2", "beta", "/config/rest/action-rules/v2beta"),
                        new ApiVersion("analytics-mqtt", 1, "1.0.1", "released", "/config/rest/analytics-mqtt/v1"),
                        new ApiVersion(
                                "event-mqtt-bridge",
                                2,
                                "2.0.0-beta.2",
                                "beta",
                                "/config/rest/event-mqtt-bridge/v2beta"),
                        new ApiVersion(
                                "event-schedules", 2, "2.0.0-beta.1", "beta", "/config/rest/event-schedules/v2beta"));
        assertThat(device.config().apis()).filteredOn(ApiVersion::released).hasSize(1);
    }

    @Test
    void theRuleOfAnIntercom() {
        answers("/config/rest/action-rules/v2beta/rules", "action-rules-list-admz.json");

        ConfigValue rule =
                device.config().api("action-rules").at("rules").get().items().get(0);

        assertThat(rule.at("name").text()).hasValue("Loud ringer");
        assertThat(rule.at("enabled").bool()).hasValue(false);
        assertThat(rule.at("activationConfig", "startEvent").isNull()).isTrue();
        ConfigValue condition = rule.at("activationConfig", "condition").items().get(0);
        EventFilter filter = EventFilter.parse(
                condition.at("topicExpression").text().orElseThrow(),
                condition.at("messageContent").text().orElseThrow());
        assertThat(filter.matchesTopic("Call/State")).isTrue();
        assertThat(filter.contentExpression())
                .isEqualTo(condition.at("messageContent").text());
        assertThat(rule.at("actionConfig", "template").text()).hasValue("com.axis.action.unlimited.play.audioclip");
        assertThat(rule.at("actionConfig", "recipientId").isNull()).isTrue();
        assertThat(rule.at("actionConfig", "actionParameters")
                        .items()
                        .get(0)
                        .at("value")
                        .text())
                .hasValue("%2Fetc%2Faudioclips%2Falarm.mp3");
    }

    @Test
    void theSchedulesOfACamera() {
        answers("/config/rest/event-schedules/v2beta/schedules", "event-schedules-list-admz.json");

        assertThat(device.config().api("event-schedules").at("schedules").get().items())
                .extracting(
                        schedule -> schedule.at("id").text().orElseThrow(),
                        schedule -> schedule.at("scheduleType").text().orElseThrow(),
                        schedule -> schedule.at("schedule").text().orElseThrow())
                .containsExactly(
                        tuple(
                                "com.axis.schedules.weekends",
                                "INTERVAL",
                                "DTSTART:19700103T000000\nDTEND:19700105T000000\nRRULE:FREQ=WEEKLY"),
                        tuple(
                                "com.axis.schedules.office_hours",
                                "INTERVAL",
                                "DTSTART:19700101T080000\nDTEND:19700101T180000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"));
    }

    @Test
    void theEventBridgeOfACamera() {
        answers("/config/rest/event-mqtt-bridge/v2beta", "event-mqtt-bridge-config-admz.json");

        ConfigValue bridge = device.config().api("event-mqtt-bridge").at().get();

        assertThat(bridge.at("deviceTopicPrefix").text()).hasValue("axis/B8A44F661A2F");
        assertThat(bridge.at("publication", "appendEventTopic").bool()).hasValue(true);
        assertThat(bridge.at("publication", "includeSerialNumberInPayload").bool())
                .hasValue(false);
        assertThat(bridge.at("publication", "eventFilter").items()).isEmpty();
        assertThat(bridge.at("subscription").items()).isEmpty();
    }
}
