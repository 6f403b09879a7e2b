package dev.openaxis.vapix.wire;

import static dev.openaxis.core.AppliedEffect.NONE;
import static dev.openaxis.core.AppliedEffect.POSSIBLE;
import static dev.openaxis.vapix.accounts.AccountRole.ADMIN;
import static dev.openaxis.vapix.accounts.AccountRole.OPERATOR;
import static dev.openaxis.vapix.accounts.AccountRole.VIEWER;
import static dev.openaxis.vapix.wire.ScriptedDevice.PWDGRP;
import static dev.openaxis.vapix.wire.ScriptedDevice.USERGROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.vapix.accounts.Account;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.Accounts;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.recordings.Recorded;
import dev.openaxis.vapix.wire.ScriptedDevice.Asked;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pwdgrp.cgi} and {@code usergroup.cgi}: every answer of the reference, and what is sent. */
class AccountsTest {
    private static final String RECORDED = "foundations/D4200-VE-12.9.57/pwdgrp_";
    private static final String PASSWORD = "Good morning";

    private final ScriptedDevice device = new ScriptedDevice();
    private final Accounts accounts = device.client().accounts();

    @AfterEach
    void close() {
        device.close();
    }

    private static String page(String sentence) {
        return "<html><head><title>User accounts</title></head><body bgcolor=#ffffff>" + sentence
                + "\r\n</body>\r\n\r\n</html>\r\n";
    }

    private static NewAccount joe() {
        return NewAccount.of("joe", PASSWORD, VIEWER);
    }

    // ---- recorded answers ----

    @Test
    void aRecordedAccountIsCreated_refusedASecondTime_andRemoved() {
        for (int i = 0; i < 3; i++) {
            device.answer(PWDGRP, Recorded.answer(RECORDED + "add_user_already_exists/00" + i + "-response.txt"));
        }
        NewAccount account = NewAccount.of("cassettetest", PASSWORD, VIEWER);

        accounts.add(account);
        Throwable second = catchThrowable(() -> accounts.add(account));
        accounts.remove("cassettetest");

        assertThat(second).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.effect()).isEqualTo(NONE);
            assertThat(refused.endpoint()).isEqualTo(PWDGRP);
            assertThat(refused.details()).isEqualTo(Map.of("reason", "exists", "account", "cassettetest"));
            assertThat(refused.deviceMessage())
                    .isEqualTo("Error: this user name already exists, consult the system log file.");
        });
        // The recorded requests have the same arguments in the query, but for the comment.
        String add = "action=add&user=cassettetest&pwd=Good%20morning&grp=users&sgrp=viewer&comment=";
        assertThat(device.asked())
                .containsExactly(
                        new Asked("POST " + PWDGRP, add),
                        new Asked("POST " + PWDGRP, add),
                        new Asked("POST " + PWDGRP, "action=remove&user=cassettetest"));
    }

    @ParameterizedTest
    @CsvSource({
        "add_user_invalid_password, password",
        "add_user_invalid_username, name",
        "remove_user_does_not_exist, name",
    })
    void recordedRefusalsAreNamed(String recording, String reason) {
        device.answer(PWDGRP, Recorded.answer(RECORDED + recording + "/000-response.txt"));

        assertThatThrownBy(() -> accounts.add(joe())).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.details()).containsEntry("reason", reason);
            assertThat(refused.effect()).isEqualTo(NONE);
        });
    }

    // ---- documented answers ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error: this user name already exists, consult the system log file. | exists | NONE",
                "Error: consult the system log file. | unspecified | POSSIBLE",
                "Error: invalid password. | password | NONE",
                "Error: account user name. | name | NONE",
                "Error: action operation type. | action | NONE",
                "Error: malformed action operation, add. | malformed | NONE",
                "Error: something new. | unspecified | POSSIBLE",
            })
    void everyDocumentedRefusal_asAPageAndAsASentence(String sentence, String reason, AppliedEffect effect) {
        for (String answer : new String[] {page(sentence), sentence, sentence + "\r\n", "<BODY>" + sentence}) {
            device.answers(PWDGRP, answer);
            assertThatThrownBy(() -> accounts.add(joe()))
                    .hasMessageContaining("accounts.add")
                    .isInstanceOfSatisfying(RefusedException.class, refused -> {
                        assertThat(refused.details()).containsEntry("reason", reason);
                        assertThat(refused.effect()).isEqualTo(effect);
                        assertThat(refused.deviceMessage()).startsWith("Error: ");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Error: not a valid initial admin user.", "Error: initial admin user must be created first."})
    void aDeviceWithoutAnyAccount(String sentence) {
        device.answers(PWDGRP, page(sentence));

        assertThatThrownBy(() -> accounts.add(joe())).isInstanceOf(SetupNeededException.class);
        assertThatThrownBy(accounts::list).isInstanceOf(SetupNeededException.class);
    }

    @Test
    void everyChangeIsOneForm_andItsSuccessIsSaid() {
        device.answers(
                PWDGRP,
                page("Created account joe."),
                "Modified the account joe.",
                page("Modified account joe."),
                "Removed account joe.\r\n");

        accounts.add(NewAccount.of("joe", "a+b&c=d", ADMIN).withPtz().withComment("Joe, J\u00f6rg's"));
        accounts.setPassword("joe", " ~!");
        accounts.setRole("joe", OPERATOR, true);
        accounts.async().remove("joe").join();

        assertThat(device.asked()).allMatch(asked -> asked.line().equals("POST " + PWDGRP));
        assertThat(device.bodies())
                .containsExactly(
                        "action=add&user=joe&pwd=a%2Bb%26c%3Dd&grp=users&sgrp=admin%3Aoperator%3Aviewer%3Aptz"
                                + "&comment=Joe%2C%20J%F6rg%27s",
                        "action=update&user=joe&pwd=%20~%21",
                        "action=update&user=joe&sgrp=operator%3Aviewer%3Aptz",
                        "action=remove&user=joe");
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER, false, viewer",
        "VIEWER, true, viewer:ptz",
        "OPERATOR, false, operator:viewer",
        "OPERATOR, true, operator:viewer:ptz",
        "ADMIN, false, admin:operator:viewer",
        "ADMIN, true, admin:operator:viewer:ptz",
    })
    void rolesAreCumulative_asTheReferenceSpellsThem(AccountRole role, boolean ptz, String groups) {
        device.answers(PWDGRP, page("Modified account joe."));

        accounts.setRole("joe", role, ptz);

        assertThat(device.bodies()).containsExactly("action=update&user=joe&sgrp=" + groups.replace(":", "%3A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<html><body></body></html>",
                "Removed account joe.",
                "Created",
                "Createdaccount joe",
                "The Created account joe",
                "<body"
            })
    void anAnswerThatSaysNeither_leavesItOpen(String answer) {
        device.answers(PWDGRP, answer);

        assertThatThrownBy(() -> accounts.add(joe()))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        malformed -> assertThat(malformed.effect()).isEqualTo(POSSIBLE));
    }

    @Test
    void anAccountThatMayNot_isToldWhichRoleItNeeds() {
        device.answer(PWDGRP, new MockResponse.Builder().code(403).build());
        assertThatThrownBy(accounts::list)
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("ADMIN");
        device.answers(PWDGRP);
        device.answer(
                PWDGRP,
                new MockResponse.Builder()
                        .code(401)
                        .addHeader("WWW-Authenticate", "Digest realm=\"AXIS_B8A44F000001\", nonce=\"a\", qop=\"auth\"")
                        .build());
        assertThatThrownBy(() -> accounts.add(joe())).isInstanceOf(AuthenticationException.class);
    }

    // ---- limits ----

    @ParameterizedTest
    @ValueSource(
            strings = {"", "fifteen-letters", "abcdefghijklmno", "a b", "a_b", "j\u00f6rg", "joe\n", "joe&grp=root"})
    void aNameOutsideTheLimits_isRefusedBeforeAnythingIsSent(String name) {
        assertThatThrownBy(() -> NewAccount.of(name, PASSWORD, VIEWER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> accounts.setPassword(name, PASSWORD)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> accounts.setRole(name, VIEWER, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> accounts.async().remove(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(device.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "planted\n", "planted\u00e4", "planted\u007f", "planted\t"})
    void aPasswordOutsideTheLimits_isRefusedWithoutTellingIt(String password) {
        assertThatThrownBy(() -> NewAccount.of("joe", password, VIEWER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("planted");
        assertThatThrownBy(() -> accounts.setPassword("joe", password + "x".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("planted")
                .hasMessageNotContaining("xx");
        assertThat(device.asked()).isEmpty();
    }

    @Test
    void theLongestNamesAndPasswordsAreSent() {
        device.answers(PWDGRP, page("Created account abcdefghijklmn."));

        accounts.add(NewAccount.of("abcdefghijklmn", "x".repeat(64), VIEWER));

        assertThat(device.bodies().get(0)).contains("pwd=" + "x".repeat(64) + "&");
    }

    // ---- list ----

    @Test
    void theListOfTheReference() {
        device.answers(PWDGRP, """
                admin="root,joe"\r
                operator="root,joe,ellen"\r
                viewer="root,joe,ellen,frank"\r
                ptz="root,joe,ellen"\r
                digusers="root,joe,ellen,frank"\r
                """);

        assertThat(accounts.list())
                .containsExactly(
                        new Account("root", Optional.of(ADMIN), true),
                        new Account("joe", Optional.of(ADMIN), true),
                        new Account("ellen", Optional.of(OPERATOR), true),
                        new Account("frank", Optional.of(VIEWER), false));
        assertThat(device.asked()).containsExactly(new Asked("GET " + PWDGRP + "?action=get", ""));
    }

    @Test
    void systemGroupsAndAccountsOfOldVersions_trailingCommas_andAccountsWithoutARole() {
        // Composed after the description of versions up to 10.12 in the reference.
        device.answers(PWDGRP, """
                root="root"
                daemon=""
                admin="wwwaop,root,debugar,"
                operator="wwwaop,root,joe=x,"
                viewer="wwwaop,root,ellen,ghost"
                ptz="wwwaop,root,"
                wwwaop="wwwaop"
                digusers="root,joe=x, ellen ,nobody,root,"

                """);

        assertThat(accounts.list())
                .containsExactly(
                        new Account("root", Optional.of(ADMIN), true),
                        new Account("joe=x", Optional.of(OPERATOR), false),
                        new Account("ellen", Optional.of(VIEWER), false),
                        new Account("nobody", Optional.empty(), false));
    }

    @Test
    void noAccountsIsAnAnswer_andNoListIsNone() {
        device.answers(PWDGRP, "admin=\"\"\r\ndigusers=\"\"\r\n");
        assertThat(accounts.list()).isEmpty();

        device.answers(PWDGRP, "admin=\"root\"\n");
        assertThatThrownBy(accounts::list)
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        malformed -> assertThat(malformed.effect()).isEqualTo(NONE));

        device.answers(PWDGRP, page("Error: consult the system log file."));
        assertThatThrownBy(accounts::list)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(NONE));
    }

    // ---- who am I ----

    @ParameterizedTest
    @CsvSource({
        "'root\nadmin operator viewer ptz\n', root, ADMIN, true",
        "'root\nroot admin operator ptz viewer', root, ADMIN, true",
        "'joe\r\nviewer operator\r\n', joe, OPERATOR, false",
        "'frank\nviewer\n', frank, VIEWER, false",
        "'frank', frank,, false",
        "'frank\n\n', frank,, false",
    })
    void theAccountInUse(String answer, String name, AccountRole role, boolean ptz) {
        device.answers(USERGROUP, answer);

        assertThat(accounts.whoAmI()).isEqualTo(new Account(name, Optional.ofNullable(role), ptz));
    }

    @Test
    void aDeviceThatDoesNotTellTheAccountInUse() {
        assertThatThrownBy(accounts::whoAmI)
                .isInstanceOfSatisfying(
                        UnsupportedCapabilityException.class,
                        unsupported -> assertThat(unsupported.api()).isEqualTo("usergroup.cgi"));
        for (String answer : new String[] {"", "\nadmin", "<html><body>root", "two words\n"}) {
            device.answers(USERGROUP, answer);
            assertThatThrownBy(accounts::whoAmI).isInstanceOf(MalformedResponseException.class);
        }
    }

    // ---- secrets ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: invalid password pl@nted<1>.",
                "Error: invalid password.",
                "Error: 'pl@nt is too short.",
                "Error: pl%40nted%3C1%3E",
                "Error: PL@NTED&lt;1&gt;",
                "what is pl@nted<1>?",
                "",
            })
    void aPlantedPassword_comesOutNowhereButInTheBody(String sentence) {
        String password = "pl@nted<1>";
        NewAccount account = NewAccount.of("joe", password, VIEWER).withComment("pl@nted<1>");
        StringWriter all = new StringWriter();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            for (String answer : new String[] {sentence, page(sentence)}) {
                device.answers(PWDGRP, answer);
                for (Throwable failure : new Throwable[] {
                    catchThrowable(() -> accounts.add(account)),
                    catchThrowable(() -> accounts.setPassword("joe", password))
                }) {
                    failure.printStackTrace(new PrintWriter(all));
                    if (failure instanceof RefusedException refused) {
                        all.append(refused.deviceMessage() + refused.details());
                    }
                    if (failure instanceof MalformedResponseException malformed) {
                        all.append(malformed.excerpt());
                    }
                }
            }
        } finally {
            System.setErr(before);
        }

        assertThat(all + account.toString() + log.toString(StandardCharsets.UTF_8))
                .doesNotContainIgnoringCase("pl@nt")
                .doesNotContainIgnoringCase("pl%40nt");
        assertThat(device.asked()).allMatch(asked -> asked.line().equals("POST " + PWDGRP));
        assertThat(device.bodies()).allMatch(body -> body.contains("pwd=pl%40nted%3C1%3E"));
    }
}
