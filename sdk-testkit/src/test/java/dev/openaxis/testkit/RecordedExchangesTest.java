package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests that real devices answered are sent to simulated ones; the answers are compared with the recording. */
class RecordedExchangesTest {
    private static final String PORTS = "/axis-cgi/io/portmanagement.cgi";
    private static final List<String> DEVICES = List.of("D4200-VE-12.9.57", "P8815-2-11.11.192", "P8815-2-10.12.323");
    /** Members whose values belong to the product, not to the interface. */
    private static final Set<String> PRODUCT_DATA =
            Set.of("ProdFullName", "ProdType", "HardwareID", "Soc", "SocSerialNumber", "Architecture", "BuildDate");

    private static SimulatedDevice like(String recorded) {
        int cut = recorded.lastIndexOf('-');
        return SimulatedDevice.a9210()
                .product(recorded.substring(0, cut))
                .axisOs(recorded.substring(cut + 1))
                .serial("0123456789AB")
                .start();
    }

    private static String play(SimulatedDevice device, String exchange) {
        Client client = new Client(device);
        String target = Recordings.target(exchange + "/000-request.txt");
        return Recordings.text(exchange + "/000-request.txt").startsWith("GET")
                ? client.get(target).body()
                : client.post(target, Recordings.body(exchange + "/000-request.txt"))
                        .body();
    }

    @Test
    void apiListsAreTheRecordedOnes() {
        for (String recorded : DEVICES) {
            try (SimulatedDevice device = like(recorded)) {
                String exchange = recorded + "/api_discovery_1_get_api_list";
                assertThat(play(device, exchange))
                        .as(recorded)
                        .isEqualToIgnoringNewLines(Recordings.body(exchange + "/000-response.txt"));
            }
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("9.80.2.2").start()) {
            assertThat(new Client(device)
                            .post("/axis-cgi/apidiscovery.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\"}")
                            .body())
                    .isEqualToIgnoringNewLines(
                            Recordings.text("io/apidiscovery-getApiList-CompanionBulletLE-9.80.2.2.json"));
        }
    }

    @Test
    void supportedVersionsOfApiDiscoveryAreAnsweredByteForByte() {
        try (SimulatedDevice device = like("D4200-VE-12.9.57")) {
            String exchange = "D4200-VE-12.9.57/api_discovery_1_get_supported_versions";
            assertThat(play(device, exchange)).isEqualTo(Recordings.body(exchange + "/000-response.txt"));
        }
    }

    @Test
    void basicDeviceInformationHasTheRecordedMembersInTheRecordedOrder() {
        for (String recorded : DEVICES) {
            for (String method : List.of("get_all_properties", "get_all_unrestricted_properties")) {
                String exchange = recorded + "/basic_device_info_" + method;
                try (SimulatedDevice device = like(recorded)) {
                    String answer = play(device, exchange);
                    JsonNode expected = Client.parse(Recordings.body(exchange + "/000-response.txt"));
                    JsonNode actual = Client.parse(answer);
                    assertThat(names(actual)).isEqualTo(names(expected));
                    ObjectNode mine = (ObjectNode) actual.at("/data/propertyList");
                    ObjectNode theirs = (ObjectNode) expected.at("/data/propertyList");
                    assertThat(names(mine)).isEqualTo(names(theirs));
                    assertThat(mine.without(PRODUCT_DATA).toString())
                            .isEqualTo(theirs.without(PRODUCT_DATA).toString());
                    assertThat(answer).startsWith("{\"apiVersion\": \"1.3\", \"data\": {\"propertyList\": {\"");
                }
            }
        }
    }

    @Test
    void readinessHasTheRecordedMembersInTheRecordedOrder() {
        for (String version : List.of("12.9.57", "11.11.192", "10.12.323")) {
            String exchange = "systemready/os-" + version + "-systemready";
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().axisOs(version).start()) {
                JsonNode answer = new Client(device)
                        .anonymousJson(
                                Recordings.target(exchange + "-request.txt"),
                                Recordings.body(exchange + "-request.txt"));
                // The recorder has zeroed both.
                ObjectNode data = (ObjectNode) answer.get("data");
                if (data.has("uptime")) {
                    data.put("uptime", "0").put("bootid", "00000000-0000-0000-0000-000000000000");
                }
                assertThat(answer.toString())
                        .isEqualTo(Client.parse(Recordings.text(exchange + "-response.json"))
                                .toString());
            }
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs("10.12.228").factoryDefaulted().start()) {
            assertThat(new Client(device)
                            .anonymousJson(
                                    "/axis-cgi/systemready.cgi", "{\"apiVersion\":\"1\",\"method\":\"systemready\"}")
                            .toString())
                    .isEqualTo(Client.parse(Recordings.text("systemready/os-10.12-needsetup.json"))
                            .toString());
        }
    }

    @Test
    void aDeviceThatStartsAfterAFactoryDefaultHasTheRecordedMembersExceptPreviewMode() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .axisOs("11.11.192")
                .restartDowntime(Duration.ZERO)
                .readyAfterRestart(Duration.ofHours(1))
                .start()) {
            new Client(device).get("/axis-cgi/hardfactorydefault.cgi");
            await().atMost(Duration.ofSeconds(10)).until(() -> !device.isReady());
            JsonNode answer = await().atMost(Duration.ofSeconds(10))
                    .ignoreException(UncheckedIOException.class)
                    .until(
                            () -> new Client(device)
                                    .anonymousJson(
                                            "/axis-cgi/systemready.cgi",
                                            "{\"apiVersion\":\"1\",\"method\":\"systemready\"}"),
                            received -> true);
            ObjectNode recorded =
                    (ObjectNode) Client.parse(Recordings.text("systemready/os-11.11-not-ready-needsetup.json"));
            ObjectNode data = (ObjectNode) recorded.get("data");
            data.put("uptime", answer.at("/data/uptime").asText())
                    .put("bootid", device.bootId())
                    .remove("previewmode");
            assertThat(answer.toString()).isEqualTo(recorded.toString());
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aMissingParameterIsReportedAsRecorded() {
        try (SimulatedDevice device = like("D4200-VE-12.9.57")) {
            String exchange = "D4200-VE-12.9.57/parameter_management_list_error";
            assertThat(play(device, exchange)).isEqualTo(Recordings.body(exchange + "/000-response.txt"));
        }
    }

    /** Request lines are recorded decoded. */
    private static String encoded(String target) {
        return target.replace(" ", "%20");
    }

    private static void replayAll(SimulatedDevice device, String recording) {
        Client client = new Client(device);
        for (int i = 0; Recordings.exists(recording + "/00" + i + "-request.txt"); i++) {
            String exchange = recording + "/00" + i;
            assertThat(client.get(encoded(Recordings.target(exchange + "-request.txt")))
                            .body())
                    .as(exchange)
                    .isEqualTo(Recordings.body(exchange + "-response.txt"));
        }
    }

    @Test
    void accountsAreAnsweredByteForByte() {
        for (String what : List.of(
                "add_user_already_exists",
                "add_user_invalid_password",
                "add_user_invalid_username",
                "remove_user_does_not_exist")) {
            try (SimulatedDevice device = like("D4200-VE-12.9.57")) {
                replayAll(device, "D4200-VE-12.9.57/pwdgrp_" + what);
            }
        }
    }

    @Test
    void deviceConfigurationIsDiscoveredAsRecorded() {
        for (String recorded : List.of("D4200-VE-12.9.57", "P8815-2-11.11.192")) {
            try (SimulatedDevice device = like(recorded)) {
                String exchange = recorded + "/device_configuration_discover";
                assertThat(Client.parse(play(device, exchange)).toString())
                        .isEqualTo(Client.parse(Recordings.body(exchange + "/000-response.txt"))
                                .toString());
            }
        }
    }

    @Test
    void sshAccountsAreAnsweredAsRecorded() {
        for (String recorded : List.of("D4200-VE-12.9.57", "P8815-2-11.11.192")) {
            for (String what : List.of("crud", "set_user_does_not_exist", "set_user_validation_error")) {
                try (SimulatedDevice device = like(recorded)) {
                    replayConfiguration(device, recorded + "/ssh_1_" + what);
                }
            }
        }
    }

    private static void replayConfiguration(SimulatedDevice device, String recording) {
        Client client = new Client(device);
        for (int i = 0; Recordings.exists(recording + "/00" + i + "-request.txt"); i++) {
            String request = recording + "/00" + i + "-request.txt";
            String response = recording + "/00" + i + "-response.txt";
            String method = Recordings.method(request);
            boolean hasBody = !method.equals("DELETE");
            HttpResponse<String> answer = client.authorized(
                    method,
                    Recordings.target(request),
                    hasBody ? "application/json" : null,
                    hasBody ? Recordings.body(request) : null);
            assertThat(answer.statusCode()).as(request).isEqualTo(Recordings.status(response));
            assertThat(Client.parse(answer.body()).toString())
                    .isEqualTo(Client.parse(Recordings.body(response)).toString());
        }
    }

    @Test
    void anUpdateIsAnsweredAndReadBackAsRecorded() {
        try (SimulatedDevice device = like("D4200-VE-12.9.57")) {
            new Client(device).get("/axis-cgi/param.cgi?action=update&root.Network.SSH.Enabled=yes");
            replayAll(device, "D4200-VE-12.9.57/parameter_management_update_network_ssh_enabled");
        }
    }

    @Test
    void everyListedParameterThatIsNotComposedHasItsRecordedValueAndOrder() {
        Map<String, String> recorded = parameters(Recordings.text("D4200-VE-12.9.57/parameters.txt"));
        try (SimulatedDevice device = like("D4200-VE-12.9.57")) {
            Map<String, String> listed = parameters(
                    new Client(device).get("/axis-cgi/param.cgi?action=list").body());
            List<String> order = new ArrayList<>(listed.keySet());
            order.removeIf(name -> name.startsWith("root.IOPort."));
            List<String> recordedOrder = new ArrayList<>(recorded.keySet());
            recordedOrder.retainAll(order);
            assertThat(order).isEqualTo(recordedOrder).hasSizeGreaterThan(80);
            for (String name : order) {
                if (!recorded.get(name).contains("Strobe Speaker")
                        && !name.contains("NbrOf")
                        && !name.endsWith("Root.MACAddress")) {
                    assertThat(name + "=" + listed.get(name)).isEqualTo(name + "=" + recorded.get(name));
                }
            }
        }
    }

    @Test
    void aConfigurablePortHasTheRecordedParameters() {
        Map<String, String> recorded = parameters(Recordings.text("D4200-VE-12.9.57/parameters.txt"));
        try (SimulatedDevice device = like("D4200-VE-12.9.57")) {
            String answer = new Client(device)
                    .get("/axis-cgi/param.cgi?action=list&group=root.IOPort.I7")
                    .body()
                    .replace("IOPort.I7", "IOPort.I0")
                    .replace("Port 8", "Port 1");
            recorded.keySet().removeIf(name -> !name.startsWith("root.IOPort.I0."));
            assertThat(parameters(answer).toString()).isEqualTo(recorded.toString());
        }
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        Arrays.stream(text.split("\n")).filter(line -> line.contains("=")).forEach(line -> {
            int equals = line.indexOf('=');
            map.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return map;
    }

    @Test
    void theWrongShapeOfSetPortsGetsTheRecordedError() {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("11.1.65").start()) {
            HttpResponse<String> answer = new Client(device)
                    .post(
                            PORTS,
                            "{\"apiVersion\":\"1.0\",\"context\":\"Axis library\",\"method\":\"setPorts\","
                                    + "\"params\":[{\"port\":\"0\",\"state\":\"closed\"}]}");
            assertThat(answer.body())
                    .isEqualToIgnoringNewLines(
                            Recordings.text("io/portmanagement-setPorts-error-2103-A8207-11.1.65.json"));
            assertThat(device.relay(0).closures()).isZero();
        }
    }

    @Test
    void portsHaveTheRecordedMembersInTheRecordedOrder() {
        JsonNode recorded = Client.parse(Recordings.text("io/portmanagement-getPorts-pir-camera.json"));
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("9.80.2.2").start()) {
            JsonNode answer = new Client(device)
                    .json(
                            PORTS,
                            "{\"apiVersion\":\"1.0\",\"context\":\"Retrieve all properties of available ports\","
                                    + "\"method\":\"getPorts\"}");
            assertThat(names(answer)).isEqualTo(names(recorded));
            assertThat(answer.get("apiVersion")).isEqualTo(recorded.get("apiVersion"));
            assertThat(answer.get("context")).isEqualTo(recorded.get("context"));
            assertThat(names(answer.at("/data"))).isEqualTo(names(recorded.at("/data")));
            answer.at("/data/items")
                    .forEach(item -> assertThat(names(item)).isEqualTo(names(recorded.at("/data/items/0"))));
            ObjectNode input = (ObjectNode) answer.at("/data/items/1");
            input.put("port", "0").put("name", "PIR sensor");
            assertThat(input).isEqualTo(recorded.at("/data/items/0"));
        }
    }

    @Test
    void supportedVersionsOfPortManagementAreAsRecorded() {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("9.80.2.2").start()) {
            assertThat(new Client(device).json(PORTS, "{\"method\":\"getSupportedVersions\",\"context\":\"\"}"))
                    .isEqualTo(Client.parse(Recordings.text("io/portmanagement-getSupportedVersions-1.0.json")));
        }
    }

    @Test
    void anAbsentApiGetsTheRecordedPage() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().without("api-discovery").start()) {
            Client client = new Client(device);
            HttpResponse<String> answer = client.anonymous(
                    client.request("/axis-cgi/apidiscovery.cgi").POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(Recordings.text("io/apidiscovery-getApiList-P5512-5.51.7-404.html"));
        }
    }

    @Test
    void aMissingPortGroupIsReportedAsRecorded() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .user("guard", "secret", SimulatedRole.VIEWER)
                .start()) {
            // A viewer may not read the group, which looks like a device without it.
            assertThat(new Client(device, "guard", "secret", false)
                            .get("/axis-cgi/param.cgi?action=list&group=root.IOPort")
                            .body())
                    .isEqualToIgnoringNewLines(Recordings.text("io/param-ioport-missing-group-error.txt"));
        }
    }
}
