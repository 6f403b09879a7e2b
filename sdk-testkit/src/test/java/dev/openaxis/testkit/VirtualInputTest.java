package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class VirtualInputTest {
    private static final String TOPIC = "tns1:Device/tnsaxis:IO/VirtualInput";
    private static final String TRIGGER = "tns1:Device/tnsaxis:IO/VirtualPort";

    private static SimulatedDevice with(Variant... variants) {
        return SimulatedDevice.a9210().variant(variants).start();
    }

    private static String ask(SimulatedDevice device, String cgiAndQuery) throws Exception {
        return shape(
                new Client(device).get("/axis-cgi/virtualinput/" + cgiAndQuery).body());
    }

    /** Element names and trimmed texts, read with the JDK's parser; white space and error words left out. */
    private static String shape(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getNamespaceURI()).isEqualTo("http://www.axis.com/vapix/http_cgi/virtualinput1");
        return root.getAttribute("SchemaVersion") + " " + shape(root);
    }

    private static String shape(Node node) {
        StringBuilder text = new StringBuilder(node.getLocalName()).append('(');
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (node.getLocalName().equals("ErrorDescription")) {
                continue;
            }
            text.append(
                    child instanceof Element
                            ? shape(child)
                            : child.getTextContent().trim());
        }
        return text.append(')').toString();
    }

    private static String success(String what, boolean changed) {
        return "1.1 VirtualInputResponse(Success(" + what + "Success(StateChanged(" + changed + "))))";
    }

    private static String error(int code) {
        return "1.1 VirtualInputResponse(Error(GeneralError(ErrorCode(" + code + ")ErrorDescription())))";
    }

    @Test
    void anInputIsActivatedAndDeactivatedAndOnlyChangesAreToldAndReported() throws Exception {
        JsonNode reported = Client.parse(Recordings.text("websocket/notify-VirtualInput-port38-acap-rs.json"));
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure(TOPIC);
            JsonNode first = events.next();
            assertThat(EventClient.text(first)).isEqualTo(TOPIC + " {\"port\":\"1\"} {\"active\":\"0\"}");
            assertThat(events.notifications(63)).contains(EventClient.text(reported));
            assertThat(ask(device, "activate.cgi?schemaversion=1&port=38")).isEqualTo(success("Activate", true));
            assertThat(device.virtualInput(38).isActive()).isTrue();
            assertThat(events.notification()).isEqualTo(TOPIC + " {\"port\":\"38\"} {\"active\":\"1\"}");
            assertThat(ask(device, "activate.cgi?schemaversion=1&port=38")).isEqualTo(success("Activate", false));
            assertThat(ask(device, "deactivate.cgi?port=38&schemaversion=1")).isEqualTo(success("Deactivate", true));
            JsonNode last = events.next();
            assertThat(last.at("/params/notification/message")).isEqualTo(reported.at("/params/notification/message"));
            assertThat(last.at("/params/notification/topic")).isEqualTo(reported.at("/params/notification/topic"));
            assertThat(ask(device, "deactivate.cgi?schemaversion=1&port=38")).isEqualTo(success("Deactivate", false));
            assertThat(events.isQuiet()).isTrue();
            assertThat(device.virtualInput(38).activations()).isEqualTo(1);
            assertThat(device.virtualInput(38)).hasToString("inactive");
            assertThat(device.counters().virtualInputChanges()).isEqualTo(2);
        }
    }

    @Test
    void answersHaveTheShapeOfTheExamples() throws Exception {
        try (SimulatedDevice device = with()) {
            assertThat(ask(device, "activate.cgi?schemaversion=1&port=1"))
                    .isEqualTo(shape(Recordings.text("virtualinput/composed-virtualinput-activate-response.xml")));
            assertThat(ask(device, "activate.cgi?schemaversion=1&port=65"))
                    .isEqualTo(shape(Recordings.text("virtualinput/composed-virtualinput-error-20-response.xml")));
            assertThat(ask(device, "getschemaversions.cgi"))
                    .isEqualTo("1.1 VirtualInputResponse(Success(GetSchemaVersionsSuccess(SchemaVersion("
                            + "MajorVersion(1)MinorVersion(1)Deprecated(false)))))");
            assertThat(new Client(device)
                            .get("/axis-cgi/virtualinput/activate.cgi?schemaversion=1&port=2")
                            .headers()
                            .firstValue("Content-Type"))
                    .hasValue("text/xml");
        }
    }

    @Test
    void mistakesGetTheDocumentedCodes() throws Exception {
        Map<String, Integer> wrong = Map.of(
                "activate.cgi?schemaversion=1", 10,
                "activate.cgi?port=1", 10,
                "deactivate.cgi", 10,
                "activate.cgi?schemaversion=1&port=0", 20,
                "deactivate.cgi?schemaversion=1&port=one", 20,
                "activate.cgi?schemaversion=2&port=1", 30,
                "activate.cgi?schemaversion=1&port=1&duration=-1", 50,
                "activate.cgi?schemaversion=1&port=1&duration=soon", 50);
        try (SimulatedDevice device = with()) {
            for (Map.Entry<String, Integer> entry : wrong.entrySet()) {
                assertThat(ask(device, entry.getKey())).as(entry.getKey()).isEqualTo(error(entry.getValue()));
            }
            assertThat(device.counters().virtualInputChanges()).isZero();
            assertThatThrownBy(() -> device.virtualInput(65)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDurationEndsTheActivationAndAnotherOneRestartsIt() throws Exception {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure(TOPIC);
            events.notifications(64);
            assertThat(ask(device, "activate.cgi?schemaversion=1&port=5&duration=0"))
                    .isEqualTo(success("Activate", true));
            assertThat(events.notifications(2))
                    .containsExactly(
                            TOPIC + " {\"port\":\"5\"} {\"active\":\"1\"}",
                            TOPIC + " {\"port\":\"5\"} {\"active\":\"0\"}");
            ask(device, "activate.cgi?schemaversion=1&port=6&duration=2");
            long begin = System.nanoTime();
            ask(device, "activate.cgi?schemaversion=1&port=7&duration=1");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !device.virtualInput(7).isActive());
            assertThat(ask(device, "activate.cgi?schemaversion=1&port=6&duration=2"))
                    .isEqualTo(success("Activate", false));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !device.virtualInput(6).isActive());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(2900));
            assertThat(device.virtualInput(6).activations()).isEqualTo(1);
            // An activation without an end takes the end away.
            ask(device, "activate.cgi?schemaversion=1&port=8&duration=1");
            ask(device, "activate.cgi?schemaversion=1&port=8");
            ask(device, "activate.cgi?schemaversion=1&port=9&duration=2");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !device.virtualInput(9).isActive());
            assertThat(device.virtualInput(8).isActive()).isTrue();
        }
    }

    @Test
    void olderDevicesHaveFewerInputsAndNoDuration() throws Exception {
        for (boolean old : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210();
            if (old) {
                builder.axisOs("9.80.2.2");
            } else {
                builder.variant(Variant.VIRTUAL_INPUTS_32);
            }
            try (SimulatedDevice device = builder.start()) {
                assertThat(ask(device, "activate.cgi?schemaversion=1&port=33")).isEqualTo(error(20));
                assertThat(ask(device, "activate.cgi?schemaversion=1&port=32")).isEqualTo(success("Activate", true));
            }
        }
        try (SimulatedDevice device = with(Variant.VIRTUAL_INPUT_WITHOUT_DURATION)) {
            assertThat(ask(device, "activate.cgi?schemaversion=1&port=1&duration=0"))
                    .isEqualTo(success("Activate", true).replace("1.1", "1.0"));
            assertThat(device.virtualInput(1).isActive()).isTrue();
            assertThat(ask(device, "getschemaversions.cgi")).contains("MinorVersion(0)");
        }
    }

    @Test
    void aRestartDeactivatesThemUnlessTheVariantSaysOtherwise() throws Exception {
        for (Variant variant : List.of(Variant.VIRTUAL_INPUTS_SURVIVE_RESTART, Variant.PARAM_WITHOUT_ROOT)) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .variant(variant)
                    .readyAfterRestart(Duration.ZERO)
                    .start()) {
                ask(device, "activate.cgi?schemaversion=1&port=3");
                ask(device, "activate.cgi?schemaversion=1&port=4&duration=600");
                new Client(device).get("/axis-cgi/io/virtualinput.cgi?action=6%3A%2F");
                new Client(device).get("/axis-cgi/io/virtualinput.cgi?action=3%3A%2F");
                device.restart(Duration.ZERO);
                await().atMost(Duration.ofSeconds(20)).until(device::isReady);
                boolean kept = variant == Variant.VIRTUAL_INPUTS_SURVIVE_RESTART;
                assertThat(device.virtualInput(3).isActive()).isEqualTo(kept);
                assertThat(device.virtualInput(4).isActive()).isEqualTo(kept);
                assertThat(device.manualTrigger().isActive()).isEqualTo(kept);
                assertThat(new Client(device)
                                .get("/axis-cgi/io/port.cgi?checkactive=3")
                                .body())
                        .isEqualTo("port3=inactive\n");
            }
        }
    }

    @Test
    void theApiNeedsAnOperatorTheSimulationAViewer() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .user("guard", "g", SimulatedRole.VIEWER)
                .user("chief", "c", SimulatedRole.OPERATOR)
                .start()) {
            Client guard = new Client(device, "guard", "g", false);
            Client chief = new Client(device, "chief", "c", false);
            for (String cgi : List.of("activate", "deactivate", "getschemaversions")) {
                String target = "/axis-cgi/virtualinput/" + cgi + ".cgi?schemaversion=1&port=1";
                assertThat(guard.get(target).statusCode()).isEqualTo(401);
                assertThat(chief.get(target).statusCode()).isEqualTo(200);
            }
            assertThat(guard.get("/axis-cgi/io/virtualinput.cgi?action=6%3A%2F").statusCode())
                    .isEqualTo(200);
            assertThat(device.manualTrigger().isActive()).isTrue();
        }
    }

    @Test
    void aDeviceCanBeWithoutThem() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .without("virtualinput")
                .without("io/virtualinput.cgi")
                .start()) {
            Client client = new Client(device);
            for (String cgi : List.of("virtualinput/activate", "virtualinput/getschemaversions", "io/virtualinput")) {
                assertThat(client.get("/axis-cgi/" + cgi + ".cgi").statusCode()).isEqualTo(404);
            }
            assertThat(client.get("/axis-cgi/param.cgi?action=list&group=Properties.VirtualInput")
                            .body())
                    .isEqualTo("root.Properties.VirtualInput.VirtualInput=no\n");
        }
    }

    private static String simulate(SimulatedDevice device, String action) {
        return new Client(device)
                .get("/axis-cgi/io/virtualinput.cgi?action="
                        + action.replace(":", "%3A").replace("/", "%2F").replace("\\", "%5C"))
                .body();
    }

    @Test
    void theManualTriggerIsPulsed() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure(TRIGGER);
            assertThat(events.notification()).isEqualTo(TRIGGER + " {\"port\":\"1\"} {\"state\":\"0\"}");
            assertThat(simulate(device, "6:/200\\")).isEmpty();
            assertThat(events.notifications(2))
                    .containsExactly(
                            TRIGGER + " {\"port\":\"1\"} {\"state\":\"1\"}",
                            TRIGGER + " {\"port\":\"1\"} {\"state\":\"0\"}");
            assertThat(device.manualTrigger().activations()).isEqualTo(1);
            assertThat(device.relay(0).transitions()).isEmpty();
        }
        try (SimulatedDevice device = with(Variant.MANUAL_TRIGGER_AFTER_LAST_PORT)) {
            assertThat(new Client(device)
                            .get("/axis-cgi/param.cgi?action=list&group=Properties.IO.ManualTriggerNbr")
                            .body())
                    .isEqualTo("Properties.IO.ManualTriggerNbr=12\n");
            simulate(device, "6:/");
            assertThat(device.manualTrigger().isActive()).isFalse();
            simulate(device, "12:/");
            assertThat(device.manualTrigger().isActive()).isTrue();
        }
    }

    @Test
    void anInputIsSimulatedWhateverItsWireSays() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure("tns1:Device/tnsaxis:IO/Port");
            events.notifications(8);
            assertThat(simulate(device, "2:/")).isEmpty();
            assertThat(events.notifications(2))
                    .contains("tns1:Device/tnsaxis:IO/Port {\"port\":\"1\"} {\"state\":\"1\"}");
            device.input(1).close();
            device.input(1).open();
            assertThat(events.isQuiet()).isTrue();
            simulate(device, "2:\\");
            assertThat(events.notifications(2))
                    .contains("tns1:Device/tnsaxis:IO/Port {\"port\":\"1\"} {\"state\":\"0\"}");
            // An omitted id is input 1.
            simulate(device, ":/");
            assertThat(new Client(device)
                            .get("/axis-cgi/io/port.cgi?checkactive=2")
                            .body())
                    .isEqualTo("port2=active\n");
        }
    }

    @Test
    void inputsMayBeCountedAndOutputsAreNeverSimulated() {
        try (SimulatedDevice device = with(Variant.SIMULATED_INPUT_COUNTED)) {
            simulate(device, "3:/");
            assertThat(new Client(device)
                            .get("/axis-cgi/io/port.cgi?checkactive=3,6")
                            .body())
                    .isEqualTo("port3=inactive\nport6=active\n");
            simulate(device, "0:/");
            simulate(device, "8:/");
        }
        try (SimulatedDevice device = with(Variant.PORT_CGI_ERROR_400)) {
            Client client = new Client(device);
            for (String wrong : List.of("action=1%3A%2F", "action=99%3A%2F", "action=2%3A%2F5", "check=1")) {
                assertThat(client.get("/axis-cgi/io/virtualinput.cgi?" + wrong).statusCode())
                        .isEqualTo(400);
            }
            assertThat(device.relay(0).transitions()).isEmpty();
            assertThat(device.counters().virtualInputChanges()).isZero();
        }
    }

    @Test
    void theAnswerIsHeldUntilThePulseEnds() throws Exception {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            CompletableFuture<?> held = client.getAsync("/axis-cgi/io/virtualinput.cgi?action=6%3A%2F60000%5C");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> device.manualTrigger().isActive());
            assertThat(held).isNotDone();
            simulate(device, "6:\\");
            held.get();
            assertThat(device.manualTrigger().isActive()).isFalse();
        }
    }
}
