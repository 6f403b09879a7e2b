package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ParameterTest {
    private static final String PARAM = "/axis-cgi/param.cgi";
    private static final String TWO_GOOD_ONE_BAD = "System.BoaPort=8080&root.Brand.ProdNbr=X1&HTTPS.Port=444&No.Such=1";
    private static final String TWO_ERRORS =
            "# Error: Error setting 'root.Brand.ProdNbr' to 'X1'!\n" + "# Error: Error setting 'No.Such' to '1'!\n";

    private static String update(SimulatedDevice device, String parameters) {
        return ask(new Client(device), "update&" + parameters);
    }

    private static String ask(Client client, String action) {
        HttpResponse<String> answer = client.get(PARAM + "?action=" + action);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String value(SimulatedDevice device, String name) {
        String line = ask(new Client(device), "list&group=" + name);
        assertThat(line).startsWith(name + "=");
        return line.substring(name.length() + 1).trim();
    }

    private static JsonNode port(SimulatedDevice device, int index) {
        return new Client(device)
                .json("/axis-cgi/io/portmanagement.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"getPorts\"}")
                .at("/data/items/" + index);
    }

    @Test
    void updatedValuesAreRememberedThroughARestart() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().readyAfterRestart(Duration.ZERO).start()) {
            assertThat(update(device, "root.Network.Bonjour.FriendlyName=A%26B%3D%20c&System.AccessLog=On"))
                    .isEqualTo("OK");
            assertThat(value(device, "Network.Bonjour.FriendlyName")).isEqualTo("A&B= c");
            Client client = new Client(device);
            assertThat(client.form(PARAM, "action=update&HTTPS.Port=4443").body())
                    .isEqualTo("OK");
            assertThat(client.form(PARAM, "action=list&group=HTTPS.Port").body())
                    .isEqualTo("HTTPS.Port=4443\n");
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            assertThat(value(device, "root.System.AccessLog")).isEqualTo("On");
            assertThat(value(device, "HTTPS.Port")).isEqualTo("4443");
        }
    }

    @Test
    void whatIsUnknownReadOnlyOrOutOfRangeIsRefused() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            for (String wrong : List.of(
                    "No.Such=1",
                    "Brand.ProdNbr=X",
                    "root.Properties.Firmware.Version=1.0",
                    "Input.NbrOfInputs=3",
                    "StreamProfile.MaxGroups=99",
                    "IOPort.I0.Configurable=yes",
                    "IOPort.I0.Direction=input",
                    "IOPort.I0.Usage=Door",
                    "IOPort.I0.Input.Name=x",
                    "IOPort.I0.Output.Active=shut",
                    "IOPort.I7.Direction=sideways",
                    "IOPort.I99.Output.Name=x",
                    "System.BoaPort=0",
                    "HTTPS.Enabled=maybe",
                    "Network.eth0.IPAddress=1.2.3.4",
                    "HTTPS=1")) {
                int equals = wrong.indexOf('=');
                assertThat(update(device, wrong))
                        .isEqualTo("# Error: Error setting '" + wrong.substring(0, equals) + "' to '"
                                + wrong.substring(equals + 1) + "'!\n");
            }
            assertThat(value(device, "Brand.ProdNbr")).isEqualTo("A9210");
        }
    }

    @Test
    void ofSeveralParametersTheGoodOnesAreWritten() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(update(device, TWO_GOOD_ONE_BAD)).isEqualTo(TWO_ERRORS);
            assertThat(value(device, "System.BoaPort")).isEqualTo("8080");
            assertThat(value(device, "HTTPS.Port")).isEqualTo("444");
        }
    }

    @Test
    void ofSeveralParametersNoneMayBeWritten() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.PARAMETERS_ALL_OR_NONE).start()) {
            assertThat(update(device, TWO_GOOD_ONE_BAD)).isEqualTo(TWO_ERRORS);
            assertThat(value(device, "System.BoaPort")).isEqualTo("80");
            assertThat(value(device, "HTTPS.Port")).isEqualTo("443");
            assertThat(update(device, "System.BoaPort=8080&HTTPS.Port=444")).isEqualTo("OK");
            assertThat(value(device, "HTTPS.Port")).isEqualTo("444");
        }
    }

    @Test
    void ofSeveralParametersThoseBeforeTheErrorMayBeWritten() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.PARAMETERS_STOP_AT_ERROR)
                .start()) {
            assertThat(update(device, TWO_GOOD_ONE_BAD))
                    .isEqualTo("# Error: Error setting 'root.Brand.ProdNbr' to 'X1'!\n");
            assertThat(value(device, "System.BoaPort")).isEqualTo("8080");
            assertThat(value(device, "HTTPS.Port")).isEqualTo("443");
        }
    }

    @Test
    void aReadOnlyParameterMayBeAnswered401() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.READ_ONLY_PARAMETER_401).start()) {
            Client client = new Client(device);
            HttpResponse<String> refused =
                    client.get(PARAM + "?action=update&System.BoaPort=8080&IOPort.I0.Configurable=yes");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(value(device, "System.BoaPort")).isEqualTo("80");
            assertThat(update(device, "No.Such=1")).startsWith("# Error: ");
        }
    }

    @Test
    void everyParameterHasItsLevel() {
        SimulatedDevice.Builder builder = SimulatedDevice.a9210()
                .user("root", SimulatedDevice.DEFAULT_PASSWORD, SimulatedRole.ADMIN)
                .user("chief", "c", SimulatedRole.OPERATOR)
                .user("guard", "g", SimulatedRole.VIEWER);
        String rename = "update&IOPort.I0.Output.Name=Gate";
        try (SimulatedDevice device = builder.start()) {
            Client chief = new Client(device, "chief", "c", false);
            assertThat(ask(chief, rename)).isEqualTo("# Error: Error setting 'IOPort.I0.Output.Name' to 'Gate'!\n");
            assertThat(ask(chief, "update&HTTPS.Port=444")).startsWith("# Error: ");
            assertThat(ask(chief, "add&template=streamprofile&group=StreamProfile"))
                    .isEqualTo("S0 OK");
            assertThat(ask(chief, "update&StreamProfile.S0.Name=a")).isEqualTo("OK");
            assertThat(ask(chief, "list&group=Network.HostName"))
                    .isEqualTo("# Error: Error -1 getting param in group 'Network.HostName'\n");
            Client guard = new Client(device, "guard", "g", false);
            for (String action : List.of("update&StreamProfile.S0.Name=b", "remove&group=StreamProfile.S0", "add")) {
                assertThat(guard.get(PARAM + "?action=" + action).statusCode()).isEqualTo(401);
            }
            assertThat(chief.get(PARAM + "?action=list&usergroup=admin").statusCode())
                    .isEqualTo(401);
            assertThat(value(device, "StreamProfile.S0.Name")).isEqualTo("a");
        }
        try (SimulatedDevice device =
                builder.variant(Variant.VIEWER_READS_PORT_PARAMETERS).start()) {
            Client chief = new Client(device, "chief", "c", false);
            assertThat(ask(chief, rename)).isEqualTo("OK");
            assertThat(ask(chief, "update&IOPort.I1.Input.Name=Door")).startsWith("# Error: ");
            Client guard = new Client(device, "guard", "g", false);
            assertThat(ask(guard, "list&group=IOPort.I0.Output.Name")).isEqualTo("IOPort.I0.Output.Name=Gate\n");
            assertThat(ask(guard, "list&group=IOPort.I0.Usage")).startsWith("# Error: ");
        }
    }

    @Test
    void writingAPortsParametersChangesThePort() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(update(
                            device,
                            "IOPort.I0.Output.Name=Gate&IOPort.I0.Output.Active=open&IOPort.I1.Input.Name=Door"))
                    .isEqualTo("OK");
            assertThat(port(device, 0).get("name").asText()).isEqualTo("Gate");
            assertThat(port(device, 0).get("normalState").asText()).isEqualTo("closed");
            assertThat(device.relay(0).closures()).isEqualTo(1);
            assertThat(port(device, 1).get("name").asText()).isEqualTo("Door");
            assertThat(value(device, "IOPort.I0.Output.Active")).isEqualTo("open");
            assertThat(update(device, "IOPort.I0.Output.Button=pulse&IOPort.I0.Output.DelayTime=7"))
                    .isEqualTo("OK");
            assertThat(value(device, "IOPort.I0.Output.Button")).isEqualTo("pulse");
            assertThat(value(device, "IOPort.I3.Output.Button")).isEqualTo("none");
        }
    }

    @Test
    void aConfigurablePortKeepsTheSettingsOfBothDirections() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(value(device, "Output.NbrOfOutputs")).isEqualTo("4");
            assertThat(update(device, "IOPort.I7.Output.Name=Lamp&IOPort.I7.Output.Active=open&IOPort.I7.Usage=Door"))
                    .isEqualTo("OK");
            assertThat(port(device, 7).get("name").asText()).isEqualTo("Port 8");
            assertThat(port(device, 7).get("usage").asText()).isEqualTo("Door");
            assertThat(update(device, "IOPort.I7.Direction=output")).isEqualTo("OK");
            assertThat(port(device, 7).get("direction").asText()).isEqualTo("output");
            assertThat(port(device, 7).get("name").asText()).isEqualTo("Lamp");
            assertThat(port(device, 7).get("normalState").asText()).isEqualTo("closed");
            assertThat(device.output(7).closures()).isEqualTo(1);
            assertThat(value(device, "IOPort.I7.Input.Name")).isEqualTo("Port 8");
            assertThat(value(device, "IOPort.I7.Input.Trig")).isEqualTo("closed");
            assertThat(value(device, "Output.NbrOfOutputs")).isEqualTo("5");
            assertThat(update(device, "IOPort.I7.Direction=input")).isEqualTo("OK");
            assertThat(port(device, 7).get("name").asText()).isEqualTo("Port 8");
            assertThat(value(device, "IOPort.I7.Output.Name")).isEqualTo("Lamp");
        }
    }

    @Test
    void configurationMayDropOutputs() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.CONFIGURATION_DROPS_OUTPUTS)
                .start()) {
            device.toggledByAnotherClient(0, true);
            assertThat(update(device, "IOPort.I1.Input.Name=Door")).isEqualTo("OK");
            assertThat(device.relay(0).openings()).isEqualTo(1);
        }
    }

    @Test
    void groupsAreAddedAndRemoved() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            String add = "add&template=streamprofile&group=root.StreamProfile";
            assertThat(ask(client, add + "&StreamProfile.S.Name=a&root.StreamProfile.S.Parameters=fps%3D5%26x%3D1"))
                    .isEqualTo("S0 OK");
            assertThat(ask(client, add)).isEqualTo("S1 OK");
            assertThat(ask(client, "list&group=StreamProfile.S0"))
                    .isEqualTo("root.StreamProfile.S0.Name=a\nroot.StreamProfile.S0.Description=\n"
                            + "root.StreamProfile.S0.Parameters=fps=5&x=1\n");
            assertThat(ask(client, add + "&StreamProfile.S.Colour=red"))
                    .isEqualTo("[info]\n# Error: Error setting 'StreamProfile.S.Colour' to 'red'!\nS2 OK\n");
            assertThat(ask(client, "remove&group=StreamProfile.S0,root.StreamProfile.S2"))
                    .isEqualTo("OK");
            assertThat(ask(client, "remove&group=StreamProfile.S0,StreamProfile.S1"))
                    .isEqualTo("[info]\n# Request failed: No such group 'StreamProfile.S0'\n");
            assertThat(ask(client, "list&group=StreamProfile")).isEqualTo("root.StreamProfile.MaxGroups=26\n");
            for (String wrong : List.of(
                    "add&group=StreamProfile",
                    "add&template=nosuch&group=StreamProfile",
                    "add&template=streamprofile&group=Brand",
                    "remove&group=StreamProfile",
                    "remove&group=StreamProfile.Sx",
                    "remove&group=Brand",
                    "remove")) {
                assertThat(ask(client, wrong)).as(wrong).startsWith("[info]\n# Request failed: ");
            }
        }
    }

    @Test
    void moreGroupsThanTheLimitNeedForce() {
        for (Variant variant : List.of(Variant.NEW_GROUP_AFTER_HIGHEST, Variant.PARAMETERS_ALL_OR_NONE)) {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().variant(variant).start()) {
                Client client = new Client(device);
                String add = "add&template=streamprofile&group=StreamProfile";
                for (int i = 0; i < 26; i++) {
                    assertThat(ask(client, add)).isEqualTo("S" + i + " OK");
                }
                assertThat(ask(client, add)).startsWith("[info]\n# Request failed: ");
                assertThat(ask(client, add + "&force=yes")).isEqualTo("S26 OK");
                boolean atTheEnd = variant == Variant.NEW_GROUP_AFTER_HIGHEST;
                assertThat(ask(client, "remove&group=StreamProfile.S3,StreamProfile.S99"))
                        .startsWith("[info]");
                assertThat(ask(client, "list&group=StreamProfile").contains(".S3."))
                        .isEqualTo(!atTheEnd);
                ask(client, "remove&group=StreamProfile.S3");
                assertThat(ask(client, add + "&force=yes")).isEqualTo(atTheEnd ? "S27 OK" : "S3 OK");
            }
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.PARAMETERS_STOP_AT_ERROR)
                .start()) {
            Client client = new Client(device);
            ask(client, "add&template=streamprofile&group=StreamProfile");
            ask(client, "add&template=streamprofile&group=StreamProfile");
            ask(client, "remove&group=StreamProfile.S0,StreamProfile.S9,StreamProfile.S1");
            assertThat(ask(client, "list&group=StreamProfile"))
                    .contains("StreamProfile.S1.")
                    .doesNotContain("StreamProfile.S0.");
        }
    }

    @Test
    void portsAreDefinedAsRecorded() throws Exception {
        Map<String, String> recorded =
                definitions(Recordings.text("io/param-definitions-io-excerpt-P5512-5.51.7.xml"), true);
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.VIEWER_READS_PORT_PARAMETERS)
                .start()) {
            String page = ask(new Client(device), "listdefinitions&listformat=xmlschema&group=root.IOPort.I7,Input");
            Map<String, String> served =
                    definitions(page.replace("\"I7\"", "\"I0\"").replace("Input 8 name", "Input 1 name"), true);
            recorded.keySet().removeIf(name -> !name.startsWith("root.IOPort.I0.") && !name.startsWith("root.Input."));
            served.remove("root.IOPort.I0.Usage");
            assertThat(served.toString()).isEqualTo(recorded.toString());
            assertThat(page.substring(0, page.indexOf("http://www.axis.com/ParameterDefinitionsSchema http://")))
                    .isEqualTo(Recordings.text("io/param-definitions-io-excerpt-P5512-5.51.7.xml")
                            .split("http://www.axis.com/ParameterDefinitionsSchema http://")[0]);
        }
    }

    @Test
    void everyParameterAnAccountReadsIsDefinedForItWithItsValue() throws Exception {
        SimulatedDevice.Builder builder = SimulatedDevice.a9210()
                .user("root", SimulatedDevice.DEFAULT_PASSWORD, SimulatedRole.ADMIN)
                .user("guard", "g", SimulatedRole.VIEWER);
        try (SimulatedDevice device = builder.start()) {
            update(device, "Network.Bonjour.FriendlyName=%3CA%22%26B%3E%E5");
            for (Client client : List.of(new Client(device), new Client(device, "guard", "g", false))) {
                HttpResponse<byte[]> answer = bytes(client);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml");
                Map<String, String> served = definitions(new String(answer.body(), StandardCharsets.ISO_8859_1), false);
                Map<String, String> listed = new TreeMap<>();
                ask(client, "list").lines().forEach(line -> {
                    int equals = line.indexOf('=');
                    listed.put(line.substring(0, equals), line.substring(equals + 1));
                });
                assertThat(served.keySet()).isEqualTo(listed.keySet());
            }
            Client client = new Client(device);
            assertThat(definitions(new String(bytes(client).body(), StandardCharsets.ISO_8859_1), false)
                            .get("root.Network.Bonjour.FriendlyName"))
                    .startsWith("<A\"&B>\u00e5 7766 ");
            assertThat(definitions(ask(client, "listdefinitions&listformat=xmlschema&group=No.Such"), false))
                    .isEmpty();
            assertThat(client.get(PARAM + "?action=listdefinitions").statusCode())
                    .isEqualTo(501);
            assertThat(client.get(PARAM + "?action=nosuch").statusCode()).isEqualTo(501);
        }
    }

    private static HttpResponse<byte[]> bytes(Client client) throws Exception {
        String target = PARAM + "?action=listdefinitions&listformat=xmlschema";
        client.get(target);
        return client.http()
                .send(
                        client.request(target)
                                .header("Authorization", client.credentials("GET", target))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Value, level, nice name and type by full name, read with the JDK's parser. */
    private static Map<String, String> definitions(String xml, boolean withoutValue) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.ISO_8859_1)))
                .getDocumentElement();
        Map<String, String> found = new TreeMap<>();
        NodeList parameters = root.getElementsByTagName("parameter");
        for (int i = 0; i < parameters.getLength(); i++) {
            Element parameter = (Element) parameters.item(i);
            StringBuilder name = new StringBuilder(parameter.getAttribute("name"));
            for (Element group = (Element) parameter.getParentNode();
                    group != root;
                    group = (Element) group.getParentNode()) {
                name.insert(0, group.getAttribute("name") + ".");
            }
            found.put(
                    name.toString(),
                    (withoutValue ? "" : parameter.getAttribute("value") + " ")
                            + parameter.getAttribute("securityLevel") + " " + parameter.getAttribute("niceName") + " "
                            + type((Element)
                                    parameter.getElementsByTagName("type").item(0)));
        }
        return found;
    }

    private static String type(Element element) {
        StringBuilder text = new StringBuilder(element.getTagName());
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            text.append(' ').append(element.getAttributes().item(i));
        }
        NodeList children = element.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element child) {
                text.append('(').append(type(child)).append(')');
            }
        }
        return text.toString();
    }
}
