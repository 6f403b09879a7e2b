package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final String ACCOUNTS = "/axis-cgi/pwdgrp.cgi";
    private static final String WHO = "/axis-cgi/usergroup.cgi";
    private static final String GENERIC = "Error: consult the system log file.";
    private static final String JOE = "action=add&user=joe&pwd=one&grp=users&sgrp=operator%3Aviewer";

    private static String sentence(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        String start = "<html><head><title>User accounts</title></head><body bgcolor=#ffffff>";
        String end = "\r\n</body>\r\n\r\n</html>\r\n";
        assertThat(answer.body()).startsWith(start).endsWith(end);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
        return answer.body().substring(start.length(), answer.body().length() - end.length());
    }

    private static String post(SimulatedDevice device, String form) {
        return sentence(new Client(device).form(ACCOUNTS, form));
    }

    private static String add(SimulatedDevice device, String name, String password, String groups) {
        return post(
                device,
                "action=add&user=" + encode(name) + "&pwd=" + encode(password) + "&grp=users&sgrp=" + encode(groups));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void anAddedAccountIsListedAndLogsIn() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(device.account("joe").exists()).isFalse();
            assertThat(device.account("joe").role()).isEmpty();
            assertThat(post(device, JOE)).isEqualTo("Created account joe.");
            assertThat(add(device, "frank", "G%&:= pass", "ptz:viewer")).isEqualTo("Created account frank.");
            assertThat(new Client(device).get(ACCOUNTS + "?action=get").body())
                    .isEqualTo("admin=\"root\"\r\noperator=\"root,joe\"\r\nviewer=\"root,joe,frank\"\r\n"
                            + "ptz=\"root,frank\"\r\ndigusers=\"root,joe,frank\"\r\n");
            assertThat(new Client(device, "joe", "one", false).get(WHO).body()).isEqualTo("joe\noperator viewer\n");
            assertThat(new Client(device, "frank", "G%&:= pass", true).get(WHO).body())
                    .isEqualTo("frank\nviewer ptz\n");
            assertThat(device.account("joe").role()).hasValue(SimulatedRole.OPERATOR);
            assertThat(device.account("joe").hasPtz()).isFalse();
            assertThat(device.account("frank").hasPtz()).isTrue();
            assertThat(device.account("joe").hasPassword("one")).isTrue();
            assertThat(device.account("joe")).hasToString("joe (OPERATOR)");
            assertThat(device.account("ellen")).hasToString("no account ellen");
            assertThat(device.account("ellen").name()).isEqualTo("ellen");
        }
    }

    @Test
    void aRoleIsChangedAndTheAccountRemoved() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            post(device, JOE);
            Client joe = new Client(device, "joe", "one", false);
            assertThat(post(device, "action=update&user=joe&sgrp=viewer")).isEqualTo("Modified account joe.");
            assertThat(joe.get(WHO).body()).isEqualTo("joe\nviewer\n");
            assertThat(post(device, "action=update&user=joe&sgrp=admin:operator:viewer:ptz&comment=Joe"))
                    .isEqualTo("Modified account joe.");
            assertThat(joe.get(WHO).body()).isEqualTo("joe\nadmin operator viewer ptz\n");
            assertThat(post(device, "action=remove&user=joe")).isEqualTo("Removed account joe.");
            assertThat(joe.get(WHO).statusCode()).isEqualTo(401);
            assertThat(device.account("joe").exists()).isFalse();
        }
    }

    @Test
    void accountsOutliveARestart() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            post(device, JOE);
            device.restart(Duration.ZERO);
            assertThat(device.account("joe").exists()).isTrue();
        }
    }

    @Test
    void aNewPasswordIsNeededAtOnceAndOldNoncesAreStale() {
        for (Variant variant : List.of(Variant.NONCE_SURVIVES_NEW_PASSWORD, Variant.CRLF_TEXT)) {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().variant(variant).start()) {
                Client old = new Client(device);
                assertThat(sentence(old.form(ACCOUNTS, "action=update&user=root&pwd=two")))
                        .isEqualTo("Modified account root.");
                assertThat(old.get(WHO).statusCode()).isEqualTo(401);
                assertThat(device.account("root").hasPassword("two")).isTrue();
                Client renewed = new Client(device, "root", "two", false);
                HttpResponse<String> first = renewed.send(renewed.request(WHO)
                        .header("Authorization", renewed.digest("GET", WHO, nonceBefore(device), 1))
                        .build());
                assertThat(first.statusCode()).isEqualTo(200);
                String nonce = nonceBefore(device);
                assertThat(sentence(renewed.form(ACCOUNTS, "action=update&user=root&pwd=three")))
                        .startsWith("Modified");
                Client third = new Client(device, "root", "three", false);
                HttpResponse<String> reused = third.send(third.request(WHO)
                        .header("Authorization", third.digest("GET", WHO, nonce, 2))
                        .build());
                if (variant == Variant.NONCE_SURVIVES_NEW_PASSWORD) {
                    assertThat(reused.statusCode()).isEqualTo(200);
                } else {
                    assertThat(reused.statusCode()).isEqualTo(401);
                    assertThat(reused.headers().firstValue("WWW-Authenticate").orElseThrow())
                            .contains("stale=true");
                }
                assertThat(third.get(WHO).statusCode()).isEqualTo(200);
            }
        }
    }

    private static String nonceBefore(SimulatedDevice device) {
        Client stranger = new Client(device);
        stranger.takeNonce(stranger.anonymous(stranger.request(WHO))
                .headers()
                .firstValue("WWW-Authenticate")
                .orElseThrow());
        return stranger.nonce();
    }

    @Test
    void aChangeOfRoleLeavesNoncesAlone() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            post(device, JOE);
            Client root = new Client(device);
            root.form(ACCOUNTS, "action=update&user=joe&sgrp=viewer");
            long challenges = device.counters().challenges();
            root.get(WHO);
            assertThat(device.counters().challenges()).isEqualTo(challenges);
        }
    }

    @Test
    void refusalsHaveTheirSentencesAndChangeNothing() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            post(device, JOE);
            assertThat(post(device, JOE))
                    .isEqualTo("Error: this user name already exists, consult the system log file.");
            assertThat(post(device, "user=joe")).isEqualTo("Error: action operation type.");
            assertThat(post(device, "action=rename&user=joe")).isEqualTo("Error: action operation type.");
            for (String name : List.of("", "user!", "joe smith", "abcdefghijklmno", "J\u00f6rg")) {
                assertThat(add(device, name, "x", "viewer")).as(name).isEqualTo("Error: account user name.");
            }
            assertThat(add(device, "abcdefghijklmn", "x", "viewer")).isEqualTo("Created account abcdefghijklmn.");
            assertThat(post(device, "action=remove")).isEqualTo("Error: account user name.");
            assertThat(post(device, "action=add&user=new&grp=users&sgrp=viewer"))
                    .isEqualTo("Error: invalid password.");
            assertThat(post(device, "action=update&user=joe&pwd=&sgrp=viewer")).isEqualTo("Error: invalid password.");
            assertThat(post(device, "action=add&user=new&pwd=x&sgrp=viewer")).isEqualTo(GENERIC);
            assertThat(post(device, "action=add&user=new&pwd=x&grp=wheel&sgrp=viewer"))
                    .isEqualTo(GENERIC);
            assertThat(post(device, "action=add&user=new&pwd=x&grp=users")).isEqualTo(GENERIC);
            assertThat(add(device, "new", "x", "operator")).isEqualTo(GENERIC);
            assertThat(post(device, "action=update&user=joe&pwd=two&sgrp=operator"))
                    .isEqualTo(GENERIC);
            assertThat(device.account("joe").role()).hasValue(SimulatedRole.OPERATOR);
            assertThat(device.account("joe").hasPassword("one")).isTrue();
            assertThat(device.account("new").exists()).isFalse();
        }
    }

    @Test
    void passwordsHaveAtMost64PrintableCharacters() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(add(device, "a", "p".repeat(64), "viewer")).isEqualTo("Created account a.");
            for (String wrong : List.of("p".repeat(65), "\u00e4", "a\tb")) {
                assertThat(add(device, "b", wrong, "viewer")).isEqualTo("Error: invalid password.");
            }
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.PASSWORD_RULES_ONLY_IF_STRICT)
                .start()) {
            String form = "action=add&user=b&grp=users&sgrp=viewer&pwd=" + "p".repeat(65);
            assertThat(post(device, form + "&strict_pwd=1")).isEqualTo("Error: invalid password.");
            assertThat(post(device, form)).isEqualTo("Created account b.");
        }
    }

    @Test
    void thereAreAtMost100Accounts() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client root = new Client(device);
            for (int i = 1; i < 100; i++) {
                String form = "action=add&user=u" + i + "&pwd=x&grp=users&sgrp=viewer";
                assertThat(sentence(root.form(ACCOUNTS, form))).isEqualTo("Created account u" + i + ".");
            }
            assertThat(add(device, "u100", "x", "viewer")).isEqualTo(GENERIC);
            assertThat(post(device, "action=remove&user=u7")).isEqualTo("Removed account u7.");
            assertThat(add(device, "u100", "x", "viewer")).isEqualTo("Created account u100.");
        }
    }

    @Test
    void rootAndTheLastAdministratorStay() {
        SimulatedDevice.Builder two = SimulatedDevice.a9210()
                .user("root", SimulatedDevice.DEFAULT_PASSWORD, SimulatedRole.ADMIN)
                .user("boss", "b", SimulatedRole.ADMIN);
        try (SimulatedDevice device = two.start()) {
            assertThat(post(device, "action=remove&user=root")).isEqualTo("Error: malformed action operation, remove.");
            assertThat(post(device, "action=remove&user=boss")).isEqualTo("Removed account boss.");
            assertThat(post(device, "action=update&user=root&sgrp=viewer"))
                    .isEqualTo("Error: malformed action operation, update.");
            assertThat(device.account("root").role()).hasValue(SimulatedRole.ADMIN);
        }
        try (SimulatedDevice device = two.variant(Variant.ROOT_DELETABLE).start()) {
            assertThat(post(device, "action=remove&user=root")).isEqualTo("Removed account root.");
            Client boss = new Client(device, "boss", "b", false);
            assertThat(sentence(boss.form(ACCOUNTS, "action=remove&user=boss"))).startsWith("Error: ");
        }
        try (SimulatedDevice device = two.axisOs("11.5.64").start()) {
            assertThat(post(device, "action=remove&user=root")).startsWith("Error: ");
        }
    }

    @Test
    void sentencesThatNoSourceNamesMayBeGeneric() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(post(device, "action=remove&user=nobody")).isEqualTo("Error: account user name.");
            assertThat(post(device, "action=update&user=nobody&pwd=x")).isEqualTo("Error: account user name.");
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.ACCOUNT_ERRORS_GENERIC, Variant.MODIFIED_THE_ACCOUNT)
                .start()) {
            assertThat(post(device, "action=remove&user=nobody")).isEqualTo(GENERIC);
            assertThat(post(device, "action=remove&user=root")).isEqualTo(GENERIC);
            assertThat(post(device, "action=remove&user=not_a_name")).isEqualTo("Error: account user name.");
            assertThat(post(device, "action=update&user=root&comment=x")).isEqualTo("Modified the account root.");
        }
    }

    @Test
    void onlyAdministratorsManageAccounts() {
        SimulatedDevice.Builder device = SimulatedDevice.a9210()
                .user("boss", "b", SimulatedRole.ADMIN)
                .user("chief", "c", SimulatedRole.OPERATOR)
                .user("guard", "g", SimulatedRole.VIEWER);
        for (boolean forbidden : List.of(false, true)) {
            try (SimulatedDevice started = (forbidden ? device.variant(Variant.LOW_ROLE_FORBIDDEN) : device).start()) {
                for (String action : List.of("get", "remove&user=boss", "update&user=guard&sgrp=viewer")) {
                    String target = ACCOUNTS + "?action=" + action;
                    int refused = forbidden ? 403 : 401;
                    assertThat(new Client(started, "guard", "g", false)
                                    .get(target)
                                    .statusCode())
                            .isEqualTo(refused);
                    assertThat(new Client(started, "chief", "c", false)
                                    .get(target)
                                    .statusCode())
                            .isEqualTo(refused);
                }
                assertThat(started.account("boss").exists()).isTrue();
            }
        }
    }

    @Test
    void oldDevicesListSystemAccountsToo() {
        for (SimulatedDevice.Builder builder : List.of(
                SimulatedDevice.a9210().axisOs("10.12.323"),
                SimulatedDevice.a9210().variant(Variant.SYSTEM_ACCOUNTS_LISTED))) {
            try (SimulatedDevice device = builder.start()) {
                assertThat(new Client(device).get(ACCOUNTS + "?action=get").body())
                        .contains("\r\nadmin=\"wwwaop,root,debugar,\"\r\n", "\r\ndigusers=\"root\"\r\n")
                        .endsWith("\r\n\r\n");
            }
        }
    }

    private static HttpResponse<String> unasked(SimulatedDevice device, String form) {
        Client anybody = new Client(device);
        return anybody.anonymous(anybody.request(ACCOUNTS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    @Test
    void anybodyCreatesTheFirstAdministrator() {
        String boss = "action=add&user=boss&pwd=b&grp=root&sgrp=admin%3Aoperator%3Aviewer%3Aptz";
        try (SimulatedDevice device = SimulatedDevice.a9210().factoryDefaulted().start()) {
            HttpResponse<String> early = unasked(device, "action=get");
            assertThat(early.statusCode()).isEqualTo(401);
            assertThat(early.body().trim()).isEqualTo("Error: initial admin user must be created first.");
            assertThat(early.headers().firstValue("Axis-Setup")).hasValue("vapix");
            HttpResponse<String> low = unasked(device, JOE);
            assertThat(low.statusCode()).isEqualTo(401);
            assertThat(low.body().trim()).isEqualTo("Error: not a valid initial admin user.");
            assertThat(sentence(unasked(device, boss.replace("pwd=b", "pwd=")))).isEqualTo("Error: invalid password.");
            assertThat(sentence(unasked(device, boss))).isEqualTo("Created account boss.");
            assertThat(unasked(device, boss).headers().firstValue("Axis-Setup")).isEmpty();
            assertThat(unasked(device, boss).statusCode()).isEqualTo(401);
            assertThat(new Client(device, "boss", "b", false).get(WHO).statusCode())
                    .isEqualTo(200);
            assertThat(new Client(device)
                            .anonymousJson(
                                    "/axis-cgi/systemready.cgi",
                                    "{\"apiVersion\":\"1\",\"method\":\"systemready\",\"params\":{\"timeout\":1}}")
                            .at("/data/needsetup")
                            .asText())
                    .isEqualTo("no");
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs("10.12.323").factoryDefaulted().start()) {
            assertThat(unasked(device, boss).statusCode()).isEqualTo(401);
            assertThat(sentence(unasked(device, boss.replace("boss", "root")))).isEqualTo("Created account root.");
        }
    }
}
