package dev.openaxis.testkit;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requests that real devices answered are sent to simulated ones; the answers are compared with the recording. */
class RecordedExchangesTest {
    private static final String P5512 = "P5512-5.51.7/recording.json ";
    private static final String PARAM = "/axis-cgi/param.cgi?action=";
    private static final String NETWORK = "network_settings.cgi is not built";
    private static final String EXCERPT = "the simulated P5512 serves a part of the recorded parameters";
    private static final String LEVELS =
            "who may read port parameters is as documented, not as recorded (Variant.VIEWER_READS_PORT_PARAMETERS)";
    private static final String NO_SENSOR = "no simulated device has a PIR sensor";
    private static final String OTHER_PORTS =
            "other ports; members and defaults are those of 12.9, since when is not found";

    /** Requests a simulated device answers otherwise, and why. An entry that is answered as recorded must go. */
    private static final Map<String, String> ANSWERED_OTHERWISE = Map.ofEntries(
            entry("D4200-VE-12.9.57/network_settings_1_set_global_proxy_configuration", NETWORK),
            entry("P8815-2-11.11.192/network_settings_1_set_global_proxy_configuration", NETWORK),
            entry("P8815-2-10.12.323/network_settings_1_get_network_info", NETWORK),
            entry("P8815-2-10.12.323/parameter_management_list_image_resolution", "an I/O module has no images"),
            entry(P5512 + "/axis-cgi/systemlog.cgi", "systemlog.cgi is not built"),
            entry("io/param-ioport-mixed-intercom.txt", OTHER_PORTS),
            entry("io/param-ioport-A1001.txt", OTHER_PORTS),
            entry("io/param-ioport-Q7401.txt", OTHER_PORTS),
            entry(P5512 + PARAM + "list", EXCERPT),
            entry(P5512 + PARAM + "listdefinitions&listformat=xmlschema", EXCERPT),
            entry("io/param-definitions-io-excerpt-P5512-5.51.7.xml", LEVELS),
            entry(
                    "io/param-definitions-io-excerpt-CompanionBulletLE-9.80.2.2.xml",
                    "levels and types are those of 5.51.7 for every version"));

    /** Recordings that are no answers to a request over HTTP. */
    private static final Map<String, String> NOT_PLAYED = Map.ofEntries(
            entry("README.md", "origin and licence"),
            entry("io/event-mqtt-Sensor-PIR.json", NO_SENSOR),
            entry("io/event-rtsp-IO-Port-any-initialized.xml", "RtspStreamTest compares such documents"),
            entry("io/event-rtsp-IO-Port-port1-initialized.xml", "RtspStreamTest compares such documents"),
            entry("io/event-rtsp-Sensor-PIR-changed.xml", NO_SENSOR),
            entry("io/event-rtsp-Sensor-PIR-initialized.xml", NO_SENSOR),
            entry("io/event-rtsp-Trigger-Relay-initialized.xml", "RtspStreamTest compares such documents"),
            entry("io/event-ws-IO-VirtualInput.json", "EventStreamTest and VirtualInputTest compare it"),
            entry("action-rules/index.json", "tells which exchange is which"),
            entry("action-rules/action-templates.xml", "ActionServiceTest compares it"),
            entry("action-rules/recipient-templates.xml", "ActionServiceTest compares it"),
            entry("action-rules/get_action_rules-start-event-response-rs4acap.xml", "ActionServiceTest compares it"),
            entry(
                    "action-rules/get_action_rules-conditions-response-rs4acap.xml",
                    "its topic is of an application that no simulated device has"));

    /** Folders and groups of files that other tests play. */
    private static final Set<String> PLAYED_ELSEWHERE = Set.of(
            "action-rules/composed-",
            "event-instances/",
            "event-service/",
            "fwmgr/",
            "pullpoint/",
            "soap/",
            "virtualinput/",
            "websocket/");

    @TestFactory
    Stream<DynamicTest> everyRecordedRequestIsAnsweredAsRecorded() {
        return Replays.all().stream()
                .filter(replay -> !ANSWERED_OTHERWISE.containsKey(replay.name()))
                .map(replay -> dynamicTest(replay.name(), replay::run));
    }

    @TestFactory
    Stream<DynamicTest> whatIsKnownToBeAnsweredOtherwiseStillIs() {
        return Replays.all().stream()
                .filter(replay -> ANSWERED_OTHERWISE.containsKey(replay.name()))
                .map(replay -> dynamicTest(
                        replay.name(),
                        () -> assertThatThrownBy(replay::run)
                                .as("answered as recorded by now: take it off the list (%s)", replay.name())
                                .isInstanceOf(AssertionError.class)));
    }

    @Test
    void everyRecordingIsPlayedOrListed() {
        List<Replay> replays = Replays.all();
        List<String> names = replays.stream().map(Replay::name).toList();
        assertThat(names).doesNotHaveDuplicates().containsAll(ANSWERED_OTHERWISE.keySet());
        List<String> files = Recordings.files();
        assertThat(files).hasSizeGreaterThan(190).containsAll(NOT_PLAYED.keySet());
        assertThat(files.stream()
                        .filter(file -> PLAYED_ELSEWHERE.stream().noneMatch(file::startsWith))
                        .filter(file -> !NOT_PLAYED.containsKey(file))
                        .filter(file -> replays.stream().noneMatch(replay -> replay.covers(file))))
                .isEmpty();
    }

    @Test
    void basicDeviceInformationIsWrittenWithTheRecordedSpaces() {
        for (String device : List.of("D4200-VE-12.9.57", "P8815-2-11.11.192", "P8815-2-10.12.323")) {
            RecordedExchange exchange = RecordedExchange.folder(device + "/basic_device_info_get_all_properties")
                    .get(0);
            String begin = "{\"apiVersion\": \"1.3\", \"data\": {\"propertyList\": {\"";
            try (SimulatedDevice simulated = Replays.like(device).start()) {
                assertThat(exchange.answer()).startsWith(begin);
                assertThat(exchange.playInto(simulated).body()).startsWith(begin);
            }
        }
    }

    @Test
    void aConfigurablePortHasTheRecordedParameters() {
        Map<String, String> recorded =
                Likeness.parameters(Recordings.body("D4200-VE-12.9.57/parameter_management_list_all/000-response.txt"));
        try (SimulatedDevice device = Replays.like("D4200-VE-12.9.57").start()) {
            String answer = new Client(device)
                    .get("/axis-cgi/param.cgi?action=list&group=root.IOPort.I7")
                    .body()
                    .replace("IOPort.I7", "IOPort.I0")
                    .replace("Port 8", "Port 1");
            recorded.keySet().removeIf(name -> !name.startsWith("root.IOPort.I0."));
            assertThat(Likeness.parameters(answer).toString()).isEqualTo(recorded.toString());
        }
    }

    @Test
    void theWrongShapeOfSetPortsMovesNothing() {
        Replay wrongShape = Replays.all().stream()
                .filter(replay -> replay.name().contains("setPorts-error-2103"))
                .findFirst()
                .orElseThrow();
        try (SimulatedDevice device = wrongShape.device().get()) {
            wrongShape.exchanges().get(0).playInto(device);
            assertThat(device.relay(0).closures()).isZero();
        }
    }

    @Test
    void anInputIsReportedAsTheRecordedOne() {
        JsonNode recorded = Client.parse(Recordings.text("io/portmanagement-getPorts-pir-camera.json"));
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("9.80.2.2").start()) {
            JsonNode answer = new Client(device)
                    .json("/axis-cgi/io/portmanagement.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"getPorts\"}");
            ObjectNode input = (ObjectNode) answer.at("/data/items/1");
            input.put("port", "0").put("name", "PIR sensor");
            assertThat(input).isEqualTo(recorded.at("/data/items/0"));
        }
    }
}
