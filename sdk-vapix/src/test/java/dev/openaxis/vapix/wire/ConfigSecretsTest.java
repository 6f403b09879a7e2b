package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.ConfigDevice.OS_12;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.Effect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.vapix.config.ConfigApi;
import dev.openaxis.vapix.config.ConfigResource;
import dev.openaxis.vapix.config.ConfigValue;
import dev.openaxis.vapix.config.ImportMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A planted secret comes out nowhere but in the body of the request, and what is no secret is told. */
class ConfigSecretsTest {
    private static final String SECRET = "pl@nted & <hush> \"x\"\npl@nted-2";
    private static final String USERS = "/config/rest/ssh/v2/users";

    private final ConfigDevice device = ConfigDevice.recorded(OS_12);

    @AfterEach
    void close() {
        device.close();
    }

    private static void assertNoSecretIn(String text) {
        assertThat(text)
                .doesNotContainIgnoringCase("pl@n")
                .doesNotContainIgnoringCase("nted")
                .doesNotContainIgnoringCase("hush")
                .doesNotContainIgnoringCase("%40nted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Validation error: pl@nted & <hush> \"x\"\npl@nted-2 is too short",
                "Validation error: pl@nted & <hush> \"x\" pl@nted-2 is too short",
                "Validation error: \"pl@nted\" is too short",
                "Validation error: \"pl@n\" is too short",
                "Validation error: 'pl@nted & <hu",
                "Validation error: pl@nted & <hu... is too short",
                "Validation error: PL@NTED & <HUSH> is too short",
                "Validation error: pl@nted &amp; &lt;hush&gt; &quot;x&quot;",
                "Validation error: pl%40nted%20%26%20%3Chush%3E",
                "Validation error: pl@nted & <hush> \\\"x\\\"\\npl@nted-2",
                "pl@nted-2",
                "",
            })
    void whateverTheDeviceQuotes_itIsNotTold(String message) {
        String said = ConfigValue.of(message).toJson();
        Map<String, Object> user = Map.of("username", "svc1", "password", SECRET);
        ConfigApi ssh = device.config().api("ssh");
        ConfigResource users = ssh.at("users");
        StringBuilder told = new StringBuilder();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            for (String body : List.of(
                    "{\"status\":\"error\",\"error\":{\"code\":5,\"message\":" + said + "}}",
                    "{\"status\":\"success\",\"data\":" + said,
                    "{\"state\":" + said + "}",
                    message)) {
                for (int status : new int[] {200, 400}) {
                    device.answers(USERS, status, body);
                    device.answers("/config/rest/ssh/v2/$import", status, body);
                    told.append(ScriptedDevice.everythingIn(catchThrowable(() -> users.add(user))));
                    told.append(ScriptedDevice.everythingIn(catchThrowable(() -> users.set(SECRET))));
                    told.append(ScriptedDevice.everythingIn(
                            catchThrowable(() -> users.call(Effect.CONFIGURE, List.of(SECRET)))));
                    told.append(ScriptedDevice.everythingIn(catchThrowable(() -> users.call(Effect.DISRUPT, user))));
                    told.append(ScriptedDevice.everythingIn(
                            catchThrowable(() -> ssh.importData(Map.of("users", List.of(user)), ImportMode.MERGE))));
                }
            }
            told.append(users).append(ssh).append(ConfigValue.of(user));
        } finally {
            System.setErr(before);
        }

        assertNoSecretIn(told.toString());
        assertNoSecretIn(log.toString(StandardCharsets.UTF_8));
        assertThat(device.asked()).allSatisfy(asked -> assertNoSecretIn(asked.line()));
        assertThat(device.asked()).allMatch(asked -> asked.body().contains("pl@nted-2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "4711 | pin 4711 is too short | pin (hidden) is too short",
                "abc | abc, abcd: no 'abc' | (hidden), abcd: no (hidden)",
                "1 | 1 is shorter than 10 | (hidden) is shorter than 10",
                "long enough | it isn't long enough for 'username' | it isn't (hidden) for 'username'",
                "long enough | 'other' is not 'password' | (hidden) is not 'password'",
                "user one | users and user: no | users and (hidden): no",
                "x | Item already exists: svc1 | Item already exists: svc1",
            })
    void theRestOfTheWordsIsTold(String secret, String message, String told) {
        device.answers(
                USERS,
                400,
                "{\"status\":\"error\",\"error\":{\"code\":5,\"message\":"
                        + ConfigValue.of(message).toJson() + "}}");

        Throwable failure = catchThrowable(() ->
                device.config().api("ssh").at("users").add(Map.of("username", "", "active", true, "password", secret)));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.deviceMessage()).isEqualTo(told));
    }

    @Test
    void aLongMessageIsCut_andALongSecretIsFoundInIt() {
        String key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC".repeat(3_000);
        device.answers(
                USERS,
                400,
                "{\"status\":\"error\",\"error\":{\"code\":5,\"message\":\"bad key " + key.substring(7, 9_000)
                        + " end\"}}");

        Throwable failure =
                catchThrowable(() -> device.config().api("ssh").at("users").set(Map.of("private_key", key)));

        assertThat(ScriptedDevice.everythingIn(failure))
                .doesNotContain("BADANB")
                .contains("bad key (hidden)");
        assertThat(failure.getMessage()).hasSizeLessThan(1_000);
    }

    @Test
    void aReadTellsTheDevicesWords() {
        device.answers(USERS, 404, "{\"status\":\"error\",\"error\":{\"code\":2,\"message\":\"no 'a'\\nhere\"}}");

        assertThat(catchThrowable(() -> device.config().api("ssh").at("users").get()))
                .hasMessageContaining("no 'a' here");
    }
}
