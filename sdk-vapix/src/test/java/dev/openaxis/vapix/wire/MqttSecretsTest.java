package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.trace.FlightRecorder;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.mqtt.Mqtt;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttLogin;
import dev.openaxis.vapix.mqtt.MqttServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The password of the broker comes out nowhere but in the body of the request. */
class MqttSecretsTest {
    private static final String SECRET = "pl@nted & <hush> \"x\"";
    private static final String CONFIG = "{\"data\":{\"status\":{\"state\":\"active\"},\"config\":{\"server\":{"
            + "\"protocol\":\"tcp\",\"host\":\"b\"},\"username\":\"u\",\"password\":\"%s\"}}}";

    private final MqttDevice device = MqttDevice.ofToday();

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

    private static MqttClientConfig secret() {
        return MqttClientConfig.builder(MqttServer.tls("broker.example"), "c")
                .login("u", SECRET)
                .httpsProxy("http://me:hush-hush@proxy:3128")
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid password pl@nted & <hush> \"x\"",
                "invalid value 'pl@nted &",
                "\"pl@n\" is too short",
                "pl@nted &amp; &lt;hush&gt; &quot;x&quot;",
                "PL@NTED & <HUSH> \"X\"",
                "pl%40nted%20%26%20%3Chush%3E",
                "no proxy http://me:hush-hush@proxy:3128",
                "",
            })
    void whateverTheDeviceQuotes_itIsNotTold(String message) {
        String said = "\"" + message.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        Mqtt mqtt = device.mqtt();
        StringBuilder told = new StringBuilder();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            device.says("getClientStatus", CONFIG.formatted("*****"));
            for (String answer : List.of(
                    "{\"error\":{\"code\":2104,\"message\":" + said + ",\"details\":{\"value\":" + said + "}}}",
                    "{\"error\":{\"code\":2106,\"message\":" + said + "}}",
                    "{\"error\":{\"code\":1100,\"message\":" + said + "}}",
                    "{\"error\":" + said,
                    message)) {
                device.says("configureClient", answer);
                told.append(ScriptedDevice.everythingIn(catchThrowable(() -> mqtt.configure(secret()))));
                told.append(ScriptedDevice.everythingIn(catchThrowable(() ->
                        mqtt.update(config -> config.login("u", SECRET).httpProxy("http://me:hush-hush@proxy:3128")))));
            }
            told.append(secret()).append(secret().login()).append(secret().toBuilder());
        } finally {
            System.setErr(before);
        }

        assertNoSecretIn(told.toString());
        assertNoSecretIn(log.toString(StandardCharsets.UTF_8));
        assertThat(device.asked()).allSatisfy(asked -> assertNoSecretIn(asked.line()));
        assertThat(device.asked()).anyMatch(asked -> asked.body().contains("pl@nted"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"unknown 'protocol' | 'protocol'", "bad \"keepAliveInterval\" | \"keepAliveInterval\"", "no | no"})
    void theRestOfTheWordsIsTold(String message, String told) {
        device.says(
                "configureClient", "{\"error\":{\"code\":2104,\"message\":\"" + message.replace("\"", "\\\"") + "\"}}");

        assertThat(catchThrowable(() -> device.mqtt().configure(secret()))).hasMessageContaining(told);
    }

    /** No device was seen doing so; should one ever, it goes no further. */
    @Test
    void aPasswordThatADeviceDoesNotMask_goesNoFurther() {
        device.says("getClientStatus", CONFIG.formatted("pl@nted"));
        Mqtt mqtt = device.mqtt();

        assertThat(mqtt.configuration().login()).hasValue(MqttLogin.keepingPassword("u"));
        mqtt.update(config -> config.clientId("other"));
        assertNoSecretIn(device.asked().get(1).body());
        device.says("getClientStatus", CONFIG.formatted("pl@nted").replace("}}}", "}}"));

        assertNoSecretIn(ScriptedDevice.everythingIn(catchThrowable(mqtt::status)));
    }

    @Test
    void theFlightRecorderDoesNotKeepIt() throws IOException {
        FlightRecorder recorder = FlightRecorder.create();
        try (AxisRuntime runtime = AxisRuntime.builder().recorder(recorder).build();
                AxisDevice recorded = AxisDevice.builder(device.scripted().address())
                        .credentials(Credentials.of("root", "invented"))
                        .runtime(runtime)
                        .build()) {
            device.says("getClientStatus", CONFIG.formatted("pl@nted"));
            device.says(
                    "configureClient", "{\"error\":{\"code\":2104,\"message\":\"not pl@nted & <hush> \\\"x\\\"\"}}");
            catchThrowable(() -> recorded.mqtt().configure(secret()));
            recorded.mqtt().configuration();
        }
        ByteArrayOutputStream trace = new ByteArrayOutputStream();
        recorder.recording().writeJsonLines(trace);
        String kept = trace.toString(StandardCharsets.UTF_8);

        assertNoSecretIn(kept);
        assertThat(kept)
                .contains("configureClient")
                .contains("keepAliveInterval")
                .contains("getClientStatus");
    }
}
