package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.GpioDevice.INPUT;
import static dev.openaxis.vapix.wire.GpioDevice.RELAY;
import static dev.openaxis.vapix.wire.GpioDevice.SUPERVISED;
import static dev.openaxis.vapix.wire.GpioDevice.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortApi;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.WireApi;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports of an A9188 over axgpio, on the documentation's examples (VAPIX input-and-outputs). */
class GpioPortsTest {
    private static final String LISTING = "{\"axgpio:GetPortList\":{}}";
    private static final PortId IN = PortId.of(3);

    private GpioDevice device = new GpioDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private void use(String product) {
        device.close();
        device = new GpioDevice(product);
    }

    private static String active(String relay) {
        return relay.replace("\"CurrentState\":\"open\"", "\"CurrentState\":\"closed\"")
                .replace("\"Active\":false", "\"Active\":true");
    }

    // ---- reading ----

    @Test
    void theServiceTellsRelaysFromOtherOutputs() {
        String collector = INPUT.replace("\"3\"", "\"0\"")
                .replace("\"CurrentMode\":\"DigitalInput\"", "\"CurrentMode\":\"OpenCollectorOutput\"");
        device.says("GetPortList", list(RELAY, INPUT, collector, SUPERVISED));

        List<Port> ports = device.client().io().ports();

        assertThat(ports).extracting(Port::id).containsExactly(PortId.of(0), PortId.of(2), IN, PortId.of(9));
        assertThat(ports)
                .extracting(Port::kind)
                .containsExactly(Port.Kind.OUTPUT, Port.Kind.INPUT, Port.Kind.INPUT, Port.Kind.RELAY);
        assertThat(ports).extracting(Port::configurable).containsExactly(true, true, true, false);
        assertThat(ports).extracting(Port::name).containsExactly("Output 4", "Vault", "Fire panel", "Gate");
        assertThat(ports).extracting(Port::source).containsOnly(PortApi.GENERAL_PURPOSE_IO);
        assertThat(ports.get(2).usage()).isEqualTo("Door");
        assertThat(ports.get(2).circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(ports.get(2).normal()).isEqualTo(CircuitState.CLOSED);
        assertThat(ports.get(2).state()).isEqualTo(PortState.INACTIVE);
        // a short-circuited cable is neither open nor closed
        assertThat(ports.get(1).state()).isEqualTo(PortState.UNKNOWN);
    }

    @Test
    void aPortThatContradictsItself_hasNoKnownState() {
        device.says("GetPortList", list(INPUT.replace("\"Active\":false", "\"Active\":\"true\"")));

        assertThat(device.client().io().port(IN).state()).isEqualTo(PortState.UNKNOWN);
    }

    @Test
    void polarityIsNeverAssumed() {
        device.says("GetPortList", list(RELAY.replace("\"ActiveState\":\"closed\"", "\"ActiveState\":\"?\"")));

        assertThat(device.client().io().port(PortId.of(9)))
                .returns(CircuitState.UNKNOWN, Port::normal)
                .returns(PortState.UNKNOWN, Port::state);
    }

    @Test
    void numbersMayBeNumbers_andWhatIsNoPortIsLeftOut() {
        device.says(
                "GetPortList",
                list(
                        INPUT.replace("\"3\"", "3"),
                        "{\"PortId\":\"x\"}",
                        "{\"PortId\":256}",
                        "{}",
                        "7",
                        "{\"PortId\":\"4\"}"));

        assertThat(device.client().io().ports())
                .extracting(Port::kind)
                .containsExactly(Port.Kind.INPUT, Port.Kind.UNKNOWN);
    }

    @Test
    void aListInPages_takesEachReferenceOnce() {
        device.says(
                "GetPortList",
                "{\"NextStartReference\":\"p2\",\"Port\":[" + INPUT + "]}",
                "{\"NextStartReference\":\"p3\",\"Port\":[]}",
                list(RELAY));

        assertThat(device.client().io().ports()).hasSize(2);
        assertThat(device.asked())
                .containsExactly(
                        "{\"axgpio:GetServiceCapabilities\":{}}",
                        LISTING,
                        "{\"axgpio:GetPortList\":{\"StartReference\":\"p2\"}}",
                        "{\"axgpio:GetPortList\":{\"StartReference\":\"p3\"}}");
    }

    @Test
    void aListThatDoesNotEnd_isNone() {
        device.says("GetPortList", "{\"NextStartReference\":\"p2\",\"Port\":[]}");

        assertThatThrownBy(() -> device.client().io().ports())
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("does not end");
        assertThat(device.asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Port\":null}", "{\"Port\":{}}", "{\"PortId\":[]}", "[]", ""})
    void anAnswerWithoutAList_isNotADeviceWithoutPorts(String body) {
        device.says("GetPortList", body);

        assertThatThrownBy(() -> device.client().io().ports()).isInstanceOf(MalformedResponseException.class);
        device.says("GetPortList", "{\"Port\":[]}");
        assertThat(device.client().io().ports()).isEmpty();
    }

    @Test
    void aReferenceThatTimedOut() {
        device.says("GetPortList", "{\"NextStartReference\":\"p2\",\"Port\":[]}");
        device.says(
                "GetPortList",
                400,
                "{\"Fault\":\"env:Sender\",\"FaultCode\":\"ter:InvalidArgVal\",\"FaultSubCode\":\"ter:InvalidStartReference\"}");

        assertThatThrownBy(() -> device.client().io().ports())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.details())
                                .containsEntry("subcode", "ter:InvalidArgVal/ter:InvalidStartReference"));
    }

    // ---- which API ----

    @Test
    void theServiceIsAskedOnce() {
        device.says("GetPortList", list(INPUT));

        device.client().io().ports();
        device.client().io().ports();

        assertThat(device.asked()).containsExactly("{\"axgpio:GetServiceCapabilities\":{}}", LISTING, LISTING);
    }

    @Test
    void aDeviceThatListsIoPortManagement_isNotAsked() {
        device.scripted()
                .answers(
                        "/axis-cgi/apidiscovery.cgi",
                        "{\"data\":{\"apiList\":[{\"id\":\"io-port-management\",\"version\":\"1.1\"}]}}");
        device.scripted().answers("/axis-cgi/io/portmanagement.cgi", "{\"data\":{\"numberOfPorts\":0}}");

        assertThat(device.client().io().ports()).isEmpty();
        assertThat(device.asked()).isEmpty();
    }

    @Test
    void anotherProduct_isNotAsked() {
        use("A1001");

        assertThat(device.client().io().ports()).extracting(Port::source).containsExactly(PortApi.PARAMETERS);
        assertThat(device.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <html>404</html>",
                "405 | ",
                "400 | {\"Fault\":\"env:Receiver\",\"FaultCode\":\"ter:ActionNotSupported\"}",
                "400 | {\"Fault\":\"env:Sender\",\"FaultCode\":\"ter:TagMismatch\"}",
                "200 | <html>Welcome</html>",
                "200 | {}",
                "200 | ",
            })
    void whereItDoesNotAnswer_parametersDo(int status, String body) {
        device.says("GetServiceCapabilities");
        device.says("GetServiceCapabilities", status, body == null ? "" : body);

        assertThat(device.client().io().ports()).extracting(Port::name).containsExactly("By parameter");
        assertThat(device.client().io().ports()).extracting(Port::source).containsExactly(PortApi.PARAMETERS);
        assertThat(device.asked()).hasSize(1);
    }

    @Test
    void aBusyService_isNoMissingOne() {
        device.says("GetServiceCapabilities");
        device.says("GetServiceCapabilities", 503, "");
        device.says("GetServiceCapabilities", 403, "");
        device.says("GetServiceCapabilities", 200, GpioDevice.CAPABILITIES);
        device.says("GetPortList", list(INPUT));

        assertThatThrownBy(() -> device.client().io().ports()).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> device.client().io().ports()).isInstanceOf(AuthorizationException.class);
        assertThat(device.client().io().port(IN).source()).isEqualTo(PortApi.GENERAL_PURPOSE_IO);
    }

    // ---- driving ----

    @Test
    void aRelayNeedsNoOtherProof_andIsDrivenOverPortCgi() {
        device.says("GetPortList", list(INPUT, RELAY), list(INPUT, active(RELAY)));
        device.scripted()
                .answersBy(
                        GpioDevice.PORT_CGI,
                        asked -> new MockResponse.Builder()
                                .body(asked.line().contains("action") ? "" : "port10=inactive\n")
                                .build());

        Actuation opened = device.client().io().relay(RelayId.of(9)).activate();

        assertThat(opened.wire()).isEqualTo(WireApi.PORT_CGI);
        assertThat(opened.evidence()).isEqualTo(Evidence.REPORTED_STATE);
        assertThat(opened.changed()).isTrue();
        assertThat(device.scripted().asked())
                .extracting(ScriptedDevice.Asked::line)
                .containsOnlyOnce("GET /axis-cgi/io/port.cgi?action=10%3A%2F");
        assertThat(device.changes()).isEmpty();
    }

    @Test
    void anOpenCollectorIsNoRelay_andAnInputIsNoOutput() {
        String collector = INPUT.replace("\"3\"", "\"0\"")
                .replace("\"CurrentMode\":\"DigitalInput\"", "\"CurrentMode\":\"OpenCollectorOutput\"");
        device.says("GetPortList", list(INPUT, collector));

        assertThatThrownBy(() -> device.client().io().relay(RelayId.of(0)).activate())
                .isInstanceOf(UnverifiedMappingException.class);
        assertThatThrownBy(() -> device.client().io().output(IN).activate()).isInstanceOf(WrongPortException.class);
        assertThat(device.scripted().asked())
                .extracting(ScriptedDevice.Asked::line)
                .noneMatch(line -> line.contains("port.cgi?action="));
    }

    // ---- settings ----

    @Test
    void settingsGoOutWhole_andNothingElse() {
        String renamed = INPUT.replace("Fire panel", "Fire alarm");
        device.says("GetPortList", list(INPUT), list(renamed));
        device.says("GetPort", list(INPUT));
        device.says("SetPort", "{\"PortId\":[\"3\"]}");

        Port now = device.client()
                .io()
                .configure(IN, PortSettings.change().name("Fire alarm"))
                .port();

        assertThat(now.name()).isEqualTo("Fire alarm");
        assertThat(device.changes())
                .containsExactly("{\"axgpio:SetPort\":{\"Port\":[{\"PortId\":\"3\","
                        + "\"InputProperties\":{\"NiceName\":\"Fire alarm\",\"ActiveState\":\"open\"}}]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Port\":[\"3\"]}", "{\"PortId\":[3]}", "{\"PortId\":\"3\"}"})
    void anotherDirection_withEitherKeyOfTheAnswer(String answer) {
        String turned = INPUT.replace("\"CurrentMode\":\"DigitalInput\"", "\"CurrentMode\":\"OpenCollectorOutput\"")
                .replace("Output 4", "Lamp")
                .replace(
                        "\"NiceName\":\"Lamp\",\"ActiveState\":\"closed\"",
                        "\"NiceName\":\"Lamp\",\"ActiveState\":\"open\"");
        device.says("GetPortList", list(INPUT), list(turned));
        device.says("GetPort", list(INPUT));
        device.says("SetPort", answer);

        Port now = device.client()
                .io()
                .configure(
                        IN,
                        PortSettings.change()
                                .direction(Port.Direction.OUTPUT)
                                .name("Lamp")
                                .usage("Door")
                                .normal(CircuitState.CLOSED))
                .port();

        assertThat(now.direction()).isEqualTo(Port.Direction.OUTPUT);
        assertThat(device.changes())
                .containsExactly("{\"axgpio:SetPort\":{\"Port\":[{\"PortId\":\"3\",\"PortUsage\":\"Door\","
                        + "\"CurrentMode\":\"OpenCollectorOutput\","
                        + "\"OutputProperties\":{\"NiceName\":\"Lamp\",\"ActiveState\":\"open\"}}]}}");
    }

    @Test
    void aSupervisedInputStaysOne() {
        device.says("GetPortList", list(SUPERVISED));
        device.says("GetPort", list(SUPERVISED));
        device.says("SetPort", "{\"PortId\":[\"2\"]}");

        device.client()
                .io()
                .configure(
                        PortId.of(2),
                        PortSettings.change().direction(Port.Direction.INPUT).name("Vault"));

        assertThat(device.changes()).singleElement().asString().doesNotContain("CurrentMode");
    }

    @Test
    void aPortThatWasNotChanged_isRefused() {
        device.says("GetPortList", list(INPUT));
        device.says("GetPort", list(INPUT));
        device.says("SetPort", "{\"PortId\":[\"4\"]}");

        assertThatThrownBy(() ->
                        device.client().io().configure(IN, PortSettings.change().name("x")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE);
                    assertThat(refused.endpoint()).isEqualTo("/vapix/axgpio");
                })
                .hasMessageContaining("port 3");
        device.says("SetPort", "{}");
        assertThatThrownBy(() ->
                        device.client().io().configure(IN, PortSettings.change().name("x")))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        e -> assertThat(e.effect()).isEqualTo(AppliedEffect.POSSIBLE));
    }

    @Test
    void aRefusalThatLeftAPartBehind_saysSo() {
        device.says("GetPortList", list(INPUT), list(INPUT.replace("Fire panel", "x")));
        device.says("GetPort", list(INPUT));
        device.says(
                "SetPort",
                400,
                "{\"Fault\":\"env:Sender\",\"FaultCode\":\"ter:InvalidArgVal\",\"FaultSubCode\":\"ter:InvalidArgVal\"}");

        assertThatThrownBy(() ->
                        device.client().io().configure(IN, PortSettings.change().name("x")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(AppliedEffect.PARTIAL));
    }

    @Test
    void aRelayCannotBecomeAnInput() {
        device.says("GetPortList", list(RELAY));

        assertThatThrownBy(() -> device.client()
                        .io()
                        .configure(PortId.of(9), PortSettings.change().direction(Port.Direction.INPUT)))
                .isInstanceOf(WrongPortException.class);
        assertThat(device.changes()).isEmpty();
    }
}
