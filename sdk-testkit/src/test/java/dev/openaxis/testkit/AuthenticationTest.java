package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private static final String WHO = "/axis-cgi/usergroup.cgi";

    private final TestClock clock = new TestClock();

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    private static HttpResponse<String> with(Client client, String target, String credentials) {
        return client.send(
                client.request(target).header("Authorization", credentials).build());
    }

    private static String freshNonce(Client client) {
        client.takeNonce(challenge(client.anonymous(client.request(WHO))));
        return client.nonce();
    }

    @Test
    void theChallengeHasTheObservedFormAndItsNonceTellsTheClock() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().clock(clock).serial("b8a44f0a0b0c").start()) {
            Client client = new Client(device);
            HttpResponse<String> answer = client.anonymous(client.request(WHO));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenge(answer))
                    .matches("Digest realm=\"AXIS_B8A44F0A0B0C\", nonce=\"[A-Za-z0-9+/]{11}=[0-9a-f]{40}\","
                            + " algorithm=MD5, qop=\"auth\"");
            assertThat(answer.headers().firstValue("Transfer-Encoding")).contains("chunked");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
            client.takeNonce(challenge(answer));
            long micros = ByteBuffer.wrap(
                            Base64.getDecoder().decode(client.nonce().substring(0, 12)))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            assertThat(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)).isEqualTo(clock.instant());
            assertThat(device.counters().challenges()).isEqualTo(1);
            assertThat(device.counters().failedLogins()).isZero();
        }
    }

    @Test
    void httpsOffersBasicOnly() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device, "root", "wrong", true);
            HttpResponse<String> answer = client.anonymous(client.request(WHO));
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .containsExactly("Basic realm=\"AXIS_" + device.serial() + "\"");
            assertThat(client.get(WHO).statusCode()).isEqualTo(401);
            // The second attempt carries the same wrong password again.
            assertThat(device.counters().failedLogins()).isEqualTo(2);
        }
    }

    @Test
    void digestCredentialsAreRefusedWhereOnlyBasicWasOffered() {
        for (boolean accepted : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210();
            if (accepted) {
                builder.variant(Variant.DIGEST_ACCEPTED_UNASKED);
            }
            try (SimulatedDevice device = builder.start()) {
                Client http = new Client(device);
                Client https = new Client(device, "root", "pass-of-tests", true);
                String digest = http.digest("GET", WHO, freshNonce(http), 1);
                assertThat(with(https, WHO, digest).statusCode()).isEqualTo(accepted ? 200 : 401);
                assertThat(device.counters().failedLogins()).isZero();
            }
        }
    }

    @Test
    void anExpiredNonceIsStaleAndNotAFailedLogin() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .clock(clock)
                .nonceLife(Duration.ofSeconds(30))
                .start()) {
            Client client = new Client(device);
            String nonce = freshNonce(client);
            clock.advance(Duration.ofSeconds(30));
            assertThat(with(client, WHO, client.digest("GET", WHO, nonce, 1)).statusCode())
                    .isEqualTo(200);
            clock.advance(Duration.ofSeconds(1));
            HttpResponse<String> stale = with(client, WHO, client.digest("GET", WHO, nonce, 2));
            assertThat(stale.statusCode()).isEqualTo(401);
            assertThat(challenge(stale)).contains("algorithm=MD5, stale=true, qop=\"auth\"");
            assertThat(device.counters().failedLogins()).isZero();
        }
    }

    @Test
    void aWrongPasswordIsNeverStale() {
        try (SimulatedDevice device = SimulatedDevice.a9210().clock(clock).start()) {
            Client client = new Client(device, "root", "wrong", false);
            String nonce = freshNonce(client);
            clock.advance(Duration.ofHours(1));
            assertThat(challenge(with(client, WHO, client.digest("GET", WHO, nonce, 1))))
                    .doesNotContain("stale");
            assertThat(device.counters().failedLogins()).isEqualTo(1);
        }
    }

    @Test
    void anotherUriInTheCredentialsIsABadRequest() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            String nonce = freshNonce(client);
            String forAnother = client.digest("GET", "/axis-cgi/io/port.cgi?check=1,2", nonce, 1);
            assertThat(with(client, "/axis-cgi/io/port.cgi?check=1%2C2", forAnother)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aNonceCountMayBeRepeatedUnlessTheDeviceIsStrict() {
        for (boolean strict : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210();
            if (strict) {
                builder.variant(Variant.NONCE_COUNT_STRICT);
            }
            try (SimulatedDevice device = builder.start()) {
                Client client = new Client(device);
                String nonce = freshNonce(client);
                assertThat(with(client, WHO, client.digest("GET", WHO, nonce, 2))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(with(client, WHO, client.digest("GET", WHO, nonce, 1))
                                .statusCode())
                        .isEqualTo(200);
                HttpResponse<String> again = with(client, WHO, client.digest("GET", WHO, nonce, 2));
                assertThat(again.statusCode()).isEqualTo(strict ? 401 : 200);
                assertThat(challenge(again).contains("stale=true")).isEqualTo(strict);
            }
        }
    }

    @Test
    void aViewerMayNotSetPortsAndSeesItInTheWayOfTheVariant() {
        String body = "{\"apiVersion\":\"1.0\",\"method\":\"setPorts\",\"params\":{\"ports\":[]}}";
        for (Variant variant : new Variant[] {null, Variant.LOW_ROLE_FORBIDDEN, Variant.LOW_ROLE_IN_BAND}) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210().user("guard", "secret", SimulatedRole.VIEWER);
            if (variant != null) {
                builder.variant(variant);
            }
            try (SimulatedDevice device = builder.start()) {
                Client client = new Client(device, "guard", "secret", false);
                HttpResponse<String> answer = client.post("/axis-cgi/io/portmanagement.cgi", body);
                assertThat(answer.statusCode())
                        .isEqualTo(variant == null ? 401 : variant == Variant.LOW_ROLE_FORBIDDEN ? 403 : 200);
                if (variant == Variant.LOW_ROLE_IN_BAND) {
                    assertThat(Client.parse(answer.body()).at("/error/code").asInt())
                            .isEqualTo(2105);
                    assertThat(client.json(
                                            "/axis-cgi/basicdeviceinfo.cgi",
                                            "{\"apiVersion\":\"1.0\",\"method\":\"getAllProperties\"}")
                                    .at("/error/code")
                                    .asInt())
                            .isEqualTo(2001);
                }
                assertThat(device.counters().failedLogins()).isZero();
                assertThat(client.get(WHO).body()).isEqualTo("guard\nviewer\n");
            }
        }
    }

    @Test
    void aFactoryDefaultedDeviceAsksForSetup() {
        try (SimulatedDevice device = SimulatedDevice.a9210().factoryDefaulted().start()) {
            Client client = new Client(device);
            HttpResponse<String> answer = client.get(WHO);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Axis-Setup")).contains("vapix");
            assertThat(answer.body()).contains("initial admin user must be created first");
            assertThat(client.anonymousJson(
                                    "/axis-cgi/systemready.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"systemready\"}")
                            .at("/data/needsetup")
                            .asText())
                    .isEqualTo("yes");
        }
    }

    @Test
    void policiesChangeWhatIsOffered() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.DIGEST_EVERYWHERE).start()) {
            Client https = new Client(device, "root", "pass-of-tests", true);
            assertThat(challenge(https.anonymous(https.request(WHO)))).startsWith("Digest ");
            assertThat(https.get(WHO).statusCode()).isEqualTo(401);
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.BASIC_EVERYWHERE).start()) {
            Client http = new Client(device);
            assertThat(challenge(http.anonymous(http.request(WHO)))).startsWith("Basic ");
            assertThat(with(http, WHO, "Basic " + base64("root:pass-of-tests")).statusCode())
                    .isEqualTo(200);
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.BOTH_CHALLENGES).start()) {
            Client http = new Client(device);
            assertThat(http.anonymous(http.request(WHO)).headers().allValues("WWW-Authenticate"))
                    .hasSize(2)
                    .satisfies(first -> assertThat(first).startsWith("Basic "), org.assertj.core.data.Index.atIndex(0));
            assertThat(with(http, WHO, "Basic " + base64("root:pass-of-tests")).statusCode())
                    .isEqualTo(200);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void successfulAnswersMayCarryAuthenticationInfo() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.AUTHENTICATION_INFO).start()) {
            Client client = new Client(device);
            String nonce = freshNonce(client);
            HttpResponse<String> answer = with(client, WHO, client.digest("GET", WHO, nonce, 1));
            String ha1 = Client.md5("root:AXIS_" + device.serial() + ":pass-of-tests");
            String proof = Client.md5(ha1 + ":" + nonce + ":00000001:c0ffee:auth:" + Client.md5(":" + WHO));
            assertThat(answer.headers().firstValue("Authentication-Info"))
                    .contains("rspauth=\"" + proof + "\", cnonce=\"c0ffee\", nc=00000001, qop=auth");
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.NEXT_NONCE).start()) {
            Client client = new Client(device);
            HttpResponse<String> answer = with(client, WHO, client.digest("GET", WHO, freshNonce(client), 1));
            String info = answer.headers().firstValue("Authentication-Info").orElseThrow();
            client.takeNonce(info.replace("nextnonce", "nonce"));
            assertThat(with(client, WHO, client.digest("GET", WHO, client.nonce(), 1))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anonymousEndpointsIgnoreWrongCredentialsUnlessTheVariantSaysOtherwise() {
        for (boolean strict : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210();
            if (strict) {
                builder.variant(Variant.ANONYMOUS_APIS_CHECK_CREDENTIALS);
            }
            try (SimulatedDevice device = builder.start()) {
                Client https = new Client(device, "root", "wrong", true);
                HttpResponse<String> answer =
                        https.post("/axis-cgi/systemready.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"systemready\"}");
                assertThat(answer.statusCode()).isEqualTo(strict ? 401 : 200);
            }
        }
    }

    @Test
    void someAnonymousMethodsMayNeedALogin() {
        String list = "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\"}";
        String properties = "{\"apiVersion\":\"1.0\",\"method\":\"getAllUnrestrictedProperties\"}";
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.API_DISCOVERY_NEEDS_LOGIN, Variant.UNRESTRICTED_PROPERTIES_NEED_LOGIN)
                .start()) {
            assertThat(anonymousStatus(device, "/axis-cgi/apidiscovery.cgi", list))
                    .isEqualTo(401);
            assertThat(anonymousStatus(device, "/axis-cgi/basicdeviceinfo.cgi", properties))
                    .isEqualTo(401);
            assertThat(new Client(device)
                            .post("/axis-cgi/basicdeviceinfo.cgi", properties)
                            .statusCode())
                    .isEqualTo(200);
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(anonymousStatus(device, "/axis-cgi/apidiscovery.cgi", list))
                    .isEqualTo(200);
            assertThat(anonymousStatus(device, "/axis-cgi/basicdeviceinfo.cgi", properties))
                    .isEqualTo(200);
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs("10.12.228").start()) {
            assertThat(anonymousStatus(device, "/axis-cgi/apidiscovery.cgi", list))
                    .isEqualTo(401);
        }
    }

    private static int anonymousStatus(SimulatedDevice device, String target, String body) {
        Client client = new Client(device);
        return client.anonymous(client.request(target).POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    @Test
    void absentApisMayAskForALoginFirst() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.ABSENT_APIS_ASK_LOGIN_FIRST)
                .start()) {
            Client client = new Client(device);
            assertThat(client.anonymous(client.request("/axis-cgi/nothing.cgi")).statusCode())
                    .isEqualTo(401);
            assertThat(client.get("/axis-cgi/nothing.cgi").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void manyWrongPasswordsBlockTheClientForAWhile() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .clock(clock)
                .bruteForceProtection(3, Duration.ofSeconds(1), Duration.ofSeconds(10))
                .start()) {
            Client wrong = new Client(device, "root", "guess", true);
            for (int i = 0; i < 3; i++) {
                assertThat(with(wrong, WHO, "Basic " + base64("root:guess" + i)).statusCode())
                        .isEqualTo(401);
            }
            Client right = new Client(device);
            assertThat(right.get(WHO).statusCode()).isEqualTo(403);
            clock.advance(Duration.ofSeconds(10));
            assertThat(right.get(WHO).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theAccountListNeedsAnAdministrator() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .user("joe", "a", SimulatedRole.ADMIN)
                .user("ellen", "b", SimulatedRole.OPERATOR)
                .user("frank", "c", SimulatedRole.VIEWER)
                .start()) {
            assertThat(new Client(device, "joe", "a", false)
                            .get("/axis-cgi/pwdgrp.cgi?action=get")
                            .body())
                    .isEqualTo("admin=\"joe\"\r\noperator=\"joe,ellen\"\r\nviewer=\"joe,ellen,frank\"\r\n"
                            + "ptz=\"joe,ellen\"\r\ndigusers=\"joe,ellen,frank\"\r\n");
            assertThat(new Client(device, "ellen", "b", false)
                            .get("/axis-cgi/pwdgrp.cgi?action=get")
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
