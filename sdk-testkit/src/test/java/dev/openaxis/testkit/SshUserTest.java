package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SshUserTest {
    private static final String USERS = "/config/rest/ssh/v2/users";
    private static final String SVC = "{\"username\":\"svc1\",\"password\":\"one\",\"comment\":\"svc\"}";

    private static HttpResponse<String> send(SimulatedDevice device, String verb, String target, String data) {
        return new Client(device)
                .authorized(
                        verb,
                        target,
                        data == null ? null : "application/json",
                        data == null ? null : "{\"data\":" + data + "}");
    }

    private static int code(HttpResponse<String> answer) {
        assertThat(Client.parse(answer.body()).path("status").asText()).isEqualTo("error");
        return Client.parse(answer.body()).at("/error/code").asInt(-1);
    }

    private static SimulatedDevice with(Variant... variants) {
        return SimulatedDevice.a9210().variant(variants).start();
    }

    @Test
    void anAddedUserIsReadChangedAndRemoved() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            assertThat(device.sshUser("svc1").exists()).isFalse();
            assertThat(device.sshUser("svc1")).hasToString("no SSH user svc1");
            assertThat(send(device, "POST", USERS, SVC).statusCode()).isEqualTo(201);
            assertThat(device.sshUser("svc1").hasPassword("one")).isTrue();
            assertThat(device.sshUser("svc1").comment()).hasValue("svc");
            assertThat(client.get(USERS).body())
                    .isEqualTo("{\"status\":\"success\",\"data\":[{\"comment\":\"svc\",\"username\":\"svc1\"}]}");
            assertThat(client.get("/config/rest/ssh/v1beta/users/svc1").body())
                    .isEqualTo("{\"status\":\"success\",\"data\":{\"comment\":\"svc\",\"username\":\"svc1\"}}");
            assertThat(client.get("/config/rest/ssh/v2").body())
                    .isEqualTo(
                            "{\"status\":\"success\",\"data\":{\"users\":[{\"comment\":\"svc\",\"username\":\"svc1\"}]}}");
            assertThat(send(device, "PATCH", USERS + "/svc1", "{\"comment\":\"new one\"}")
                            .body())
                    .isEqualTo("{\"status\":\"success\"}");
            assertThat(device.sshUser("svc1").comment()).hasValue("new one");
            assertThat(device.sshUser("svc1").hasPassword("one")).isTrue();
            send(device, "PATCH", USERS + "/svc1", "{\"password\":\"two\"}");
            assertThat(device.sshUser("svc1").hasPassword("two")).isTrue();
            assertThat(device.sshUser("svc1")).hasToString("SSH user svc1");
            assertThat(send(device, "DELETE", USERS + "/svc1", null).body()).isEqualTo("{\"status\":\"success\"}");
            assertThat(device.sshUser("svc1").exists()).isFalse();
            assertThat(device.sshUser("svc1").name()).isEqualTo("svc1");
        }
    }

    @Test
    void propertiesHavePathsAndPasswordsAreNeverRead() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            send(device, "POST", USERS, SVC);
            assertThat(client.get(USERS + "/svc1/comment").body())
                    .isEqualTo("{\"status\":\"success\",\"data\":\"svc\"}");
            assertThat(client.get(USERS + "/svc1/username").body())
                    .isEqualTo("{\"status\":\"success\",\"data\":\"svc1\"}");
            assertThat(client.get(USERS + "/svc1/password").statusCode()).isEqualTo(405);
            assertThat(send(device, "PATCH", USERS + "/svc1/username", "\"x\"").statusCode())
                    .isEqualTo(405);
            assertThat(send(device, "PATCH", USERS + "/svc1/password", "\"two\"")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(device, "PATCH", USERS + "/svc1/comment", "\"c\"").statusCode())
                    .isEqualTo(200);
            assertThat(device.sshUser("svc1").hasPassword("two")).isTrue();
            assertThat(device.sshUser("svc1").comment()).hasValue("c");
            assertThat(code(client.get(USERS + "/svc2/comment"))).isEqualTo(2);
        }
    }

    @Test
    void refusalsHaveTheirCodesAndChangeNothing() {
        try (SimulatedDevice device = with()) {
            send(device, "POST", USERS, SVC);
            HttpResponse<String> again = send(device, "POST", USERS, "{\"username\":\"svc1\",\"password\":\"other\"}");
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(code(again)).isEqualTo(6);
            Map<String, List<String>> invalid = Map.of(
                    "POST",
                    List.of(
                            "null",
                            "\"svc2\"",
                            "{\"username\":\"svc2\"}",
                            "{\"password\":\"x\"}",
                            "{\"username\":\"svc2\",\"password\":\"\"}",
                            "{\"username\":\"Svc2\",\"password\":\"x\"}",
                            "{\"username\":\"2svc\",\"password\":\"x\"}",
                            "{\"username\":\"" + "a".repeat(33) + "\",\"password\":\"x\"}",
                            "{\"username\":\"svc2\",\"password\":\"" + "x".repeat(257) + "\"}",
                            "{\"username\":\"svc2\",\"password\":7}",
                            "{\"username\":\"svc2\",\"password\":\"x\",\"comment\":\"a:b\"}",
                            "{\"username\":\"svc2\",\"password\":\"x\",\"comment\":\"a\\nb\"}",
                            "{\"username\":\"svc2\",\"password\":\"x\",\"comment\":\"\"}",
                            "{\"username\":\"svc2\",\"password\":\"x\",\"shell\":\"sh\"}"),
                    "PATCH",
                    List.of(
                            "{\"username\":\"svc3\"}",
                            "{\"comment\":\"changed\",\"password\":\"\"}",
                            "{\"comment\":null}",
                            "[]"));
            invalid.forEach((verb, bodies) -> bodies.forEach(body -> {
                String target = verb.equals("POST") ? USERS : USERS + "/svc1";
                HttpResponse<String> answer = send(device, verb, target, body);
                assertThat(answer.statusCode()).as(body).isEqualTo(400);
                assertThat(code(answer)).as(body).isEqualTo(5);
                assertThat(answer.body()).doesNotContain("xxx");
            }));
            assertThat(device.sshUser("svc1").hasPassword("one")).isTrue();
            assertThat(device.sshUser("svc1").comment()).hasValue("svc");
            assertThat(new Client(device).get(USERS).body()).doesNotContain("svc2");
            assertThat(code(send(device, "DELETE", USERS + "/svc2", null))).isEqualTo(2);
            // The longest name and the trailing dollar are allowed.
            String longest = "a".repeat(31) + "$";
            assertThat(send(device, "POST", USERS, "{\"username\":\"" + longest + "\",\"password\":\"x\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(send(device, "DELETE", USERS + "/" + "a".repeat(31) + "%24", null)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(device.sshUser(longest).exists()).isFalse();
        }
    }

    @Test
    void whatAddingAnswersDependsOnTheVersion() {
        assertThat(added("11.11.192", Variant.CRLF_TEXT)).isEqualTo("201 {\"status\":\"success\"}");
        assertThat(added("12.9.57", Variant.CRLF_TEXT))
                .isEqualTo("201 {\"status\":\"success\",\"data\":{\"comment\":\"svc\",\"username\":\"svc1\"}}");
        assertThat(added("12.9.57", Variant.CONFIG_ADD_WITHOUT_DATA)).isEqualTo("201 {\"status\":\"success\"}");
        assertThat(added("12.9.57", Variant.CONFIG_ADD_EMPTY_DATA))
                .isEqualTo("201 {\"status\":\"success\",\"data\":\"\"}");
        assertThat(added("11.11.192", Variant.CONFIG_ADD_ANSWERED_200)).isEqualTo("200 {\"status\":\"success\"}");
    }

    private static String added(String axisOs, Variant variant) {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs(axisOs).variant(variant).start()) {
            HttpResponse<String> answer = send(device, "POST", "/config/rest/ssh/v1/users", SVC);
            assertThat(device.sshUser("svc1").exists()).isTrue();
            return answer.statusCode() + " " + answer.body();
        }
    }

    @Test
    void commentsHaveOpenQuestions() {
        String plain = "{\"username\":\"svc1\",\"password\":\"one\"}";
        try (SimulatedDevice device = with(Variant.SSH_EMPTY_COMMENT_ACCEPTED)) {
            send(device, "POST", USERS, SVC);
            assertThat(send(device, "PATCH", USERS + "/svc1", "{\"comment\":\"\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(device.sshUser("svc1").comment()).hasValue("");
        }
        try (SimulatedDevice device = with(Variant.SSH_COMMENT_WITHOUT_SPACES)) {
            send(device, "POST", USERS, SVC);
            assertThat(send(device, "PATCH", USERS + "/svc1", "{\"comment\":\"a b\"}")
                            .statusCode())
                    .isEqualTo(400);
        }
        try (SimulatedDevice device = with(Variant.SSH_MISSING_COMMENT_OMITTED)) {
            assertThat(send(device, "POST", USERS, plain).body())
                    .isEqualTo("{\"status\":\"success\",\"data\":{\"username\":\"svc1\"}}");
        }
        try (SimulatedDevice device = with()) {
            assertThat(send(device, "POST", USERS, plain).body())
                    .isEqualTo("{\"status\":\"success\",\"data\":{\"comment\":\"\",\"username\":\"svc1\"}}");
            assertThat(device.sshUser("svc1").comment()).isEmpty();
        }
    }

    @Test
    void secretsMayNeedTls() {
        try (SimulatedDevice device = with(Variant.CONFIG_SECRETS_NEED_TLS)) {
            assertThat(send(device, "POST", USERS, SVC).statusCode()).isEqualTo(403);
            assertThat(device.sshUser("svc1").exists()).isFalse();
            Client tls = new Client(device, "root", "pass-of-tests", true);
            assertThat(tls.post(USERS, "{\"data\":" + SVC + "}").statusCode()).isEqualTo(201);
            assertThat(new Client(device)
                            .get("/config/rest/basic-device-info/v2beta")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void usersOutliveARestartAndNotAFactoryDefault() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .restartDowntime(Duration.ZERO)
                .restartDelay(Duration.ZERO)
                .start()) {
            send(device, "POST", USERS, SVC);
            device.restart(Duration.ZERO);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            assertThat(device.sshUser("svc1").exists()).isTrue();
            new Client(device).get("/axis-cgi/factorydefault.cgi");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !device.sshUser("svc1").exists());
        }
    }
}
