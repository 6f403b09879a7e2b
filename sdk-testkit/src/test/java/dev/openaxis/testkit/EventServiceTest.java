package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class EventServiceTest {
    private static final String PORT = "tns1:Device/tnsaxis:IO/Port";
    private static final String OUTPUT = "tns1:Device/tnsaxis:IO/OutputPort";
    private static final String SUPERVISED = "tns1:Device/tnsaxis:IO/SupervisedPort";
    private static final String VIRTUAL = "tns1:Device/tnsaxis:IO/VirtualInput";
    private static final String RELAY = "tns1:Device/Trigger/Relay";
    private static final String DIGITAL = "tns1:Device/Trigger/DigitalInput";
    private static final String SHOCK = "tns1:Device/tnsaxis:Tampering/ShockDetected";
    private static final String REQUEST = Recordings.text("event-service/composed-GetEventInstances-request.xml");

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().variant(readings).start();
    }

    @Test
    void devicesOfWhichDeclarationsAreRecordedAnswerThese() {
        Map<RecordedDevice, String> recordings = Map.of(
                RecordedDevice.D4200_VE_12_9, "gei-D4200-VE-12.9.57.xml",
                RecordedDevice.P8815_2_11_11, "gei-P8815-2-11.11.192.xml",
                RecordedDevice.P8815_2_10_12, "gei-P8815-2-10.12.323.xml",
                RecordedDevice.PIR_CAMERA_9_80, "gei-kane610-event-instances.xml");
        recordings.forEach((kind, file) -> {
            try (SimulatedDevice device = SimulatedDevice.recorded(kind).start()) {
                HttpResponse<String> answer = Soap.post(new Client(device), Soap.VAPIX, REQUEST);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/soap+xml; charset=utf-8");
                assertThat(answer.body()).isEqualTo(Recordings.text("event-instances/" + file));
            }
        });
    }

    @Test
    void aRecordedEnvelopeHasTheChosenPrefixToo() {
        try (SimulatedDevice device = SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9)
                .variant(SoapVariant.ENVELOPE_PREFIX_ENV)
                .start()) {
            assertThat(Soap.ask(device, Soap.EVENT, "GetEventInstances", "").body())
                    .doesNotContain("SOAP-ENV");
            assertThat(Declared.ask(device)).containsKey("tnsaxis:Storage/Alert");
        }
    }

    @Test
    void theRecordingsOfSingleTopicsAreReadAlike() {
        for (String file : List.of("pir-sensor", "storage-alert", "vmd4-profile1")) {
            Map<String, Declared> topics =
                    Declared.read(Recordings.text("event-instances/gei-kane610-" + file + ".xml"));
            assertThat(topics.values()).hasSize(1).allMatch(Declared::isProperty);
        }
    }

    @Test
    void anIoModuleDeclaresAsRecordedDevicesDo() {
        for (String recording : List.of("gei-M1075-L-12.9.57.xml", "gei-D4200-VE-12.9.57.xml")) {
            Map<String, Declared> recorded = Declared.read(Recordings.text("event-instances/" + recording));
            try (SimulatedDevice device = with()) {
                Map<String, Declared> own = Declared.ask(device);
                Set<String> common = new HashSet<>(own.keySet());
                common.retainAll(recorded.keySet());
                assertThat(common)
                        .contains(PORT, VIRTUAL, DIGITAL, "tns1:Device/tnsaxis:Status/SystemReady")
                        .contains(
                                "tns1:Device/tnsaxis:IO/VirtualPort", "tns1:Device/tnsaxis:SystemMessage/ActionFailed")
                        .contains("tns1:UserAlarm/tnsaxis:Recurring/Interval");
                common.forEach(topic -> assertThat(own.get(topic).shape())
                        .isEqualTo(recorded.get(topic).shape()));
            }
        }
    }

    @Test
    void theTreeIsWrittenAsTheRecordedOne() {
        String recorded = Recordings.text("event-instances/gei-M1075-L-12.9.57.xml");
        try (SimulatedDevice device = with()) {
            String answer =
                    Soap.ask(device, Soap.EVENT, "GetEventInstances", "").body();
            for (String part : List.of(
                    "<tns1:Device aev:NiceName=\"Device\">",
                    "<tnsaxis:IO aev:NiceName=\"Input ports\">",
                    "<Port wstop:topic=\"true\" aev:NiceName=\"Digital input port\">",
                    "<aev:MessageInstance aev:isProperty=\"true\"><aev:SourceInstance>",
                    "<aev:SimpleItemInstance isPropertyState=\"true\" aev:NiceName=\"Active\" Type=\"xsd:boolean\""
                            + " Name=\"state\"></aev:SimpleItemInstance>",
                    "<aev:Value aev:NiceName=\"Any\">-1</aev:Value>",
                    "<DigitalInput wstop:topic=\"true\" isApplicationData=\"true\">")) {
                assertThat(recorded).contains(part);
                assertThat(answer).contains(part);
            }
            assertThat(answer.substring(0, answer.indexOf("<SOAP-ENV:Body>")))
                    .isEqualTo(recorded.substring(0, recorded.indexOf("<SOAP-ENV:Body>")));
        }
    }

    /** What is emitted under a reading is declared under it. */
    private static void declaresWhatItEmits(SimulatedDevice device) {
        Map<String, Declared> declared = Declared.ask(device);
        EventClient events = EventClient.open(device);
        events.configure("//.");
        Set<String> emitted = new HashSet<>();
        for (JsonNode frame : events.pending()) {
            JsonNode notification = frame.at("/params/notification");
            String topic = notification.get("topic").asText();
            emitted.add(topic);
            Declared declaration = declared.get(topic);
            assertThat(declaration).as(topic).isNotNull();
            assertThat(declaration.isProperty()).isTrue();
            notification
                    .at("/message/source")
                    .properties()
                    .forEach(item -> assertThat(declaration.sourceValues(item.getKey()))
                            .contains(item.getValue().asText()));
            assertThat(declaration.items("DataInstance").keySet())
                    .containsExactlyInAnyOrderElementsOf(Likeness.names(notification.at("/message/data")));
            notification.at("/message/data").properties().forEach(item -> {
                Element data = declaration.data(item.getKey());
                String value = item.getValue().asText();
                assertThat(isOfType(value, data.getAttribute("Type")))
                        .as(topic + " " + value)
                        .isTrue();
            });
        }
        declared.values()
                .forEach(declaration -> assertThat(declaration.isProperty())
                        .as(declaration.topic())
                        .isEqualTo(emitted.contains(declaration.topic())));
    }

    private static boolean isOfType(String value, String type) {
        return switch (type) {
            case "xsd:boolean" -> value.matches("0|1|true|false");
            case "tt:RelayLogicalState" -> value.matches("active|inactive");
            case "xsd:int" -> value.matches("-?[0-9]+");
            default -> type.equals("xsd:string") && !value.matches("[01]");
        };
    }

    @Test
    void everyReadingDeclaresWhatItEmits() {
        List<Variant> readings = List.of(
                Variant.OUTPUT_PORT_HIGH_LOW,
                Variant.OUTPUT_PORT_ONE_BASED,
                Variant.OUTPUT_PORT_STATE_IS_CIRCUIT,
                Variant.NO_OUTPUT_PORT_TOPIC,
                Variant.NO_TRIGGER_TOPICS,
                Variant.RELAY_TOKEN_COUNTED,
                Variant.RELAY_TOKEN_OPAQUE,
                Variant.TRIGGER_BOOLEANS_AS_WORDS,
                Variant.NO_ANY_INSTANCE,
                Variant.SUPERVISED_PORT_WITHOUT_TAMPERED,
                Variant.NO_SUPERVISED_PORT_TOPIC,
                Variant.SUPERVISED_PORT_OF_EVERY_INPUT,
                Variant.VIRTUAL_INPUTS_32);
        Stream.concat(Stream.of(Set.<Variant>of()), readings.stream().map(Set::of))
                .forEach(chosen -> {
                    try (SimulatedDevice device = SimulatedDevice.a9210()
                            .variants(chosen)
                            .modules(1)
                            .shockDetection()
                            .start()) {
                        assertThat(new SupervisedClient(device).set(1, true, ""))
                                .isEqualTo("1:1");
                        declaresWhatItEmits(device);
                    }
                });
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            assertThat(Declared.ask(device).get(PORT).sourceValues("port")).hasSize(9);
        }
    }

    @Test
    void readingsShowInTypesAndValues() {
        try (SimulatedDevice device = with()) {
            Map<String, Declared> declared = Declared.ask(device);
            assertThat(declared.get(OUTPUT).data("state").getAttribute("Type")).isEqualTo("xsd:boolean");
            assertThat(declared.get(OUTPUT).sourceValues("port")).containsExactlyInAnyOrder("0", "3", "4", "6");
            assertThat(declared.get(PORT).sourceValues("port"))
                    .containsExactlyInAnyOrder("-1", "1", "2", "5", "7", "8", "9", "10")
                    .isNotEqualTo(List.of("-1", "1", "2", "5", "7", "8", "9", "10"));
            assertThat(declared.get(VIRTUAL).sourceValues("port")).hasSize(64);
            assertThat(declared).doesNotContainKeys(SUPERVISED, SHOCK);
        }
        try (SimulatedDevice device = with(
                Variant.OUTPUT_PORT_HIGH_LOW,
                Variant.OUTPUT_PORT_ONE_BASED,
                Variant.NO_ANY_INSTANCE,
                Variant.NO_TRIGGER_TOPICS)) {
            Map<String, Declared> declared = Declared.ask(device);
            assertThat(declared.get(OUTPUT).data("state").getAttribute("Type")).isEqualTo("xsd:string");
            assertThat(Declared.values(declared.get(OUTPUT).data("state"))).containsExactly("high", "low");
            assertThat(declared.get(OUTPUT).sourceValues("port")).containsExactlyInAnyOrder("1", "4", "5", "7");
            assertThat(niceName(declared.get(OUTPUT), "4")).isEqualTo("Port 4");
            assertThat(declared.get(PORT).sourceValues("port")).doesNotContain("-1");
            assertThat(declared).doesNotContainKeys(RELAY, DIGITAL);
        }
    }

    private static String niceName(Declared topic, String port) {
        return Soap.children(topic.items("SourceInstance").get("port")).stream()
                .filter(value -> value.getTextContent().equals(port))
                .findFirst()
                .orElseThrow()
                .getAttributeNS(Soap.EVENT, "NiceName");
    }

    @Test
    void theTreeFollowsTheConfiguration() {
        try (SimulatedDevice device = SimulatedDevice.a9210().shockDetection().start()) {
            assertThat(Declared.ask(device)).doesNotContainKeys(SUPERVISED, SHOCK);
            new SupervisedClient(device).set(1, true, "");
            device.changeTopology(7, Direction.OUTPUT);
            device.addModule();
            new Client(device).get("/axis-cgi/shockdetection/setenabled.cgi?schemaversion=1&enabled=true");
            Map<String, Declared> declared = Declared.ask(device);
            assertThat(declared.get(SUPERVISED).sourceValues("port")).containsExactly("1");
            assertThat(declared.get(SUPERVISED).data("state").getAttribute("isPropertyState"))
                    .isEqualTo("true");
            assertThat(declared.get(SUPERVISED).data("tampered").hasAttribute("isPropertyState"))
                    .isFalse();
            assertThat(declared.get(OUTPUT).sourceValues("port")).contains("7", "19");
            assertThat(declared.get(PORT).sourceValues("port"))
                    .contains("11", "18")
                    .doesNotContain("7");
            assertThat(declared.get(SHOCK).isProperty()).isFalse();
            assertThat(declared.get(SHOCK).items("DataInstance")).isEmpty();
            assertThat(declared.get(SHOCK).sourceValues("channel")).containsExactly("1");
        }
    }

    @Test
    void valuesNamesAndPrefixesFollowTheVariants() {
        try (SimulatedDevice device = with(EventVariant.DECLARED_WITHOUT_VALUES)) {
            assertThat(Declared.ask(device).get(PORT).sourceValues("port")).isEmpty();
        }
        for (Reading[] readings : List.of(new Reading[0], new Reading[] {EventVariant.DECLARED_WITH_PORT_NAMES})) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .portName(1, "Gate <1>")
                    .variant(readings)
                    .start()) {
                assertThat(niceName(Declared.ask(device).get(PORT), "1"))
                        .isEqualTo(readings.length == 0 ? "Port 2" : "Gate <1>");
            }
        }
        try (SimulatedDevice device = with(EventVariant.OTHER_TOPIC_PREFIXES)) {
            assertThat(Declared.ask(device)).containsKeys(PORT, RELAY);
            assertThat(Soap.ask(device, Soap.EVENT, "GetEventInstances", "").body())
                    .doesNotContain("<tns1:", "<tnsaxis:");
        }
    }

    @Test
    void aViewerMayReadDeclarationsUnlessAnAdministratorIsNeeded() {
        for (Reading[] readings : List.of(new Reading[0], new Reading[] {EventVariant.DECLARATIONS_NEED_ADMIN})) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .variant(readings)
                    .user("guard", "g", SimulatedRole.VIEWER)
                    .user("root", "r", SimulatedRole.ADMIN)
                    .start()) {
                assertThat(Soap.post(new Client(device, "guard", "g", false), Soap.VAPIX, REQUEST)
                                .statusCode())
                        .isEqualTo(readings.length == 0 ? 200 : 401);
                assertThat(Soap.post(new Client(device, "root", "r", false), Soap.VAPIX, REQUEST)
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aChangedVirtualInputIsToldAsChanged() {
        String request = Recordings.text("event-service/composed-ChangeVirtualInputState-request.xml");
        try (SimulatedDevice device = with()) {
            for (String changed : List.of("true", "false")) {
                Element result = Soap.result(
                        Soap.post(new Client(device), Soap.VAPIX, request), Soap.EVENT, "ChangeVirtualInputState");
                assertThat(Soap.shape(result))
                        .isEqualTo("ChangeVirtualInputStateResponse(stateChanged=" + changed + ")");
            }
        }
        try (SimulatedDevice device = with(EventVariant.STATE_CHANGED_NOT_TOLD)) {
            assertThat(Soap.result(
                                    Soap.post(new Client(device), Soap.VAPIX, request),
                                    Soap.EVENT,
                                    "ChangeVirtualInputState")
                            .hasChildNodes())
                    .isFalse();
        }
    }
}
