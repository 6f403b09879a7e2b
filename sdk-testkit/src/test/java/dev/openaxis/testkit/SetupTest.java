package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device as it leaves the factory, and its first administrator. */
class SetupTest {
    private static final String ACCOUNTS = "/axis-cgi/pwdgrp.cgi";
    private static final String WHO = "/axis-cgi/usergroup.cgi";
    private static final String READY = "/axis-cgi/systemready.cgi";
    private static final String ASK = "{\"apiVersion\":\"1\",\"method\":\"systemready\"}";
    private static final String LIST = "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\"}";
    private static final String ADMINISTRATOR = "admin:operator:viewer:ptz";
    private static final String STRONG = "Twelve ch4r!";

    private static HttpResponse<String> form(SimulatedDevice device, String form) {
        Client anybody = new Client(device);
        return anybody.anonymous(anybody.request(ACCOUNTS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> first(SimulatedDevice device, String name, String password, String groups) {
        return form(
                device,
                "action=add&user=" + name + "&pwd=" + URLEncoder.encode(password, StandardCharsets.ISO_8859_1)
                        + "&grp=root&sgrp=" + URLEncoder.encode(groups, StandardCharsets.ISO_8859_1));
    }

    private static HttpResponse<String> first(SimulatedDevice device, String name) {
        return first(device, name, "s3cret", ADMINISTRATOR);
    }

    private static JsonNode ready(SimulatedDevice device) {
        return new Client(device).anonymousJson(READY, ASK).get("data");
    }

    private static void refused(HttpResponse<String> answer, String sentence) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(answer.headers().firstValue("Axis-Setup")).hasValue("vapix");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.body().trim()).isEqualTo(sentence);
    }

    private static void created(HttpResponse<String> answer, String name) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("<html><head><title>User accounts</title></head><body bgcolor=#ffffff>Created account "
                        + name + ".\r\n</body>\r\n\r\n</html>\r\n");
    }

    private static int whoAmI(SimulatedDevice device, String user, String password) {
        return new Client(device, user, password, false).get(WHO).statusCode();
    }

    @Test
    void withoutADefaultUserTheFirstNameIsFree() {
        for (String axisOs : List.of("11.6.89", "11.11.192", "12.9.57")) {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().axisOs(axisOs).factoryDefaulted().start()) {
                refused(first(device, "not_a_name"), "Error: not a valid initial admin user.");
                created(first(device, "boss"), "boss");
                assertThat(whoAmI(device, "boss", "s3cret")).isEqualTo(200);
            }
        }
    }

    @Test
    void withoutADefaultPasswordTheFirstAccountIsRoot() {
        for (String axisOs : List.of(
                "5.51.6",
                "5.51.7",
                "6.50.4",
                "8.40.3",
                "9.40.1",
                "9.41.0",
                "9.80.2.2",
                "10.12.323",
                "11.5.64",
                "1.65.1",
                "1.84.1",
                "5.75.3",
                "6.53.1",
                "6.55.2",
                "7.15.1")) {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().axisOs(axisOs).factoryDefaulted().start()) {
                refused(first(device, "boss"), "Error: not a valid initial admin user.");
                refused(
                        new Client(device, "root", "pass", false).get(WHO),
                        "Error: initial admin user must be created first.");
                refused(form(device, "action=get"), "Error: initial admin user must be created first.");
                created(first(device, "root"), "root");
                assertThat(whoAmI(device, "root", "s3cret")).isEqualTo(200);
            }
        }
    }

    @Test
    void inTheLegacyGenerationEverybodyKnowsThePassword() {
        for (String axisOs :
                List.of("5.51.5", "5.51", "6.50.3", "7.40.1", "8.40.1", "9.30.1", "9.40", "9.40.0", "1.60.1")) {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().axisOs(axisOs).factoryDefaulted().start()) {
                String parameter = "/axis-cgi/param.cgi?action=list&group=root.System.RootPwdSet";
                Client root = new Client(device, "root", "pass", false);
                assertThat(first(device, "boss").headers().firstValue("Axis-Setup"))
                        .isEmpty();
                assertThat(first(device, "boss").statusCode()).isEqualTo(401);
                assertThat(root.get(WHO).body()).isEqualTo("root\nadmin operator viewer ptz\n");
                assertThat(root.get(ACCOUNTS + "?action=get").body()).contains("digusers=\"root\"");
                assertThat(root.get(parameter).body()).isEqualTo("root.System.RootPwdSet=no\n");

                root.form(ACCOUNTS, "action=update&user=root&pwd=better");

                assertThat(whoAmI(device, "root", "pass")).isEqualTo(401);
                assertThat(new Client(device, "root", "better", false)
                                .get(parameter)
                                .body())
                        .isEqualTo("root.System.RootPwdSet=yes\n");
            }
        }
    }

    @Test
    void aDeviceInUseIsNotInFactoryState() {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("8.40.1").start()) {
            assertThat(whoAmI(device, "root", "pass")).isEqualTo(401);
            assertThat(whoAmI(device, "root", SimulatedDevice.DEFAULT_PASSWORD)).isEqualTo(200);
        }
    }

    @Test
    void theFirstNameMayBeFreeOneVersionEarlier() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .axisOs("11.5.64")
                .factoryDefaulted()
                .variant(Variant.FIRST_NAME_FREE_FROM_11_5)
                .start()) {
            created(first(device, "boss"), "boss");
        }
    }

    @Test
    void theFirstAccountIsAnAdministratorWithCameraControl() {
        for (String groups : List.of("viewer", "operator:viewer:ptz", "admin:operator:viewer", "admin", "")) {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().factoryDefaulted().start()) {
                refused(first(device, "boss", "s3cret", groups), "Error: not a valid initial admin user.");
                created(first(device, "boss", "s3cret", "ptz:viewer:operator:admin"), "boss");
            }
        }
    }

    @Test
    void beforeTheFirstNameIsFreeTheCommentIsEmpty() {
        String root = "action=add&user=root&pwd=s3cret&grp=root&sgrp=admin:operator:viewer:ptz&comment=";
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs("10.12.323").factoryDefaulted().start()) {
            refused(form(device, root + "mine"), "Error: not a valid initial admin user.");
            created(form(device, root), "root");
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().factoryDefaulted().start()) {
            created(form(device, root + "mine"), "root");
        }
    }

    @Test
    void anonymousPermissionEndsWithTheFirstAccount() {
        try (SimulatedDevice device = SimulatedDevice.a9210().factoryDefaulted().start()) {
            assertThat(ready(device).get("needsetup").asText()).isEqualTo("yes");
            created(first(device, "boss"), "boss");
            assertThat(ready(device).get("needsetup").asText()).isEqualTo("no");
            HttpResponse<String> second = first(device, "joe");
            assertThat(second.statusCode()).isEqualTo(401);
            assertThat(second.headers().firstValue("Axis-Setup")).isEmpty();
            assertThat(device.account("joe").exists()).isFalse();
            assertThat(new Client(device, "boss", "s3cret", false)
                            .form(ACCOUNTS, "action=add&user=joe&pwd=j&grp=users&sgrp=viewer")
                            .body())
                    .contains("Created account joe.");
        }
    }

    @Test
    void anEmptyFirstPasswordLeavesTheDeviceOpenForSetup() {
        try (SimulatedDevice device = SimulatedDevice.a9210().factoryDefaulted().start()) {
            HttpResponse<String> answer = first(device, "boss", "", ADMINISTRATOR);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains(">Error: invalid password.\r\n");
            assertThat(ready(device).get("needsetup").asText()).isEqualTo("yes");
        }
    }

    @Test
    void theFirstPasswordMayNeedAMoment() {
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .clock(clock)
                .factoryDefaulted()
                .variant(Variant.FIRST_PASSWORD_WORKS_LATER)
                .start()) {
            created(first(device, "boss"), "boss");
            assertThat(ready(device).get("needsetup").asText()).isEqualTo("no");
            HttpResponse<String> early = new Client(device, "boss", "s3cret", false).get(WHO);
            assertThat(early.statusCode()).isEqualTo(401);
            assertThat(early.headers().firstValue("Axis-Setup")).isEmpty();
            clock.advance(Duration.ofMillis(300));
            assertThat(whoAmI(device, "boss", "s3cret")).isEqualTo(200);
        }
    }

    @Test
    void anotherEndpointMaySendAnOrdinaryChallenge() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .factoryDefaulted()
                .variant(Variant.SETUP_SENTENCE_ONLY_FOR_ACCOUNTS)
                .start()) {
            HttpResponse<String> answer = new Client(device).get(WHO);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Axis-Setup")).hasValue("vapix");
            assertThat(answer.body()).isEqualTo("{}");
            refused(form(device, "action=get"), "Error: initial admin user must be created first.");
        }
    }

    @Test
    void passwordsFollowThePolicy() {
        policy(PassphrasePolicy.LENGTH, "fourteen chars", "fifteen letters");
        for (String weak : List.of("Eleven ch4r", "twelve ch4r!", "TWELVE CH4R!", "Twelve char!", "TwelveCh4rss")) {
            policy(PassphrasePolicy.COMPLEX, weak, STRONG);
        }
    }

    private static void policy(PassphrasePolicy policy, String weak, String strong) {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .factoryDefaulted()
                .passphrasePolicy(policy)
                .start()) {
            assertThat(ready(device).get("passphrasepolicy").asText()).isEqualTo(policy.wire());
            HttpResponse<String> violation = first(device, "boss", weak, ADMINISTRATOR);
            assertThat(violation.statusCode()).isEqualTo(200);
            assertThat(violation.body()).contains(">Error: invalid password.\r\n");
            assertThat(ready(device).get("needsetup").asText()).isEqualTo("yes");
            created(first(device, "boss", strong, ADMINISTRATOR), "boss");

            Client boss = new Client(device, "boss", strong, false);
            String changed = "action=update&user=boss&pwd=" + URLEncoder.encode(weak, StandardCharsets.ISO_8859_1);
            assertThat(boss.form(ACCOUNTS, changed).body()).contains("Error: invalid password.");
            assertThat(device.account("boss").hasPassword(strong)).isTrue();
        }
    }

    @Test
    void aViolationOfThePolicyIsAnsweredInSeveralWays() {
        violation(Variant.PASSPHRASE_VIOLATION_GENERIC, 200, "Error: consult the system log file.");
        violation(Variant.PASSPHRASE_VIOLATION_EXPLAINED, 200, "Error: the password does not follow");
        violation(Variant.PASSPHRASE_VIOLATION_400, 400, "400 Bad Request");
    }

    private static void violation(Variant variant, int status, String text) {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .factoryDefaulted()
                .passphrasePolicy(PassphrasePolicy.COMPLEX)
                .variant(variant)
                .start()) {
            HttpResponse<String> answer = first(device, "boss");
            assertThat(answer.statusCode()).as(variant.name()).isEqualTo(status);
            assertThat(answer.body()).contains(text);
            assertThat(device.account("boss").exists()).isFalse();
            created(first(device, "boss", STRONG, ADMINISTRATOR), "boss");
        }
    }

    @Test
    void thePolicyMayBeATaskOfTheWebInterface() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .factoryDefaulted()
                .passphrasePolicy(PassphrasePolicy.LENGTH)
                .variant(Variant.PASSPHRASE_POLICY_NOT_ENFORCED)
                .start()) {
            assertThat(ready(device).get("passphrasepolicy").asText()).isEqualTo("length");
            created(first(device, "boss"), "boss");
        }
    }

    @Test
    void onlyAxisOs12HasAPolicy() {
        SimulatedDevice.Builder old =
                SimulatedDevice.a9210().axisOs("11.11.192").passphrasePolicy(PassphrasePolicy.LENGTH);
        assertThatThrownBy(old::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("11.11.192 has no passphrase policy");
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs("11.11.192").start()) {
            assertThat(ready(device).has("passphrasepolicy")).isFalse();
        }
    }

    @Test
    void apisAppearWithTheirVersions() {
        assertThat(statuses("7.30.1")).isEqualTo("404 404 404");
        assertThat(statuses("8.20.1")).isEqualTo("404 404 404");
        assertThat(statuses("8.40.3")).isEqualTo("404 404 200");
        assertThat(statuses("9.40.1")).isEqualTo("404 200 200");
        assertThat(statuses("9.50.1")).isEqualTo("200 200 200");
        // Own numbering: the number says nothing.
        assertThat(statuses("1.84.1")).isEqualTo("200 200 200");
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs("9.40.1").start()) {
            assertThat(new Client(device)
                            .post("/axis-cgi/apidiscovery.cgi", LIST)
                            .body())
                    .contains("basic-device-info")
                    .doesNotContain("systemready");
        }
    }

    /** Of systemready, API discovery and basic device information. */
    private static String statuses(String axisOs) {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs(axisOs).start()) {
            Client client = new Client(device);
            return client.post(READY, ASK).statusCode() + " "
                    + client.post("/axis-cgi/apidiscovery.cgi", LIST).statusCode() + " "
                    + client.post(
                                    "/axis-cgi/basicdeviceinfo.cgi",
                                    "{\"apiVersion\":\"1.0\",\"method\":\"getAllProperties\"}")
                            .statusCode();
        }
    }
}
