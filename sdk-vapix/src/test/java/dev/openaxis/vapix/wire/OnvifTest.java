package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.OnvifIo;
import dev.openaxis.vapix.io.ReferenceToken;
import dev.openaxis.vapix.io.RelayOutput;
import dev.openaxis.vapix.io.RelayOutput.Mode;
import dev.openaxis.vapix.io.RelayOutput.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ONVIF's relay outputs and digital inputs, on messages of its WSDL in the envelope that devices send (recorded). */
class OnvifTest {
    private static final String SERVICES = "/vapix/services";
    private static final String TDS = "http://www.onvif.org/ver10/device/wsdl";
    private static final ReferenceToken GATE = ReferenceToken.of("3");

    private final ScriptedDevice device = new ScriptedDevice();
    private final Map<String, Supplier<MockResponse>> operations = new ConcurrentHashMap<>();

    @BeforeEach
    void camera() {
        product("P5512");
        device.answers(
                "/axis-cgi/apidiscovery.cgi",
                "{\"data\":{\"apiList\":[{\"id\":\"io-port-management\",\"version\":\"1.1\"}]}}");
        device.answers(ScriptedDevice.USERGROUP, "root\nroot admin operator viewer\n");
        device.answersBy(SERVICES, asked -> {
            Supplier<MockResponse> told = operations.get(operation(asked.body()));
            return told == null ? fault("Receiver", "ActionNotSupported", "") : told.get();
        });
        says(
                "GetRelayOutputs",
                outputs(output("3", "Bistable", "PT0S", "open"), output("4", "Monostable", "PT1.5S", "closed")));
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void product(String number) {
        device.answers(
                "/axis-cgi/basicdeviceinfo.cgi",
                "{\"data\":{\"propertyList\":{\"SerialNumber\":\"00408CFB6888\",\"ProdNbr\":\"" + number + "\"}}}");
    }

    private OnvifIo onvif() {
        return device.client().io().onvif();
    }

    // ---- what the device says ----

    private static String operation(String body) {
        return body.replaceFirst("(?s)^.*<Body><(\\w+).*$", "$1");
    }

    /** Answers in this order; the last one stays. */
    private void says(String operation, String... contents) {
        says(
                operation,
                Stream.of(contents)
                        .map(content -> new MockResponse.Builder()
                                .body(envelope(content))
                                .build())
                        .toArray(MockResponse[]::new));
    }

    private void says(String operation, MockResponse... answers) {
        Queue<MockResponse> told = new ArrayDeque<>(List.of(answers));
        operations.put(operation, () -> told.size() == 1 ? told.peek() : told.remove());
    }

    private static String envelope(String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:tds=\"" + TDS
                + "\""
                + " xmlns:tmd=\"http://www.onvif.org/ver10/deviceIO/wsdl\" xmlns:tt=\"http://www.onvif.org/ver10/schema\""
                + " xmlns:ter=\"http://www.onvif.org/ver10/error\"><SOAP-ENV:Body>" + content
                + "</SOAP-ENV:Body></SOAP-ENV:Envelope>";
    }

    private static String outputs(String... outputs) {
        return "<tds:GetRelayOutputsResponse>" + String.join("", outputs) + "</tds:GetRelayOutputsResponse>";
    }

    private static String output(String token, String mode, String delay, String idle) {
        return "<tds:RelayOutputs token=\"" + token + "\"><tt:Properties><tt:Mode>" + mode + "</tt:Mode><tt:DelayTime>"
                + delay + "</tt:DelayTime><tt:IdleState>" + idle + "</tt:IdleState></tt:Properties></tds:RelayOutputs>";
    }

    private static MockResponse fault(String code, String subcode, String second) {
        String inner = second.isEmpty()
                ? ""
                : "<SOAP-ENV:Subcode><SOAP-ENV:Value>ter:" + second + "</SOAP-ENV:Value></SOAP-ENV:Subcode>";
        return new MockResponse.Builder()
                .code(400)
                .body(envelope("<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:" + code
                        + "</SOAP-ENV:Value><SOAP-ENV:Subcode><SOAP-ENV:Value>ter:" + subcode + "</SOAP-ENV:Value>"
                        + inner
                        + "</SOAP-ENV:Subcode></SOAP-ENV:Code><SOAP-ENV:Reason><SOAP-ENV:Text xml:lang=\"en\">no</SOAP-ENV:Text>"
                        + "</SOAP-ENV:Reason></SOAP-ENV:Fault>"))
                .build();
    }

    private List<String> asked(String operation) {
        return device.asked().stream()
                .filter(asked -> asked.line().equals("POST " + SERVICES))
                .map(ScriptedDevice.Asked::body)
                .filter(body -> operation(body).equals(operation))
                .toList();
    }

    private static Element request(String content) throws Exception {
        return Element.parse(envelope(content));
    }

    // ---- reading ----

    @Test
    void relayOutputs() {
        assertThat(onvif().relayOutputs())
                .containsExactly(
                        new RelayOutput(
                                GATE, Optional.of(Mode.BISTABLE), Optional.of(Duration.ZERO), CircuitState.OPEN),
                        new RelayOutput(
                                ReferenceToken.of("4"),
                                Optional.of(Mode.MONOSTABLE),
                                Optional.of(Duration.ofMillis(1500)),
                                CircuitState.CLOSED));
        assertThat(asked("GetRelayOutputs"))
                .containsExactly(
                        "<Envelope xmlns=\"http://www.w3.org/2003/05/soap-envelope\"><Body><GetRelayOutputs xmlns=\""
                                + TDS + "\"/></Body></Envelope>");
    }

    @Test
    void whatCannotBeRead_isNotInvented() {
        says(
                "GetRelayOutputs",
                outputs(
                        output("a", "Tristable", "P1Y", "ajar"),
                        output("b", "Bistable", "-PT1S", "open"),
                        "<tds:RelayOutputs token=\"c\"/>",
                        "<tds:RelayOutputs/>",
                        "<RelayOutputs token=\"d\"/>"));

        assertThat(onvif().relayOutputs())
                .containsExactly(
                        new RelayOutput(
                                ReferenceToken.of("a"), Optional.empty(), Optional.empty(), CircuitState.UNKNOWN),
                        new RelayOutput(
                                ReferenceToken.of("b"),
                                Optional.of(Mode.BISTABLE),
                                Optional.empty(),
                                CircuitState.OPEN),
                        new RelayOutput(
                                ReferenceToken.of("c"), Optional.empty(), Optional.empty(), CircuitState.UNKNOWN));
    }

    @Test
    void digitalInputs() {
        says(
                "GetDigitalInputs",
                "<tmd:GetDigitalInputsResponse><tmd:DigitalInputs token=\"0\"/><tmd:DigitalInputs token=\"in-2\"/>"
                        + "</tmd:GetDigitalInputsResponse>");

        assertThat(onvif().digitalInputs()).containsExactly(ReferenceToken.of("0"), ReferenceToken.of("in-2"));
        assertThat(asked("GetDigitalInputs"))
                .singleElement()
                .asString()
                .contains("<GetDigitalInputs xmlns=\"http://www.onvif.org/ver10/deviceIO/wsdl\"/>");
    }

    @Test
    void aDeviceWithoutTheService() {
        assertThatThrownBy(() -> onvif().digitalInputs())
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("ONVIF device I/O service");
        operations.clear();
        assertThatThrownBy(() -> onvif().activate(GATE)).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void anAccountThatMayNot() {
        says("GetRelayOutputs", fault("Sender", "NotAuthorized", ""));

        assertThatThrownBy(() -> onvif().relayOutputs())
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("READ_MEDIA");
    }

    // ---- switching ----

    @Test
    void switching() throws Exception {
        says("SetRelayOutputState", "<tds:SetRelayOutputStateResponse/>");

        assertThat(onvif().activate(GATE).evidence()).isEqualTo(Evidence.ACCEPTED);
        onvif().async().deactivate(GATE).join();

        List<String> sent = asked("SetRelayOutputState");
        assertThat(Element.parse(sent.get(0)))
                .isEqualTo(request("<tds:SetRelayOutputState><tds:RelayOutputToken>3</tds:RelayOutputToken>"
                        + "<tds:LogicalState>active</tds:LogicalState></tds:SetRelayOutputState>"));
        assertThat(sent.get(1)).contains(">inactive<");
        assertThat(sent).hasSize(2);
    }

    @Test
    void aTokenTheDeviceDidNotList_isNotSent() {
        assertThatThrownBy(() -> onvif().activate(ReferenceToken.of("0")))
                .isInstanceOf(WrongPortException.class)
                .hasMessageContaining("[3, 4]");
        assertThatThrownBy(() -> onvif().configure(ReferenceToken.of("0"), Settings.bistable(CircuitState.OPEN)))
                .isInstanceOf(WrongPortException.class);
        assertThat(asked("SetRelayOutputState")).isEmpty();
        assertThat(asked("SetRelayOutputSettings")).isEmpty();
    }

    @Test
    void aTokenTheDeviceThenDoesNotKnow() {
        says("SetRelayOutputState", fault("Sender", "InvalidArgVal", "RelayToken"));

        assertThatThrownBy(() -> onvif().activate(GATE))
                .isInstanceOfSatisfying(
                        WrongPortException.class, e -> assertThat(e.effect()).isEqualTo(AppliedEffect.NONE));
    }

    @Test
    void aDeviceThatFailsInTheMiddle_mayHaveSwitched() {
        says("SetRelayOutputState", fault("Receiver", "Action", "Failure"));

        assertThatThrownBy(() -> onvif().activate(GATE)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.effect()).isEqualTo(AppliedEffect.POSSIBLE);
            assertThat(e.details()).containsEntry("subcode", "ter:Action/ter:Failure");
        });
    }

    @Test
    void answersThatAreNone_leaveTheOutcomeOpen_andNothingIsSentAgain() {
        says(
                "SetRelayOutputState",
                new MockResponse.Builder().body("").build(),
                new MockResponse.Builder()
                        .body(envelope("<tds:SetRelayOutputSettingsResponse/>"))
                        .build(),
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build());

        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> onvif().activate(GATE)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(asked("SetRelayOutputState")).hasSize(i);
        }
    }

    @Test
    void aListThatIsNone_letsNothingOut() {
        says("GetRelayOutputs", "<tds:GetCertificatesResponse/>");

        assertThatThrownBy(() -> onvif().activate(GATE))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        e -> assertThat(e.effect()).isEqualTo(AppliedEffect.NONE));
        assertThat(asked("SetRelayOutputState")).isEmpty();
    }

    @Test
    void aDoorControllersRelays_areLeftAlone_unlessAskedFor() {
        product("A1601");
        says("SetRelayOutputState", "<tds:SetRelayOutputStateResponse/>");

        assertThatThrownBy(() -> onvif().activate(GATE)).isInstanceOf(UnverifiedMappingException.class);
        assertThat(asked("SetRelayOutputState")).isEmpty();
        assertThat(onvif().drivingDoorController().activate(GATE).evidence()).isEqualTo(Evidence.ACCEPTED);
    }

    // ---- settings ----

    @Test
    void settings_areSentInTheOrderOfTheSchema_andReadBack() throws Exception {
        says(
                "GetRelayOutputs",
                outputs(output("3", "Bistable", "PT0S", "open")),
                outputs(output("3", "Monostable", "PT90S", "closed")));
        says("SetRelayOutputSettings", "<tds:SetRelayOutputSettingsResponse/>");

        RelayOutput now = onvif().configure(GATE, Settings.monostable(Duration.ofSeconds(90), CircuitState.CLOSED));

        assertThat(now.delay()).hasValue(Duration.ofSeconds(90));
        assertThat(asked("SetRelayOutputSettings")).hasSize(1);
        assertThat(Element.parse(asked("SetRelayOutputSettings").get(0)))
                .isEqualTo(request(
                        "<tds:SetRelayOutputSettings><tds:RelayOutputToken>3</tds:RelayOutputToken><tds:Properties>"
                                + "<tt:Mode>Monostable</tt:Mode><tt:DelayTime>PT1M30S</tt:DelayTime><tt:IdleState>closed</tt:IdleState>"
                                + "</tds:Properties></tds:SetRelayOutputSettings>"));
    }

    @Test
    void settingsThatDidNotStick() {
        says("SetRelayOutputSettings", "<tds:SetRelayOutputSettingsResponse/>");

        assertThatThrownBy(() -> onvif().configure(GATE, Settings.bistable(CircuitState.CLOSED)))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.effect()).isEqualTo(AppliedEffect.POSSIBLE));
        assertThat(onvif().configure(GATE, Settings.bistable(CircuitState.OPEN)).mode())
                .hasValue(Mode.BISTABLE);
    }

    @Test
    void anAnswerThatIsNone_leavesOpenWhatBecameOfTheSettings() {
        says("SetRelayOutputSettings", "<tds:SetRelayOutputStateResponse/>");

        assertThatThrownBy(() -> onvif().configure(GATE, Settings.bistable(CircuitState.OPEN)))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(asked("SetRelayOutputSettings")).hasSize(1);
    }

    @Test
    void settingsThatCannotBeReadBack() {
        says("GetRelayOutputs", outputs(output("3", "Bistable", "PT0S", "open")), "<html/>");
        says("SetRelayOutputSettings", "<tds:SetRelayOutputSettingsResponse/>");

        assertThatThrownBy(() -> onvif().configure(GATE, Settings.bistable(CircuitState.OPEN)))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aModeTheDeviceDoesNotTake() {
        says("SetRelayOutputSettings", fault("Sender", "InvalidArgVal", "ModeError"));

        assertThatThrownBy(() -> onvif().configure(GATE, Settings.bistable(CircuitState.OPEN)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.details()).containsEntry("subcode", "ter:InvalidArgVal/ter:ModeError"));
    }

    @Test
    void settingsThatAreNone() {
        assertThatThrownBy(() -> Settings.bistable(CircuitState.UNKNOWN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Settings.monostable(Duration.ofSeconds(-1), CircuitState.OPEN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReferenceToken.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
