package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parameters through the Device Configuration framework, and its export and import. */
class ParameterConfigurationTest {
    private static final String PARAM = "/config/rest/param/v2beta";
    private static final String LIST = "/axis-cgi/param.cgi?action=list&group=";

    private static JsonNode get(SimulatedDevice device, String target) {
        HttpResponse<String> answer = new Client(device).get(target);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Client.parse(answer.body()).get("status").asText()).isEqualTo("success");
        return Client.parse(answer.body()).get("data");
    }

    private static HttpResponse<String> patch(SimulatedDevice device, String target, String body) {
        return new Client(device).authorized("PATCH", target, "application/json", body);
    }

    private static String parameter(SimulatedDevice device, String name) {
        return new Client(device).get(LIST + name).body().trim();
    }

    private static SimulatedDevice exporting(Variant... more) {
        return SimulatedDevice.a9210()
                .variant(Variant.CONFIG_EXPORT_ENABLED)
                .variant(more)
                .start();
    }

    @Test
    void groupsAreEntitiesAndPortsACollection() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(get(device, PARAM + "/HTTPS/Enabled").asText()).isEqualTo("yes");
            JsonNode ports = get(device, PARAM + "/IOPortCollection");
            assertThat(ports).hasSize(11);
            assertThat(ports.get(1).toString())
                    .startsWith("{\"groupId\":\"I1\",\"Configurable\":\"no\",\"Direction\":\"input\"")
                    .contains("\"Input\":{\"Name\":\"Port 2\",\"Trig\":\"closed\"}");
            assertThat(get(device, PARAM + "/IOPortCollection/I1")).isEqualTo(ports.get(1));
            assertThat(get(device, PARAM + "/IOPortCollection/I1/Input/Name").asText())
                    .isEqualTo("Port 2");
            assertThat(get(device, PARAM).at("/Network/SSH/Enabled").asText()).isEqualTo("no");
            Client client = new Client(device);
            assertThat(client.get(PARAM + "/IOPortCollection/I99").body()).contains("\"code\":2");
            assertThat(client.get(PARAM + "/HTTPS/Enabled/x").body()).contains("\"code\":1");
            assertThat(client.get(PARAM + "/IOPort").body()).contains("\"code\":1");
            assertThat(patch(device, PARAM + "/Network/SSH/Enabled", "{\"data\":\"yes\"}")
                            .statusCode())
                    .isEqualTo(405);
            assertThat(parameter(device, "root.Network.SSH.Enabled")).endsWith("=no");
        }
    }

    @Test
    void everyParameterOfTheListIsThereWithItsValue() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            JsonNode root = get(device, PARAM);
            List<String> lines = new Client(device)
                    .get("/axis-cgi/param.cgi?action=list")
                    .body()
                    .lines()
                    .toList();
            assertThat(lines).hasSizeGreaterThan(100);
            for (String line : lines) {
                int equals = line.indexOf('=');
                String path = line.substring("root.".length(), equals)
                        .replaceFirst("^IOPort\\.I([0-9]+)", "IOPortCollection.$1")
                        .replace('.', '/');
                assertThat(root.at("/" + path).textValue()).as(line).isEqualTo(line.substring(equals + 1));
            }
        }
    }

    @Test
    void aViewerReadsWhatParamCgiShows() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().user("guard", "x", SimulatedRole.VIEWER).start()) {
            Client guard = new Client(device, "guard", "x", false);
            assertThat(guard.get(PARAM).body()).contains("\"Brand\"").doesNotContain("IOPortCollection");
            assertThat(guard.get("/config/rest/$all").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void everythingBuiltIsReadAtOnce() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            JsonNode all = get(device, "/config/rest/$all");
            assertThat(all.at("/ssh.v2/users").isArray()).isTrue();
            assertThat(all.at("/basic-device-info.v2/allowAnonymous").asBoolean())
                    .isTrue();
            assertThat(all.at("/param.v2/HTTPS/Enabled").asText()).isEqualTo("yes");
            assertThat(all.has("cert.v1")).isFalse();
            assertThat(new Client(device).post("/config/rest/$all", "{}").statusCode())
                    .isEqualTo(405);
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs("11.11.192").start()) {
            assertThat(get(device, "/config/rest/%24all").has("param.v2")).isFalse();
            assertThat(new Client(device).get(PARAM).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void exportAndImportAreOffUntilTheFlagIsSet() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            for (String target : List.of("/config/rest/$export", PARAM + "/$export")) {
                HttpResponse<String> answer = new Client(device).get(target);
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body()).contains("\"code\":1");
            }
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .axisOs("12.4.30")
                .variant(Variant.CONFIG_EXPORT_ENABLED)
                .start()) {
            assertThat(new Client(device).get(PARAM + "/$export").statusCode()).isEqualTo(404);
        }
        try (SimulatedDevice device = exporting()) {
            assertThat(new Client(device).get("/config/rest/ssh/v2/$export").statusCode())
                    .isEqualTo(404);
            assertThat(new Client(device).get(PARAM + "/$all").statusCode()).isEqualTo(404);
            assertThat(new Client(device).get(PARAM + "/$import").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void whatIsExportedHoldsOnlyWritableParametersAndImportsWhole() {
        try (SimulatedDevice source = exporting();
                SimulatedDevice target = exporting()) {
            new Client(source)
                    .get("/axis-cgi/param.cgi?action=update&IOPort.I1.Input.Name=Door&Network.SSH.Enabled=yes");
            JsonNode exported = get(source, PARAM + "/$export");
            assertThat(exported.has("Brand")).isFalse();
            assertThat(exported.at("/IOPortCollection/1").has("Configurable")).isFalse();
            assertThat(get(source, "/config/rest/$export").get("param.v2")).isEqualTo(exported);
            HttpResponse<String> answer = patch(
                    target, PARAM + "/$import", "{\"data\":" + exported + ",\"options\":{\"importType\":\"merge\"}}");
            assertThat(answer.body()).isEqualTo("{\"status\":\"success\"}");
            assertThat(parameter(target, "root.IOPort.I1.Input.Name")).endsWith("=Door");
            assertThat(get(target, PARAM + "/$export")).isEqualTo(exported);
        }
    }

    @Test
    void failedPropertiesAreToldAndTheOthersTaken() {
        String data = "{\"Network\":{\"SSH\":{\"Enabled\":\"yes\"},\"Nothing\":\"x\"},\"HTTPS\":{\"Port\":7},"
                + "\"Brand\":{\"Brand\":\"x\"},\"IOPortCollection\":[{\"groupId\":\"1\",\"Usage\":\"x\"}],"
                + "\"StreamProfileCollection\":[{\"groupId\":\"S3\",\"Name\":\"low\"}]}";
        try (SimulatedDevice device = exporting()) {
            ObjectNode answer = (ObjectNode) Client.parse(
                    patch(device, PARAM + "/$import", "{\"data\":" + data + "}").body());
            assertThat(answer.get("status").asText()).isEqualTo("success");
            assertThat(answer.get("warnings")).hasSize(4);
            assertThat(parameter(device, "root.Network.SSH.Enabled")).endsWith("=yes");
            assertThat(parameter(device, "root.StreamProfile.S3.Name")).endsWith("=low");
            assertThat(get(device, PARAM + "/StreamProfileCollection/S3/Name").asText())
                    .isEqualTo("low");
            assertThat(parameter(device, "root.Brand.Brand")).endsWith("=AXIS");
        }
        try (SimulatedDevice device = exporting(Variant.CONFIG_IMPORT_WARNINGS_IN_DATA)) {
            JsonNode answer = Client.parse(
                    patch(device, "/config/rest/$import", "{\"data\":{\"param.v2\":" + data + ",\"ssh.v2\":{}}}")
                            .body());
            assertThat(answer.at("/data/warnings")).hasSize(5);
            assertThat(answer.has("warnings")).isFalse();
        }
    }

    @Test
    void anImportOfAnotherShapeIsRefused() {
        try (SimulatedDevice device = exporting()) {
            for (String body : List.of(
                    "{\"data\":[]}",
                    "{\"options\":{\"importType\":\"merge\"}}",
                    "{\"data\":{\"Network\":{\"SSH\":{\"Enabled\":\"yes\"}}},\"options\":{\"importType\":\"all\"}}")) {
                HttpResponse<String> answer = patch(device, PARAM + "/$import", body);
                assertThat(answer.statusCode()).as(body).isEqualTo(400);
                assertThat(answer.body()).contains("\"code\":5");
            }
            assertThat(parameter(device, "root.Network.SSH.Enabled")).endsWith("=no");
        }
    }
}
