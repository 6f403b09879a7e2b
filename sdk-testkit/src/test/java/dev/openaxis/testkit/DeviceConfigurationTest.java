package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Device Configuration framework: discovery, paths, verbs, codes, roles. */
class DeviceConfigurationTest {
    private static final String DISCOVER = "/config/discover";
    private static final String SWITCH = "/config/rest/basic-device-info/v2beta";
    private static final String PASSPHRASE = "/config/rest/user-management/v2beta/settings/passphraseComplexity";
    private static final String UNRESTRICTED = "{\"apiVersion\":\"1.2\",\"method\":\"getAllUnrestrictedProperties\"}";

    private static HttpResponse<String> send(SimulatedDevice device, String verb, String target, String data) {
        return new Client(device)
                .authorized(
                        verb,
                        target,
                        data == null ? null : "application/json",
                        data == null ? null : "{\"data\":" + data + "}");
    }

    private static SimulatedDevice with(Variant... variants) {
        return SimulatedDevice.a9210().variant(variants).start();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(Client.parse(answer.body()).path("status").asText()).isEqualTo("error");
        assertThat(Client.parse(answer.body()).at("/error/code").asInt(-1)).isEqualTo(code);
    }

    private static void assertPage(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("<HTML>");
    }

    @Test
    void discoveryIsServedInParts() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            JsonNode whole = Client.parse(client.get(DISCOVER).body());
            JsonNode ssh = whole.at("/apis/ssh");
            assertThat(ssh.at("/v2/rest_api").asText()).isEqualTo("/config/rest/ssh/v2");
            assertThat(ssh.at("/v1/rest_api").asText()).isEqualTo("/config/rest/ssh/v1beta");
            assertThat(Client.parse(client.get(DISCOVER + "/apis").body())).isEqualTo(whole.get("apis"));
            assertThat(Client.parse(client.get(DISCOVER + "/apis/ssh").body()).toString())
                    .isEqualTo("{\"ssh\":" + ssh + "}");
            assertThat(Client.parse(client.get(DISCOVER + "/apis/ssh/v2").body()))
                    .isEqualTo(ssh.get("v2"));
            assertPage(client.get(DISCOVER + "/apis/ssh/v3"), 404);
            assertPage(client.get(DISCOVER + "/apis/nothing"), 404);
            assertPage(client.get(DISCOVER + "/device"), 404);
            assertPage(client.get(DISCOVER + "/apis/ssh/v2/model.json"), 501);
            assertPage(client.get(DISCOVER + "/openapi.json"), 501);
            assertPage(client.get(DISCOVER + "/apis/ssh/v3/model.json"), 404);
            assertPage(client.post(DISCOVER, "{}"), 405);
        }
        try (SimulatedDevice device = with(Variant.CONFIG_API_WITHOUT_ID)) {
            assertThat(Client.parse(new Client(device)
                                    .get(DISCOVER + "/apis/snmp")
                                    .body())
                            .at("/v1/version")
                            .asText())
                    .isEqualTo("1.2.1");
        }
    }

    @Test
    void theFrameworkCameWith11_8AndIsListedFrom11_11() {
        String list = "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\",\"params\":{\"id\":\"device-config\"}}";
        Map<String, List<Integer>> expected = Map.of(
                "10.12.228", List.of(404, 0),
                "11.7.57", List.of(404, 0),
                "11.8.61", List.of(200, 0),
                "11.11.192", List.of(200, 1),
                "12.9.57", List.of(200, 1),
                "1.84.1", List.of(404, 0));
        expected.forEach((version, statusAndListed) -> {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().axisOs(version).start()) {
                Client client = new Client(device);
                assertThat(client.get(DISCOVER).statusCode()).as(version).isEqualTo(statusAndListed.get(0));
                assertThat(client.json("/axis-cgi/apidiscovery.cgi", list).at("/data/apiList"))
                        .as(version)
                        .hasSize(statusAndListed.get(1));
            }
        });
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .axisOs("11.8.61")
                .variant(Variant.DEVICE_CONFIG_LISTED_FROM_11_8)
                .start()) {
            assertThat(new Client(device)
                            .json("/axis-cgi/apidiscovery.cgi", list)
                            .at("/data/apiList"))
                    .hasSize(1);
        }
    }

    @Test
    void theFrameworkOrOneApiCanBeLeftOut() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().without("device-config").start()) {
            assertPage(new Client(device).get(DISCOVER), 404);
            assertPage(new Client(device).get("/config/rest/ssh/v2/users"), 404);
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().without("ssh.v2").start()) {
            JsonNode apis =
                    Client.parse(new Client(device).get(DISCOVER + "/apis").body());
            assertThat(apis.at("/ssh/v2").isMissingNode()).isTrue();
            assertThat(apis.at("/ssh/v1").isMissingNode()).isFalse();
            assertPage(new Client(device).get("/config/rest/ssh/v2/users"), 404);
            assertThat(new Client(device).get("/config/rest/ssh/v1/users").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void discoveryNeedsAnAccountUnlessAVariantSaysOtherwise() {
        assertDiscovery(401, 200);
        assertDiscovery(200, 200, Variant.CONFIG_DISCOVERY_ANONYMOUS);
        assertDiscovery(401, 403, Variant.CONFIG_DISCOVERY_NEEDS_ADMIN);
        assertDiscovery(401, 401, Variant.CONFIG_DISCOVERY_NEEDS_ADMIN, Variant.CONFIG_LOW_ROLE_401);
    }

    private static void assertDiscovery(int anonymous, int viewer, Variant... variants) {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .user("root", "pass-of-tests", SimulatedRole.ADMIN)
                .user("guard", "x", SimulatedRole.VIEWER)
                .variant(variants)
                .start()) {
            Client client = new Client(device);
            assertThat(client.anonymous(client.request(DISCOVER)).statusCode()).isEqualTo(anonymous);
            assertThat(new Client(device, "guard", "x", false).get(DISCOVER).statusCode())
                    .isEqualTo(viewer);
            assertThat(client.get(DISCOVER).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anyMayReadTheSwitchAndOnlyAnAdministratorSetsIt() {
        for (Variant variant : List.of(Variant.CRLF_TEXT, Variant.CONFIG_LOW_ROLE_401, Variant.LOW_ROLE_IN_BAND)) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .user("ellen", "x", SimulatedRole.OPERATOR)
                    .variant(variant)
                    .start()) {
                Client ellen = new Client(device, "ellen", "x", false);
                assertThat(ellen.get(SWITCH).body())
                        .isEqualTo("{\"status\":\"success\",\"data\":{\"allowAnonymous\":true}}");
                HttpResponse<String> refused =
                        ellen.authorized("PATCH", SWITCH, "application/json", "{\"data\":{\"allowAnonymous\":false}}");
                assertThat(refused.statusCode()).isEqualTo(variant == Variant.CONFIG_LOW_ROLE_401 ? 401 : 403);
                assertThat(ellen.get(SWITCH + "/allowAnonymous").body())
                        .isEqualTo("{\"status\":\"success\",\"data\":true}");
                assertThat(ellen.get("/config/rest/ssh/v2/users/nobody").statusCode())
                        .isEqualTo(refused.statusCode());
            }
        }
    }

    @Test
    void theSwitchDecidesWhetherStrangersReadUnrestrictedProperties() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .restartDowntime(Duration.ZERO)
                .restartDelay(Duration.ZERO)
                .start()) {
            assertThat(strangerReads(device)).isTrue();
            assertThat(send(device, "PATCH", SWITCH + "/allowAnonymous", "false")
                            .body())
                    .isEqualTo("{\"status\":\"success\"}");
            assertThat(strangerReads(device)).isFalse();
            assertThat(send(device, "PATCH", SWITCH, "{\"allowAnonymous\":true}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(strangerReads(device)).isTrue();
            send(device, "PATCH", SWITCH, "{\"allowAnonymous\":false}");
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            assertThat(strangerReads(device)).isFalse();
            new Client(device).get("/axis-cgi/factorydefault.cgi");
            await().atMost(Duration.ofSeconds(20)).until(() -> device.counters().softFactoryDefaults() == 1);
            await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            assertThat(strangerReads(device)).isTrue();
        }
        try (SimulatedDevice device = with(Variant.UNRESTRICTED_PROPERTIES_NEED_LOGIN)) {
            assertThat(new Client(device).get(SWITCH + "/allowAnonymous").body())
                    .isEqualTo("{\"status\":\"success\",\"data\":false}");
        }
    }

    private static boolean strangerReads(SimulatedDevice device) {
        Client client = new Client(device);
        int status = client.anonymous(client.request("/axis-cgi/basicdeviceinfo.cgi")
                        .POST(HttpRequest.BodyPublishers.ofString(UNRESTRICTED)))
                .statusCode();
        assertThat(status).isIn(200, 401);
        return status == 200;
    }

    @Test
    void theSwitchMayTakeAnObjectAtItsOwnPath() {
        try (SimulatedDevice device = with(Variant.ALLOW_ANONYMOUS_AS_OBJECT)) {
            assertRefused(send(device, "PATCH", SWITCH + "/allowAnonymous", "false"), 400, 5);
            assertThat(send(device, "PATCH", SWITCH + "/allowAnonymous", "{\"allowAnonymous\":false}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(new Client(device).get(SWITCH).body()).contains("\"allowAnonymous\":false");
        }
        try (SimulatedDevice device = with()) {
            assertRefused(send(device, "PATCH", SWITCH + "/allowAnonymous", "{\"allowAnonymous\":false}"), 400, 5);
            assertRefused(send(device, "PATCH", SWITCH, "{\"allowAnonymous\":\"no\"}"), 400, 5);
            assertRefused(send(device, "PATCH", SWITCH, "{\"other\":true}"), 400, 5);
            assertRefused(send(device, "PATCH", SWITCH, "true"), 400, 5);
            assertThat(strangerReads(device)).isTrue();
        }
    }

    @Test
    void thePassphrasePolicyIsReadAndUnderAVariantSet() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .passphrasePolicy(PassphrasePolicy.LENGTH)
                .start()) {
            JsonNode data = Client.parse(new Client(device)
                            .get("/config/rest/user-management/v2beta")
                            .body())
                    .get("data");
            assertThat(data.at("/settings/passphraseComplexity/policy").asText())
                    .isEqualTo("length");
            assertThat(data.at("/settings/passphraseComplexity/policies").findValuesAsText("id"))
                    .containsExactly("none", "length", "complex");
            assertPage(send(device, "PATCH", PASSPHRASE + "/policy", "\"complex\""), 405);
        }
        try (SimulatedDevice device = with(Variant.PASSPHRASE_POLICY_SETTABLE)) {
            assertRefused(send(device, "PATCH", PASSPHRASE + "/policy", "\"strong\""), 400, 5);
            assertRefused(send(device, "PATCH", PASSPHRASE, "{\"policies\":[]}"), 400, 5);
            assertThat(send(device, "PATCH", PASSPHRASE + "/policy", "\"complex\"")
                            .statusCode())
                    .isEqualTo(200);
            Client client = new Client(device);
            assertThat(client.anonymousJson(
                                    "/axis-cgi/systemready.cgi", "{\"apiVersion\":\"1\",\"method\":\"systemready\"}")
                            .at("/data/passphrasepolicy")
                            .asText())
                    .isEqualTo("complex");
            assertThat(client.form(
                                    "/axis-cgi/pwdgrp.cgi",
                                    "action=add&user=joe&pwd=one&grp=users&sgrp=operator%3Aviewer")
                            .body())
                    .contains("Error: invalid password.");
        }
    }

    @Test
    void absentApisUnknownPathsAndMissingOperationsDiffer() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            assertPage(client.get("/config/rest/nothing/v1"), 404);
            assertPage(client.get("/config/rest"), 404);
            assertPage(client.get("/config/rest/ssh/v3/users"), 404);
            assertPage(client.get("/config/rest/cert/v1/certificates"), 501);
            assertRefused(client.get("/config/rest/ssh/v2/groups"), 404, 1);
            assertRefused(client.get("/config/rest/ssh/v2/users/a/b"), 404, 1);
            assertRefused(client.get("/config/rest/ssh/v2/users/a"), 404, 2);
            assertPage(send(device, "DELETE", "/config/rest/ssh/v2/users", null), 405);
            assertPage(send(device, "PUT", SWITCH, "{\"allowAnonymous\":false}"), 405);
        }
        try (SimulatedDevice device = with(
                Variant.CONFIG_ABSENT_API_IN_JSON, Variant.CONFIG_UNKNOWN_PATH_PAGE, Variant.CONFIG_WRONG_VERB_404)) {
            assertRefused(new Client(device).get("/config/rest/nothing/v1"), 404, 1);
            assertPage(new Client(device).get("/config/rest/ssh/v2/groups"), 404);
            assertRefused(send(device, "DELETE", "/config/rest/ssh/v2/users", null), 404, 1);
        }
    }

    @Test
    void theSuffixOfAVersionMatters_onlyUnderAVariant() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            for (String base : List.of("ssh/v1", "ssh/v1beta", "ssh/v1alpha", "ssh/v2beta")) {
                assertThat(client.get("/config/rest/" + base + "/users").statusCode())
                        .isEqualTo(200);
            }
        }
        try (SimulatedDevice device = with(Variant.CONFIG_BASE_STRICT)) {
            assertPage(new Client(device).get("/config/rest/ssh/v1/users"), 404);
            assertThat(new Client(device).get("/config/rest/ssh/v1beta/users").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void below11_11PutSetsAndPatchDoesNot() {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("11.10.61").start()) {
            assertPage(send(device, "PATCH", SWITCH + "/allowAnonymous", "false"), 405);
            assertThat(strangerReads(device)).isTrue();
            assertThat(send(device, "PUT", SWITCH + "/allowAnonymous", "false").statusCode())
                    .isEqualTo(200);
            assertThat(strangerReads(device)).isFalse();
        }
        for (String verb : List.of("PUT", "PATCH")) {
            try (SimulatedDevice device = with(Variant.CONFIG_EITHER_SETTING_VERB)) {
                assertThat(send(device, verb, SWITCH + "/allowAnonymous", "false")
                                .statusCode())
                        .isEqualTo(200);
                assertThat(strangerReads(device)).isFalse();
            }
        }
    }

    @Test
    void wrongContentTypesAndBodiesAreRefused() {
        String good = "{\"data\":false}";
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            assertRefused(client.authorized("PATCH", SWITCH + "/allowAnonymous", "text/plain", good), 415, 11);
            assertRefused(client.authorized("PATCH", SWITCH + "/allowAnonymous", null, good), 415, 11);
            for (String bad : List.of("", "nonsense", "[]", "{}", "{\"data\":", good + good)) {
                assertRefused(client.authorized("PATCH", SWITCH + "/allowAnonymous", "application/json", bad), 400, 5);
            }
            assertThat(strangerReads(device)).isTrue();
            assertThat(client.authorized("PATCH", SWITCH + "/allowAnonymous", "application/json; charset=utf-8", good)
                            .statusCode())
                    .isEqualTo(200);
        }
        try (SimulatedDevice device = with(Variant.CONFIG_CONTENT_TYPE_400, Variant.CONFIG_MALFORMED_BODY_500)) {
            Client client = new Client(device);
            assertRefused(client.authorized("PATCH", SWITCH, "text/plain", good), 400, 11);
            assertRefused(client.authorized("PATCH", SWITCH, "application/json", "nonsense"), 500, 0);
        }
    }

    @Test
    void successMayCarryRemarks() {
        try (SimulatedDevice device = with(Variant.CONFIG_ANSWERS_WITH_REMARKS)) {
            JsonNode answer = Client.parse(new Client(device).get(SWITCH).body());
            assertThat(answer.at("/data/allowAnonymous").asBoolean()).isTrue();
            assertThat(answer.at("/information/0").isTextual()).isTrue();
            assertThat(answer.at("/warnings/0").isTextual()).isTrue();
        }
    }

    @Test
    void faultsAndTheRequestLogApply() {
        try (SimulatedDevice device = with()) {
            device.faults().inject(Fault.status(503).on(SWITCH));
            assertThat(new Client(device).get(SWITCH).statusCode()).isEqualTo(503);
            assertThat(new Client(device).get(SWITCH).statusCode()).isEqualTo(200);
            assertThat(device.requests())
                    .anySatisfy(request -> assertThat(request.user()).contains("root"))
                    .allSatisfy(request -> assertThat(request.target()).isEqualTo(SWITCH));
            assertThat(device.fidelity()).contains("/config/discover ");
        }
    }
}
