package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The requests and answers of reference 02 section 5, byte by byte where it has an example. */
class GpioServiceTest {
    private static final String SERVICE = "/vapix/axgpio";

    /** Documented: shorted 0 to 100, closed 500 to 1500, open 1800 to 2200, cut 2300 to 12000. */
    private static final String TRIGGERS = "[{\"State\":\"shorted\",\"LowerLimit\":\"0\",\"UpperLimit\":\"100\"},"
            + "{\"State\":\"closed\",\"LowerLimit\":\"500\",\"UpperLimit\":\"1500\"},"
            + "{\"State\":\"open\",\"LowerLimit\":\"1800\",\"UpperLimit\":\"2200\"},"
            + "{\"State\":\"cut\",\"LowerLimit\":\"2300\",\"UpperLimit\":\"12000\"}]";

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9188().variant(readings).start();
    }

    private static HttpResponse<String> ask(SimulatedDevice device, String body) {
        return new Client(device).post(SERVICE, body);
    }

    private static JsonNode port(SimulatedDevice device, String id) {
        return new Client(device)
                .json(SERVICE, "{\"axgpio:GetPort\":{\"PortId\":[\"" + id + "\"]}}")
                .at("/Port/0");
    }

    private static HttpResponse<String> set(SimulatedDevice device, String ports) {
        return ask(device, "{\"axgpio:SetPort\":{\"Port\":[" + ports + "]}}");
    }

    private static void isFault(HttpResponse<String> answer, String code, String subCode) {
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode body = Client.parse(answer.body());
        List<String> members = new ArrayList<>();
        body.fieldNames().forEachRemaining(members::add);
        assertThat(members).containsExactly("Fault", "FaultCode", "FaultSubCode", "FaultReason", "FaultMsg");
        assertThat(body.get("Fault").asText() + " " + body.get("FaultCode").asText())
                .isEqualTo(code);
        assertThat(
                        body.get("FaultSubCode").isNull()
                                ? null
                                : body.get("FaultSubCode").asText())
                .isEqualTo(subCode);
    }

    @Test
    void theExampleIsAnsweredAsDocumented() {
        try (SimulatedDevice device = with(GpioVariant.EMPTY_USAGE_OMITTED)) {
            device.auxInput(4).close();
            assertThat(set(
                                    device,
                                    "{\"PortId\":\"9\",\"Active\":true},{\"PortId\":\"3\",\"CurrentMode\":\"DigitalInput\","
                                            + "\"InputProperties\":{\"NiceName\":\"Fire panel\",\"ActiveState\":\"open\"}}")
                            .body()
                            .trim())
                    .isEqualTo("{\"PortId\":[\"9\",\"3\"]}");
            assertThat(ask(device, "{\"axgpio:GetPort\":{\"PortId\":[\"3\"]}}")
                            .body()
                            .trim())
                    .isEqualTo(
                            "{\"Port\":[{\"PortId\":\"3\",\"SupportedModes\":[\"DigitalInput\",\"OpenCollectorOutput\",\"SupervisedInput\"],"
                                    + "\"CurrentMode\":\"DigitalInput\",\"CurrentState\":\"closed\",\"Active\":false,"
                                    + "\"InputProperties\":{\"NiceName\":\"Fire panel\",\"ActiveState\":\"open\"},"
                                    + "\"OutputProperties\":{\"NiceName\":\"Output 4\",\"ActiveState\":\"closed\"}}]}");
            assertThat(device.relay(1).isClosed()).isTrue();
            assertThat(device.counters().actionsExecuted()).isEqualTo(1);
        }
    }

    @Test
    void theTableOfMembersIsTold() {
        try (SimulatedDevice device = with()) {
            assertThat(port(device, "12").toString())
                    .isEqualTo("{\"PortId\":\"12\",\"SupportedModes\":[\"RelayOutput\"],\"PortUsage\":\"\","
                            + "\"CurrentMode\":\"RelayOutput\",\"CurrentState\":\"open\",\"Active\":false,"
                            + "\"OutputProperties\":{\"NiceName\":\"Output 13\",\"ActiveState\":\"closed\"}}");
            set(device, "{\"PortId\":\"12\",\"PortUsage\":\"Door\"}");
            assertThat(port(device, "12").get("PortUsage").asText()).isEqualTo("Door");
        }
    }

    @Test
    void capabilitiesAreToldToAnybodyAndNumbersAreStringsOrNumbers() {
        try (SimulatedDevice device = with()) {
            assertThat(new Client(device)
                            .anonymousJson(SERVICE, "{\"axgpio:GetServiceCapabilities\":{}}")
                            .toString())
                    .isEqualTo("{\"Capabilities\":{\"MaxLimit\":\"1000\"}}");
        }
        try (SimulatedDevice device = with(GpioVariant.NUMBERS_AS_NUMBERS, GpioVariant.SMALL_PAGES)) {
            assertThat(new Client(device)
                            .anonymousJson(SERVICE, "{\"axgpio:GetServiceCapabilities\":{}}")
                            .toString())
                    .isEqualTo("{\"Capabilities\":{\"MaxLimit\":5}}");
            set(device, "{\"PortId\":\"0\",\"CurrentMode\":\"SupervisedInput\"}");
            assertThat(port(device, "0").at("/SupervisedInput/AnalogLevel").isInt())
                    .isTrue();
        }
    }

    @Test
    void readingNeedsAnOperatorAndSettingAnAdministrator() {
        try (SimulatedDevice device = SimulatedDevice.a9188()
                .user("guard", "g", SimulatedRole.VIEWER)
                .user("chief", "c", SimulatedRole.OPERATOR)
                .start()) {
            String list = "{\"axgpio:GetPortList\":{}}";
            String set = "{\"axgpio:SetPort\":{\"Port\":[{\"PortId\":\"8\",\"Active\":true}]}}";
            assertThat(new Client(device, "guard", "g", false)
                            .post(SERVICE, list)
                            .statusCode())
                    .isEqualTo(401);
            Client chief = new Client(device, "chief", "c", false);
            assertThat(chief.json(SERVICE, list).at("/Port").size()).isEqualTo(16);
            assertThat(chief.post(SERVICE, set).statusCode()).isEqualTo(401);
            assertThat(device.relay(0).transitions()).isEmpty();
        }
        try (SimulatedDevice device = SimulatedDevice.a9188()
                .user("guard", "g", SimulatedRole.VIEWER)
                .variant(Variant.LOW_ROLE_IN_BAND)
                .start()) {
            isFault(
                    new Client(device, "guard", "g", false).post(SERVICE, "{\"axgpio:GetPortList\":{}}"),
                    "env:Sender ter:NotAuthorized",
                    null);
        }
    }

    @Test
    void theListIsPagedByReferencesThatAreGoodOnce() {
        for (Reading reading : List.of(GpioVariant.SMALL_PAGES, GpioVariant.FULL_PAGE_TELLS_NEXT)) {
            try (SimulatedDevice device = with(reading)) {
                Client client = new Client(device);
                List<String> ids = new ArrayList<>();
                List<Integer> sizes = new ArrayList<>();
                String arguments = "\"Limit\":8";
                String reference = "";
                while (reference != null) {
                    JsonNode page = client.json(SERVICE, "{\"axgpio:GetPortList\":{" + arguments + "}}");
                    page.get("Port").forEach(port -> ids.add(port.get("PortId").asText()));
                    sizes.add(page.get("Port").size());
                    if (!reference.isEmpty()) {
                        isFault(
                                ask(device, "{\"axgpio:GetPortList\":{\"StartReference\":\"" + reference + "\"}}"),
                                "env:Sender ter:InvalidArgVal",
                                "ter:InvalidStartReference");
                    }
                    reference = page.has("NextStartReference")
                            ? page.get("NextStartReference").asText()
                            : null;
                    arguments = "\"Limit\":\"8\",\"StartReference\":\"" + reference + "\"";
                }
                assertThat(ids).hasSize(16).startsWith("0", "1").endsWith("15");
                assertThat(sizes)
                        .isEqualTo(reading == GpioVariant.SMALL_PAGES ? List.of(5, 5, 5, 1) : List.of(8, 8, 0));
            }
        }
    }

    @Test
    void aReferenceTimesOut() {
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9188().clock(clock).start()) {
            Client client = new Client(device);
            String reference = client.json(SERVICE, "{\"axgpio:GetPortList\":{\"Limit\":1}}")
                    .get("NextStartReference")
                    .asText();
            clock.advance(Duration.ofMinutes(2));
            isFault(
                    ask(device, "{\"axgpio:GetPortList\":{\"StartReference\":\"" + reference + "\"}}"),
                    "env:Sender ter:InvalidArgVal",
                    "ter:InvalidStartReference");
        }
    }

    @Test
    void limitsBeyondTheBoundsAreReadings() {
        String zero = "{\"axgpio:GetPortList\":{\"Limit\":0}}";
        String many = "{\"axgpio:GetPortList\":{\"Limit\":1001}}";
        try (SimulatedDevice device = with()) {
            isFault(ask(device, zero), "env:Sender ter:InvalidArgVal", null);
            isFault(ask(device, "{\"axgpio:GetPortList\":{\"Limit\":\"x\"}}"), "env:Sender ter:InvalidArgVal", null);
            assertThat(ask(device, many).statusCode()).isEqualTo(200);
        }
        try (SimulatedDevice device =
                with(GpioVariant.LIMIT_BELOW_ONE_ACCEPTED, GpioVariant.LIMIT_ABOVE_MAXIMUM_REFUSED)) {
            assertThat(Client.parse(ask(device, zero).body()).get("Port").size())
                    .isEqualTo(16);
            isFault(ask(device, many), "env:Sender ter:InvalidArgVal", null);
        }
    }

    @Test
    void unknownIdsAreIgnoredAndTooManyAreRefused() {
        try (SimulatedDevice device = with(GpioVariant.SMALL_PAGES)) {
            assertThat(ask(device, "{\"axgpio:GetPort\":{\"PortId\":[\"99\",\"15\",\"x\"]}}")
                            .body())
                    .contains("\"PortId\":\"15\"")
                    .doesNotContain("99");
            isFault(
                    ask(device, "{\"axgpio:GetPort\":{\"PortId\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}}"),
                    "env:Sender ter:InvalidArgs",
                    "ter:TooManyItems");
            isFault(ask(device, "{\"axgpio:GetPort\":{}}"), "env:Sender ter:InvalidArgs", null);
        }
    }

    @Test
    void aLoopIsJudgedInMillivoltsWithAnExclusiveUpperLimit() {
        try (SimulatedDevice device = with()) {
            SimulatedInput wires = device.auxInput(1);
            set(
                    device,
                    "{\"PortId\":\"0\",\"CurrentMode\":\"SupervisedInput\",\"SupervisedInput\":{\"Triggers\":"
                            + TRIGGERS + "}}");
            assertThat(wires.isSupervised()).isTrue();
            String[] states = {
                "0 shorted",
                "99 shorted",
                "100 undefined",
                "500 closed",
                "1499 closed",
                "1500 undefined",
                "2000 open",
                "2300 cut",
                "11999 cut",
                "12000 undefined"
            };
            for (String each : states) {
                wires.level(Integer.parseInt(each.split(" ")[0]));
                JsonNode port = port(device, "0");
                assertThat(port.at("/SupervisedInput/AnalogLevel").asText() + " "
                                + port.get("CurrentState").asText())
                        .isEqualTo(each);
            }
            JsonNode supervision = port(device, "0").get("SupervisedInput");
            assertThat(supervision.get("Triggers").toString()).isEqualTo(TRIGGERS);
            assertThat(supervision.get("Capabilities").toString())
                    .isEqualTo("{\"MaxNumberOfRanges\":\"4\",\"MinVoltageRange\":\"60\",\"MinVoltageLevel\":\"0\","
                            + "\"MaxVoltageLevel\":\"12000\"}");
            wires.cutCable();
            assertThat(port(device, "0").get("CurrentState").asText()).isEqualTo("cut");
            wires.shortCircuit();
            assertThat(port(device, "0").get("CurrentState").asText()).isEqualTo("shorted");
            wires.close();
            assertThat(port(device, "0").get("CurrentState").asText()).isEqualTo("closed");
            assertThat(port(device, "0").get("Active").asBoolean()).isTrue();
            assertThat(new Client(device)
                            .get("/axis-cgi/io/port.cgi?checkactive=1")
                            .body())
                    .isEqualTo("port1=active\n");
        }
    }

    @Test
    void withoutTriggersOfItsOwnTheExamplesAreInForceOrNone() {
        try (SimulatedDevice device = with()) {
            set(device, "{\"PortId\":\"0\",\"CurrentMode\":\"SupervisedInput\"}");
            assertThat(port(device, "0").at("/SupervisedInput/Triggers").toString())
                    .isEqualTo(TRIGGERS);
            assertThat(port(device, "0").get("CurrentState").asText()).isEqualTo("cut");
        }
        try (SimulatedDevice device = with(Variant.NO_DEFAULT_RANGES)) {
            set(device, "{\"PortId\":\"0\",\"CurrentMode\":\"SupervisedInput\"}");
            assertThat(port(device, "0").at("/SupervisedInput/Triggers")).isEmpty();
            assertThat(port(device, "0").get("CurrentState").asText()).isEqualTo("undefined");
        }
    }

    @Test
    void supervisionMayBeToldInEveryMode() {
        try (SimulatedDevice device = with(GpioVariant.SUPERVISED_INPUT_ALWAYS_TOLD)) {
            assertThat(port(device, "0")
                            .at("/SupervisedInput/Capabilities/MaxNumberOfRanges")
                            .asText())
                    .isEqualTo("4");
            assertThat(port(device, "0").at("/SupervisedInput/AnalogLevel").isMissingNode())
                    .isTrue();
            assertThat(port(device, "8").has("SupervisedInput")).isFalse();
        }
    }

    @Test
    void bothInterfacesSeeOneAnothersWork() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            client.get("/axis-cgi/io/port.cgi?action=9%3A%2F");
            assertThat(port(device, "8").get("Active").asBoolean()).isTrue();
            set(device, "{\"PortId\":\"8\",\"Active\":false},{\"PortId\":\"15\",\"Active\":true}");
            assertThat(client.get("/axis-cgi/io/port.cgi?checkactive=9,16").body())
                    .isEqualTo("port9=inactive\nport16=active\n");
            set(device, "{\"PortId\":\"7\",\"CurrentMode\":\"OpenCollectorOutput\",\"Active\":true}");
            assertThat(client.get("/axis-cgi/io/port.cgi?checkdirection=8").body())
                    .isEqualTo("port8=output\n");
            assertThat(device.output(7).isClosed()).isTrue();
            assertThat(device.relay(0).transitions())
                    .extracting(Transition::closed)
                    .containsExactly(true, false);
        }
    }

    @Test
    void theNameInForceFollowsTheModeAndAnotherActiveStateKeepsAnOutputActive() {
        try (SimulatedDevice device = with(GpioVariant.PORT_PARAMETERS)) {
            set(
                    device,
                    "{\"PortId\":\"2\",\"InputProperties\":{\"NiceName\":\"In\"},\"OutputProperties\":{\"NiceName\":\"Out\"}}");
            Client client = new Client(device);
            assertThat(client.get("/axis-cgi/param.cgi?action=list&group=IOPort.I2")
                            .body())
                    .contains("Input.Name=In\n", "Output.Name=Out\n");
            set(device, "{\"PortId\":\"2\",\"CurrentMode\":\"OpenCollectorOutput\"}");
            assertThat(port(device, "2").at("/OutputProperties/NiceName").asText())
                    .isEqualTo("Out");
            set(device, "{\"PortId\":\"8\",\"Active\":true}");
            set(device, "{\"PortId\":\"8\",\"OutputProperties\":{\"ActiveState\":\"open\"}}");
            assertThat(port(device, "8").get("Active").asBoolean()).isTrue();
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }

    @Test
    void missingAndInvalidDataHaveTheirFaultsAndNothingIsSet() {
        String good = "{\"PortId\":\"8\",\"Active\":true},";
        List<String> missing = List.of(
                "{\"Active\":true}",
                "7",
                "{\"PortId\":3}",
                "{\"PortId\":\"0\",\"SupervisedInput\":{\"Triggers\":[{\"State\":\"cut\",\"LowerLimit\":1}]}}");
        List<String> invalid = List.of(
                "{\"PortId\":\"8\",\"CurrentMode\":\"DigitalInput\"}",
                "{\"PortId\":\"0\",\"CurrentMode\":\"RelayOutput\"}",
                "{\"PortId\":\"0\",\"Active\":true}",
                "{\"PortId\":\"9\",\"Active\":\"yes\"}",
                "{\"PortId\":\"9\",\"InputProperties\":{\"NiceName\":\"x\"}}",
                "{\"PortId\":\"9\",\"OutputProperties\":{\"ActiveState\":\"high\"}}",
                "{\"PortId\":\"9\",\"OutputProperties\":7}",
                "{\"PortId\":\"9\",\"PortUsage\":7}",
                supervised("cut", "0", "59"),
                supervised("cut", "0", "12001"),
                supervised("cut", "-1", "100"),
                supervised("broken", "0", "100"),
                supervised("cut", "0", "1e3"),
                "{\"PortId\":\"0\",\"SupervisedInput\":{\"Triggers\":[]}}");
        try (SimulatedDevice device = with()) {
            for (String port : missing) {
                isFault(set(device, good + port), "env:Sender ter:InvalidArgs", null);
            }
            for (String port : invalid) {
                isFault(set(device, good + port), "env:Sender ter:InvalidArgVal", "ter:InvalidArgVal");
            }
            isFault(ask(device, "{\"axgpio:SetPort\":{}}"), "env:Sender ter:InvalidArgs", null);
            assertThat(device.relay(0).transitions()).isEmpty();
            assertThat(device.counters().actionsExecuted()).isZero();
        }
        try (SimulatedDevice device = with(GpioVariant.FAULT_AFTER_PART)) {
            isFault(set(device, good + invalid.get(0)), "env:Sender ter:InvalidArgVal", "ter:InvalidArgVal");
            assertThat(device.relay(0).isClosed()).isTrue();
        }
    }

    private static String supervised(String state, String lower, String upper) {
        return "{\"PortId\":\"0\",\"SupervisedInput\":{\"Triggers\":[{\"State\":\"" + state + "\",\"LowerLimit\":\""
                + lower + "\",\"UpperLimit\":\"" + upper + "\"}]}}";
    }

    @Test
    void portsThatAreNotUpdatedAreMissingFromTheAnswer() {
        try (SimulatedDevice device = with()) {
            assertThat(set(device, "{\"PortId\":\"99\",\"Active\":true},{\"PortId\":\"8\",\"Active\":true}")
                            .body()
                            .trim())
                    .isEqualTo("{\"PortId\":[\"8\"]}");
        }
        try (SimulatedDevice device =
                with(GpioVariant.ACTIVE_OF_INPUT_NOT_UPDATED, GpioVariant.SET_PORT_ANSWERS_PORT)) {
            assertThat(set(device, "{\"PortId\":\"0\",\"Active\":true},{\"PortId\":\"8\",\"Active\":true}")
                            .body()
                            .trim())
                    .isEqualTo("{\"Port\":[\"8\"]}");
        }
        try (SimulatedDevice device = with(GpioVariant.UNKNOWN_PORT_REFUSED)) {
            isFault(
                    set(device, "{\"PortId\":\"99\",\"Active\":true}"),
                    "env:Sender ter:InvalidArgVal",
                    "ter:InvalidArgVal");
        }
    }

    @Test
    void whatIsNoCommandIsAFault() {
        try (SimulatedDevice device = with()) {
            isFault(ask(device, "{\"axgpio:GetNothing\":{}}"), "env:Receiver ter:ActionNotSupported", null);
            for (String body : List.of("", "{", "[]", "{}", "{\"GetPort\":{}}", "{\"axgpio:GetPort\":[]}")) {
                isFault(ask(device, body), "env:Sender ter:InvalidArgs", null);
            }
            assertThat(new Client(device)
                            .get(SERVICE + "?format=simple&action=axgpio:GetPortList")
                            .statusCode())
                    .isEqualTo(501);
        }
    }
}
