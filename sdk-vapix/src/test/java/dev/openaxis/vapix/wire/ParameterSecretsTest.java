package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.ScriptedDevice.PARAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A planted secret comes out nowhere but in the body of the request. */
class ParameterSecretsTest {
    private static final String SECRET = "pl@nted & <hush> 'x'";
    private static final String ENCODED = "pl%40nted%20%26%20%3Chush%3E%20%27x%27";

    private final ScriptedDevice device = new ScriptedDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static void assertNoSecretIn(String text) {
        assertThat(text)
                .doesNotContainIgnoringCase("nted")
                .doesNotContainIgnoringCase("hush")
                .doesNotContain("%40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Error: Error setting 'root.SNMP.V1ReadCommunity' to '" + SECRET + "'!",
                "# Error: Error setting 'SNMP.V1ReadCommunity' to 'pl@nted...'!",
                "# Error: Error setting 'SNMP.V1ReadCommunity' to '" + ENCODED + "'!",
                "# Error: Error setting 'Other' to '" + SECRET + "'!",
                "# Request failed: " + SECRET,
                "# Request failed: 'pl@nted",
                "# Request failed: \"pl@nted\" is bad",
                "# Error: PL%40NTED%20%26%20%3chush%3e%20%27X%27",
                "# Error: pl@nted &amp; &lt;hush&gt; &#39;x&#39;",
                "what is " + SECRET + "?",
                "",
            })
    void whateverTheDeviceQuotes_itIsNotTold(String answer) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            device.answers(PARAM, answer);
            Throwable one = catchThrowable(() -> device.client().parameters().update("SNMP.V1ReadCommunity", SECRET));
            device.answers(PARAM, "SNMP.V1ReadCommunity=" + SECRET, answer, "SNMP.V1ReadCommunity=" + SECRET);
            Map<String, String> both = new LinkedHashMap<>();
            both.put("SNMP.V1ReadCommunity", SECRET);
            both.put("SNMP.DSCP", "5");
            Throwable several =
                    catchThrowable(() -> device.client().parameters().update(both));
            device.answers(PARAM, answer);
            Throwable added = catchThrowable(
                    () -> device.client().parameters().add("t", "SNMP.Trap", Map.of("Community", SECRET)));

            assertNoSecretIn(ScriptedDevice.everythingIn(one));
            assertNoSecretIn(ScriptedDevice.everythingIn(several));
            assertNoSecretIn(ScriptedDevice.everythingIn(added));
        } finally {
            System.setErr(before);
        }
        assertNoSecretIn(log.toString(StandardCharsets.UTF_8));
        assertThat(device.asked()).allSatisfy(asked -> assertNoSecretIn(asked.line()));
        assertThat(device.bodies()).contains("action=update&SNMP.V1ReadCommunity=" + ENCODED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A.Password",
                "A.Passwd",
                "A.PwdX",
                "root.a.privatekey",
                "A.ClientSecret",
                "SNMP.Trap.T0.Community",
                "Net.Passphrase",
                "A.Token",
                "A.Credential"
            })
    void theNameTellsThatItIsASecret(String name) {
        device.answers(PARAM, "# Error: Error setting '" + name + "' to '" + SECRET + "'!");

        Throwable failure = catchThrowable(() -> device.client().parameters().update(name, SECRET));

        assertNoSecretIn(ScriptedDevice.everythingIn(failure));
        assertThat(failure).hasMessageContaining("Error setting '" + name + "' to (hidden)");
    }

    @Test
    void aSecretOfSeveralLines_isNotToldInPieces() {
        device.answers(PARAM, "# Error: bad line pl@nted-2\n# Error: pl@nted-1");

        Throwable failure =
                catchThrowable(() -> device.client().parameters().update("A.Key", "pl@nted-1\r\npl@nted-2\n"));

        assertNoSecretIn(ScriptedDevice.everythingIn(failure));
    }

    @Test
    void whatIsNoSecret_isToldInFull() {
        device.answers(PARAM, "# Error: Error setting 'Network.HostName' to 'a b'!");

        assertThat(catchThrowable(() -> device.client().parameters().update("Network.HostName", "a b")))
                .hasMessageContaining("to 'a b'!");
    }
}
