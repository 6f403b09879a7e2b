package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeviceInformationTest {
    private static final String LIST = "/axis-cgi/apidiscovery.cgi";
    private static final String INFO = "/axis-cgi/basicdeviceinfo.cgi";
    private static final String PARAM = "/axis-cgi/param.cgi?action=list";

    @Test
    void apisAreFilteredByPatterns() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            JsonNode some = client.json(
                    LIST,
                    "{\"apiVersion\":\"1.0\",\"context\":7,\"method\":\"getApiList\",\"params\":{\"id\":\"io-*\",\"version\":\"1.?\"}}");
            assertThat(some.at("/data/apiList").size()).isEqualTo(1);
            assertThat(some.at("/data/apiList/0/id").asText()).isEqualTo("io-port-management");
            assertThat(some.at("/data/apiList/0/status").asText()).isEqualTo("official");
            assertThat(some.at("/context").asInt()).isEqualTo(7);
            assertThat(client.json(
                                    LIST,
                                    "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\",\"params\":{\"id\":\"no-such-api\"}}")
                            .at("/data/apiList")
                            .isEmpty())
                    .isTrue();
            assertThat(client.json(
                                    LIST,
                                    "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\",\"params\":{\"id\":\"io port\"}}")
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(1000);
        }
    }

    @Test
    void anApiThatIsLeftOutIsNeitherListedNorServed() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .without("io-port-management")
                .without("event-streaming-over-websocket")
                .start()) {
            Client client = new Client(device);
            assertThat(client.json(LIST, "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\"}")
                            .toString())
                    .doesNotContain("io-port-management")
                    .doesNotContain("event-streaming-over-websocket")
                    .contains("basic-device-info");
            assertThat(client.post("/axis-cgi/io/portmanagement.cgi", "{}").statusCode())
                    .isEqualTo(404);
            assertThat(client.get("/vapix/ws-data-stream?sources=events").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void selectedPropertiesAreReadAndAnUnknownOneFailsTheRequest() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .serial("ACCC8E000102")
                .axisOs("11.11.73")
                .start()) {
            Client client = new Client(device);
            assertThat(client.json(
                                    INFO,
                                    "{\"apiVersion\":\"1.0\",\"method\":\"getProperties\",\"params\":{\"propertyList\":[\"SerialNumber\",\"Version\",\"ProdNbr\"]}}")
                            .at("/data/propertyList")
                            .toString())
                    .isEqualTo("{\"SerialNumber\":\"ACCC8E000102\",\"Version\":\"11.11.73\",\"ProdNbr\":\"A9210\"}");
            assertThat(client.json(
                                    INFO,
                                    "{\"apiVersion\":\"1.0\",\"method\":\"getProperties\",\"params\":{\"propertyList\":[\"Colour\"]}}")
                            .at("/error")
                            .toString())
                    .isEqualTo("{\"code\":1000,\"message\":\"Property not supported: Colour\"}");
            assertThat(client.json(INFO, "{\"apiVersion\":\"1.0\",\"method\":\"getProperties\"}")
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(4002);
            HttpResponse<String> get = client.anonymous(client.request(INFO));
            assertThat(get.statusCode()).isEqualTo(200);
            assertThat(Client.parse(get.body()).at("/error/code").asInt()).isEqualTo(2002);
        }
    }

    @Test
    void anOldDeviceHasNoEventStream() {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("9.80.2.2").start()) {
            assertThat(new Client(device).get(EventClient.TARGET).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anOldDeviceHasNoUnrestrictedProperties() {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("9.80.2.2").start()) {
            JsonNode answer = new Client(device)
                    .json(INFO, "{\"apiVersion\":\"1.0\",\"method\":\"getAllUnrestrictedProperties\"}");
            assertThat(answer.at("/error/code").asInt()).isEqualTo(2004);
            assertThat(answer.at("/error/message").asText())
                    .isEqualTo("JSON semantic error: Unknown method 'getAllUnrestrictedProperties'");
        }
    }

    @Test
    void systemReadyTellsMembersByVersion() {
        String ask = "{\"apiVersion\":\"1\",\"context\":\"w\",\"method\":\"systemready\",\"params\":{\"timeout\":20}}";
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210().clock(clock).start()) {
            clock.advance(Duration.ofSeconds(1020));
            assertThat(new Client(device)
                            .anonymousJson("/axis-cgi/systemready.cgi", ask)
                            .toString())
                    .isEqualTo("{\"apiVersion\":\"1.5\",\"context\":\"w\",\"method\":\"systemready\",\"data\":{"
                            + "\"systemready\":\"yes\",\"needsetup\":\"no\",\"uptime\":\"1020\",\"bootid\":\""
                            + device.bootId() + "\",\"passphrasepolicy\":\"none\"}}");
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs("10.12.228").start()) {
            assertThat(new Client(device)
                            .anonymousJson("/axis-cgi/systemready.cgi", ask)
                            .at("/data")
                            .toString())
                    .isEqualTo("{\"systemready\":\"yes\",\"needsetup\":\"no\"}");
            assertThat(new Client(device)
                            .anonymousJson("/axis-cgi/systemready.cgi", "nonsense")
                            .toString())
                    .isEqualTo("{\"apiVersion\":\"1.2\",\"error\":{\"code\":1000,\"message\":\"Invalid JSON input\"}}");
        }
    }

    @Test
    void parametersAreEchoedAsAskedAndGroupsComeWithRoot() {
        try (SimulatedDevice device = SimulatedDevice.a9210().product("P1234").start()) {
            Client client = new Client(device);
            assertThat(client.get(PARAM + "&group=Brand.ProdNbr,root.Brand.Brand,Nothing.Here,Brand.*")
                            .body())
                    .startsWith(
                            "Brand.ProdNbr=P1234\nroot.Brand.Brand=AXIS\n# Error: Error -1 getting param in group 'Nothing.Here'\nroot.Brand.Brand=AXIS\n");
            assertThat(client.get(PARAM + "&group=IOPort.*.Direction").body().lines())
                    .hasSize(11)
                    .first()
                    .isEqualTo("root.IOPort.I0.Direction=output");
            assertThat(client.get(PARAM + "&group=Input,Output").body())
                    .isEqualTo("root.Input.NbrOfInputs=7\nroot.Output.NbrOfOutputs=4\n");
            device.changeTopology(8, Direction.OUTPUT);
            assertThat(client.form("/axis-cgi/param.cgi", "action=list&group=root.Output")
                            .body())
                    .isEqualTo("root.Output.NbrOfOutputs=5\n");
        }
    }

    @Test
    void parametersMayComeWithoutRoot() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.PARAM_WITHOUT_ROOT).start()) {
            assertThat(new Client(device).get(PARAM + "&group=root.Output").body())
                    .isEqualTo("Output.NbrOfOutputs=4\n");
        }
    }

    @Test
    void portParametersTellPolarityTheOtherWayRound() {
        try (SimulatedDevice device = SimulatedDevice.a9210().normallyClosed(0).start()) {
            Client client = new Client(device);
            assertThat(client.get(PARAM + "&group=IOPort.I0").body())
                    .contains("root.IOPort.I0.Output.Active=open")
                    .doesNotContain("Input.Trig");
            assertThat(client.get(PARAM + "&group=IOPort.I1").body())
                    .contains("root.IOPort.I1.Input.Trig=closed")
                    .doesNotContain("Output.Active");
        }
    }

    @Test
    void aViewerReadsLittleOrTheDocumentedPartOfThePorts() {
        for (boolean documented : new boolean[] {false, true}) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210().user("guard", "x", SimulatedRole.VIEWER);
            if (documented) {
                builder.variant(Variant.VIEWER_READS_PORT_PARAMETERS);
            }
            try (SimulatedDevice device = builder.start()) {
                String all = new Client(device, "guard", "x", false).get(PARAM).body();
                assertThat(all).contains("root.Brand.Brand=AXIS").doesNotContain("PreventDoSAttack");
                assertThat(all.contains("root.IOPort.I0.Direction=output")).isEqualTo(documented);
                assertThat(all.contains("root.IOPort.I1.Input.Trig")).isFalse();
            }
        }
    }

    @Test
    void aHigherUserGroupForcesALogin() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().user("guard", "x", SimulatedRole.VIEWER).start()) {
            assertThat(new Client(device, "guard", "x", false)
                            .get(PARAM + "&usergroup=admin")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void answersMayBeChunked() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.CHUNKED_ANSWERS).start()) {
            HttpResponse<String> answer = new Client(device).get(PARAM);
            assertThat(answer.headers().firstValue("Transfer-Encoding")).contains("chunked");
            assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        }
    }

    @Test
    void builderMistakesAreExplained() {
        assertThatThrownBy(() -> SimulatedDevice.a9210().serial("12345"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 hex digits");
        assertThatThrownBy(() -> SimulatedDevice.a9210().variant(Variant.LOW_ROLE_FORBIDDEN, Variant.LOW_ROLE_IN_BAND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exclude each other");
        assertThatThrownBy(() -> SimulatedDevice.a9210().apiList("8.40.3"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SimulatedDevice.a9210().portName(11, "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        SimulatedDevice.a9210().without("io-port-managment").start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io-port-managment");
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThatThrownBy(() -> device.input(6)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.relay(1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.output(1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.changeTopology(0, Direction.INPUT))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.toggledByAnotherClient(1, true))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void fidelityNamesEndpointsMarksAndVariants() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.NO_ANY_INSTANCE)
                .without("systemready")
                .start()) {
            assertThat(device.fidelity())
                    .contains("No recording of an A9210 is public")
                    .contains("/axis-cgi/io/portmanagement.cgi           documented")
                    .contains("/vapix/services event1 declarations       recorded")
                    .contains("/vapix/services action1 rules             recorded")
                    .contains("/vapix/services tev, wsnt (pull point)    observed")
                    .contains("variant NO_ANY_INSTANCE (04 §8, NOT_FOUND)")
                    .contains("without systemready");
        }
    }
}
