package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual hosts, whose API has an action, renaming and read-only fields. */
class VirtualHostTest {
    private static final String BASE = "/config/rest/virtualhost/v1";
    private static final String CREATE = BASE + "/create_virtualHost";
    private static final String HOST = BASE + "/virtualhosts/mgmt.example";
    private static final String INPUT =
            "{\"active\":true,\"auth_type\":\"digest\",\"port\":8443,\"server_name\":\"mgmt.example\",\"secure\":true}";
    private static final String OLDER_INPUT =
            "{\"active\":true,\"auth_type\":\"oidc\",\"port\":8443,\"server_name\":\"mgmt.example\"}";

    private static HttpResponse<String> send(SimulatedDevice device, String verb, String target, String data) {
        return new Client(device)
                .authorized(
                        verb,
                        target,
                        data == null ? null : "application/json",
                        data == null ? null : "{\"data\":" + data + "}");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.parse(answer.body()).at("/error/code").asInt(-1)).isEqualTo(code);
    }

    private static JsonNode data(SimulatedDevice device, String target) {
        return Client.parse(new Client(device).get(target).body()).path("data");
    }

    @Test
    void theDefaultHostsAreTheDocumentedOnesAndFollowThePolicy() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(data(device, BASE).toString())
                    .isEqualTo("{\"defaulthosts\":[{\"active\":true,\"auth_type\":\"digest\",\"port\":80,"
                            + "\"secure\":false,\"server_name\":\"default-http\"},{\"active\":true,"
                            + "\"auth_type\":\"basic\",\"port\":443,\"secure\":true,\"server_name\":\"default-https\"}],"
                            + "\"virtualhosts\":[]}");
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.DIGEST_EVERYWHERE).start()) {
            assertThat(data(device, BASE).findValuesAsText("auth_type")).containsExactly("digest", "digest");
        }
    }

    @Test
    void aHostIsCreatedByTheActionChangedRenamedAndRemoved() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            HttpResponse<String> created = send(device, "POST", CREATE, INPUT);
            assertThat(created.statusCode()).isEqualTo(200);
            assertThat(created.body()).isEqualTo("{\"status\":\"success\"}");
            assertThat(data(device, HOST)).isEqualTo(Client.parse(INPUT));
            assertThat(send(device, "PATCH", HOST + "/port", "8444").statusCode())
                    .isEqualTo(200);
            assertThat(data(device, HOST + "/port").asInt()).isEqualTo(8444);
            send(device, "PATCH", HOST, "{\"server_name\":\"other.example\",\"auth_type\":\"oauth-ccgrant\"}");
            assertRefused(new Client(device).get(HOST), 404, 2);
            String renamed = BASE + "/virtualhosts/other.example";
            assertThat(data(device, renamed).get("auth_type").asText()).isEqualTo("oauth-ccgrant");
            assertThat(send(device, "DELETE", renamed, null).statusCode()).isEqualTo(200);
            assertThat(data(device, BASE + "/virtualhosts")).isEmpty();
        }
    }

    @Test
    void below11_11TheActionIsPut() {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("11.10.61").start()) {
            assertThat(send(device, "POST", CREATE, OLDER_INPUT).statusCode()).isEqualTo(405);
            assertThat(data(device, BASE + "/virtualhosts")).isEmpty();
            assertRefused(send(device, "PUT", CREATE, INPUT), 400, 5);
            assertThat(send(device, "PUT", CREATE, OLDER_INPUT).statusCode()).isEqualTo(200);
            assertThat(data(device, BASE).toString()).isEqualTo("{\"virtualhosts\":[" + OLDER_INPUT + "]}");
        }
        for (String verb : List.of("POST", "PUT")) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .variant(Variant.CONFIG_EITHER_SETTING_VERB, Variant.CONFIG_ACTION_ANSWERS_OBJECT)
                    .start()) {
                assertThat(send(device, verb, CREATE, INPUT).body()).isEqualTo("{\"status\":\"success\",\"data\":{}}");
            }
        }
    }

    @Test
    void wrongInputIsRefusedAndNothingIsMade() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            for (String input : List.of(
                    "{}",
                    "7",
                    INPUT.replace("8443", "0"),
                    INPUT.replace("8443", "65536"),
                    INPUT.replace("8443", "\"8443\""),
                    INPUT.replace("digest", "ntlm"),
                    INPUT.replace("mgmt.example", "mgmt_example"),
                    INPUT.replace("mgmt.example", "a".repeat(65)),
                    INPUT.replace("active", "activ"),
                    OLDER_INPUT.replace("\"port\":8443,", ""))) {
                assertRefused(send(device, "POST", CREATE, input), 400, 5);
            }
            assertThat(data(device, BASE + "/virtualhosts")).isEmpty();
            send(device, "POST", CREATE, INPUT);
            assertRefused(send(device, "POST", CREATE, INPUT), 409, 6);
            assertRefused(send(device, "PATCH", HOST + "/server_name", "\"default-http\""), 409, 6);
            assertThat(new Client(device).get(CREATE).statusCode()).isEqualTo(405);
            assertThat(send(device, "POST", BASE + "/virtualhosts", INPUT).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void defaultHostsStayAndAreOnlyPartlySet() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().restartDelay(Duration.ZERO).start()) {
            String host = BASE + "/defaulthosts/default-http";
            assertThat(send(device, "PATCH", host, "{\"port\":8080}").statusCode())
                    .isEqualTo(200);
            assertThat(send(device, "DELETE", host, null).statusCode()).isEqualTo(405);
            assertThat(send(device, "PATCH", host + "/secure", "true").statusCode())
                    .isEqualTo(405);
            assertRefused(send(device, "PATCH", host, "{\"secure\":true}"), 400, 5);
            assertRefused(send(device, "PATCH", host, "{\"auth_type\":\"oidc\"}"), 400, 5);
            assertThat(data(device, host).get("port").asInt()).isEqualTo(8080);
            assertThat(data(device, host).get("secure").asBoolean()).isFalse();
        }
    }

    @Test
    void aFactoryDefaultForgetsThem() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .axisOs("12.9.57")
                .restartDelay(Duration.ZERO)
                .restartDowntime(Duration.ZERO)
                .readyAfterRestart(Duration.ZERO)
                .start()) {
            send(device, "POST", CREATE, INPUT);
            Client client = new Client(device);
            client.get("/axis-cgi/factorydefault.cgi");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> device.counters().softFactoryDefaults() == 1 && device.isReady());
            client.anonymous(
                    client.request(
                            "/axis-cgi/pwdgrp.cgi?action=add&user=root&pwd=pass-of-tests&grp=root&sgrp=admin:operator:viewer:ptz"));
            assertThat(device.account("root").exists()).isTrue();
            assertThat(data(device, BASE + "/virtualhosts")).isEmpty();
            assertThat(data(device, BASE + "/defaulthosts")).hasSize(2);
        }
    }
}
