package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Relays and inputs as ONVIF has them, reference 02 section 13. */
class OnvifRelayTest {
    private static final String BISTABLE = "(Properties(Mode=Bistable DelayTime=PT1S IdleState=open))";

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().variant(readings).start();
    }

    private static List<String> outputs(SimulatedDevice device) {
        Element result = Soap.result(Soap.ask(device, Soap.TDS, "GetRelayOutputs", ""), Soap.TDS, "GetRelayOutputs");
        return Soap.children(result).stream().map(Soap::shape).toList();
    }

    private static HttpResponse<String> drive(SimulatedDevice device, String token, String state) {
        return Soap.ask(
                device,
                Soap.TDS,
                "SetRelayOutputState",
                "<RelayOutputToken>" + token + "</RelayOutputToken><LogicalState>" + state + "</LogicalState>");
    }

    private static HttpResponse<String> configure(
            SimulatedDevice device, String token, String mode, String delay, String idle) {
        return Soap.ask(
                device,
                Soap.TDS,
                "SetRelayOutputSettings",
                "<RelayOutputToken>" + token + "</RelayOutputToken><Properties xmlns:tt=\"" + Soap.TT + "\"><tt:Mode>"
                        + mode + "</tt:Mode><tt:DelayTime>" + delay + "</tt:DelayTime><tt:IdleState>" + idle
                        + "</tt:IdleState></Properties>");
    }

    @Test
    void allOutputsAreListedOrRelaysOnly() {
        try (SimulatedDevice device = SimulatedDevice.a9210().modules(1).start()) {
            assertThat(outputs(device))
                    .startsWith("RelayOutputs@0" + BISTABLE, "RelayOutputs@3" + BISTABLE)
                    .endsWith("RelayOutputs@22" + BISTABLE)
                    .hasSize(8);
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .modules(1)
                .variant(SoapVariant.ONLY_RELAYS_LISTED)
                .start()) {
            assertThat(outputs(device))
                    .extracting(each -> each.substring(0, each.indexOf('(')))
                    .containsExactly(
                            "RelayOutputs@0",
                            "RelayOutputs@19",
                            "RelayOutputs@20",
                            "RelayOutputs@21",
                            "RelayOutputs@22");
            assertThat(Soap.fault(drive(device, "3", "active"), 400))
                    .isEqualTo("Sender ter:InvalidArgVal ter:RelayToken");
        }
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            assertThat(outputs(device)).hasSize(8).startsWith("RelayOutputs@8" + BISTABLE);
        }
    }

    @Test
    void inputsAreListed() {
        try (SimulatedDevice device = with()) {
            Element result =
                    Soap.result(Soap.ask(device, Soap.TMD, "GetDigitalInputs", ""), Soap.TMD, "GetDigitalInputs");
            assertThat(Soap.shape(result))
                    .isEqualTo(
                            "GetDigitalInputsResponse(DigitalInputs@1 DigitalInputs@2 DigitalInputs@5 DigitalInputs@7"
                                    + " DigitalInputs@8 DigitalInputs@9 DigitalInputs@10)");
        }
    }

    @Test
    void aBistableRelayStaysAndEveryInterfaceSeesIt() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure("tns1:Device/Trigger/Relay");
            events.notifications(4);
            Element result = Soap.result(drive(device, "0", "active"), Soap.TDS, "SetRelayOutputState");
            assertThat(result.hasChildNodes()).isFalse();
            assertThat(device.relay(0).isClosed()).isTrue();
            assertThat(events.notification())
                    .isEqualTo("tns1:Device/Trigger/Relay {\"RelayToken\":\"0\"} {\"LogicalState\":\"active\"}");
            assertThat(new Client(device)
                            .get("/axis-cgi/io/port.cgi?checkactive=1")
                            .body())
                    .isEqualTo("port1=active\n");
            drive(device, "0", "inactive");
            assertThat(device.relay(0).transitions())
                    .extracting(Transition::closed)
                    .containsExactly(true, false);
            assertThat(device.counters().actionsExecuted()).isEqualTo(2);
        }
    }

    @Test
    void aMonostableRelayReturnsToIdleAfterItsDelay() {
        try (SimulatedDevice device = with()) {
            Soap.result(configure(device, "0", "Monostable", "PT1S", "open"), Soap.TDS, "SetRelayOutputSettings");
            assertThat(new Client(device)
                            .get("/axis-cgi/param.cgi?action=list&group=IOPort.I0.Output")
                            .body())
                    .contains("Output.Mode=monostable\n", "Output.DelayTime=1\n");
            drive(device, "0", "active");
            assertThat(device.relay(0).isClosed()).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> device.relay(0).openings() == 1);
            List<Transition> moved = device.relay(0).transitions();
            assertThat(Duration.ofNanos(moved.get(1).nanoTime() - moved.get(0).nanoTime()))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
            configure(device, "0", "Monostable", "PT1H", "open");
            drive(device, "0", "active");
            drive(device, "0", "inactive");
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }

    @Test
    void anotherIdleStateKeepsTheRelayInactive() {
        try (SimulatedDevice device = with()) {
            configure(device, "0", "Bistable", "PT0S", "closed");
            assertThat(device.relay(0).isClosed()).isTrue();
            assertThat(device.relay(0).isActive()).isFalse();
            assertThat(outputs(device).get(0))
                    .isEqualTo("RelayOutputs@0(Properties(Mode=Bistable DelayTime=PT0S IdleState=closed))");
            drive(device, "0", "active");
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }

    @Test
    void wrongTokensAndModesHaveTheirDocumentedFaults() {
        try (SimulatedDevice device = with()) {
            for (String token : List.of("1", "99", "", "x")) {
                assertThat(Soap.fault(drive(device, token, "active"), 400))
                        .isEqualTo("Sender ter:InvalidArgVal ter:RelayToken");
                assertThat(Soap.fault(configure(device, token, "Bistable", "PT1S", "open"), 400))
                        .isEqualTo("Sender ter:InvalidArgVal ter:RelayToken");
            }
            for (String[] wrong : List.of(
                    new String[] {"Tristable", "PT1S"},
                    new String[] {"Monostable", "-PT1S"},
                    new String[] {"Monostable", "pt1s"},
                    new String[] {"Monostable", "1"},
                    new String[] {"Monostable", "PT99999999S"},
                    new String[] {"Monostable", "PT0.5S"})) {
                assertThat(Soap.fault(configure(device, "0", wrong[0], wrong[1], "open"), 400))
                        .isEqualTo("Sender ter:InvalidArgVal ter:ModeError");
            }
            assertThat(Soap.fault(configure(device, "0", "Bistable", "PT1S", "ajar"), 400))
                    .isEqualTo("Sender ter:InvalidArgs");
            assertThat(Soap.fault(drive(device, "0", "on"), 400)).isEqualTo("Sender ter:InvalidArgs");
            assertThat(Soap.fault(
                            Soap.ask(
                                    device,
                                    Soap.TDS,
                                    "SetRelayOutputSettings",
                                    "<RelayOutputToken>0</RelayOutputToken>"),
                            400))
                    .isEqualTo("Sender ter:InvalidArgs");
            assertThat(outputs(device).get(0)).isEqualTo("RelayOutputs@0" + BISTABLE);
            assertThat(device.relay(0).transitions()).isEmpty();
            assertThat(device.counters().actionsExecuted()).isZero();
        }
    }

    @Test
    void durationsComeInSeveralForms() {
        try (SimulatedDevice device = with(SoapVariant.DELAY_TIME_IN_FULL, SoapVariant.DELAY_TIME_ROUNDED)) {
            configure(device, "0", "Monostable", "P0Y0M0DT0H1M0.2S", "open");
            assertThat(outputs(device).get(0)).contains("DelayTime=P0Y0M0DT0H0M61.000S");
            configure(device, "0", "Monostable", "P1DT1S", "open");
            assertThat(outputs(device).get(0)).contains("DelayTime=P0Y0M0DT0H0M86401.000S");
        }
    }

    @Test
    void tokensAreThoseOfTheEvents() {
        for (Variant variant : List.of(Variant.RELAY_TOKEN_COUNTED, Variant.RELAY_TOKEN_OPAQUE)) {
            try (SimulatedDevice device = with(variant)) {
                String token = outputs(device).get(1).replaceFirst(".*@(.*)\\(Prop.*", "$1");
                assertThat(token).isEqualTo(variant == Variant.RELAY_TOKEN_COUNTED ? "1" : "RelayOutput-1");
                drive(device, token, "active");
                assertThat(device.output(3).isClosed()).isTrue();
            }
        }
    }

    @Test
    void whetherVapixAccountsMayIsAReading() {
        String envelope = Soap.request(Soap.TDS, "GetRelayOutputs", "");
        try (SimulatedDevice device = with()) {
            for (String path : List.of("/onvif/device_service", "/onvif/services")) {
                assertThat(Soap.fault(Soap.post(new Client(device), path, envelope), 400))
                        .isEqualTo("Sender ter:NotAuthorized");
            }
        }
        try (SimulatedDevice device = with(SoapVariant.ONVIF_PATHS_TAKE_VAPIX_ACCOUNTS)) {
            Soap.result(Soap.post(new Client(device), "/onvif/device_service", envelope), Soap.TDS, "GetRelayOutputs");
        }
        try (SimulatedDevice device = with(SoapVariant.ONVIF_NEEDS_ONVIF_ACCOUNT, SoapVariant.ONVIF_REFUSED_WITH_401)) {
            assertThat(Soap.post(new Client(device), Soap.VAPIX, envelope).statusCode())
                    .isEqualTo(401);
            assertThat(drive(device, "0", "active").statusCode()).isEqualTo(401);
            assertThat(device.relay(0).transitions()).isEmpty();
            Soap.result(Soap.ask(device, Soap.ENTRY, "GetServices", ""), Soap.ENTRY, "GetServices");
        }
    }

    @Test
    void listsAreForViewersAndActuationForOperatorsOrAdministrators() {
        for (Reading[] readings : List.of(new Reading[0], new Reading[] {SoapVariant.ACTUATE_NEEDS_ADMIN})) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .variant(readings)
                    .user("guard", "g", SimulatedRole.VIEWER)
                    .user("chief", "c", SimulatedRole.OPERATOR)
                    .start()) {
                Client guard = new Client(device, "guard", "g", false);
                String drive = Soap.request(
                        Soap.TDS,
                        "SetRelayOutputState",
                        "<RelayOutputToken>0</RelayOutputToken><LogicalState>active</LogicalState>");
                assertThat(Soap.post(guard, Soap.VAPIX, Soap.request(Soap.TDS, "GetRelayOutputs", ""))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(Soap.post(guard, Soap.VAPIX, drive).statusCode()).isEqualTo(401);
                assertThat(Soap.post(new Client(device, "chief", "c", false), Soap.VAPIX, drive)
                                .statusCode())
                        .isEqualTo(readings.length == 0 ? 200 : 401);
                assertThat(device.relay(0).isClosed()).isEqualTo(readings.length == 0);
            }
        }
    }
}
