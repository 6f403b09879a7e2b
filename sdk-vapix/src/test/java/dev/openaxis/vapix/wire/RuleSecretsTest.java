package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.trace.FlightRecorder;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.rules.Action;
import dev.openaxis.vapix.rules.EmailRecipient.Encryption;
import dev.openaxis.vapix.rules.HttpRecipient;
import dev.openaxis.vapix.rules.Recipient;
import dev.openaxis.vapix.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords of recipients are sent, and come out nowhere else. */
class RuleSecretsTest {
    private static final String SECRET = "pl@nted & <hush>";
    private static final String URL = "https://dev:pl%40nted@192.0.2.20/in?token=pl%40nted";
    private static final HttpRecipient WEB =
            Recipient.https(URL).login("dev", SECRET).proxy("192.0.2.21", 8080).proxyLogin("dev", SECRET);
    private static final List<Recipient> RECIPIENTS = List.of(
            WEB,
            Recipient.ftp("192.0.2.20", "/in").login("dev", SECRET),
            Recipient.email("192.0.2.20", "a@example.com", "b@example.com")
                    .encryption(Encryption.TLS)
                    .login("dev", SECRET)
                    .pop("192.0.2.20", 110, "dev", SECRET));

    private final RulesDevice device = new RulesDevice();

    @BeforeEach
    void templates() {
        device.hasRecordedTemplates();
    }

    @AfterEach
    void close() {
        device.close();
    }

    private static void assertNoSecretIn(String text) {
        assertThat(text)
                .doesNotContainIgnoringCase("pl@n")
                .doesNotContainIgnoringCase("nted")
                .doesNotContainIgnoringCase("hush")
                .doesNotContainIgnoringCase("pl%40n");
    }

    private static Action call() {
        return Action.request(WEB, "hello");
    }

    @Test
    void nothingPrintsThem() {
        assertNoSecretIn(RECIPIENTS.toString()
                + call()
                + Recipient.of("com.axis.recipient.ftp", RECIPIENTS.get(1).parameters()));
        assertThat(RECIPIENTS.get(1)).hasToString("com.axis.recipient.ftp 192.0.2.20");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the value pl@nted & <hush> is too short",
                "the value 'pl@nted & <hu' is too short",
                "pl@nted &amp; &lt;hush&gt;",
                "PL@NTED & <HUSH>",
            })
    void whateverTheDeviceQuotes_itIsNotTold(String quoted) {
        StringBuilder told = new StringBuilder();
        for (String body : List.of(
                RulesDevice.envelope(faultSaying(quoted)),
                RulesDevice.envelope("<aa:Other>" + escaped(quoted) + "</aa:Other>"),
                "<a b=\"" + quoted + "\"",
                quoted)) {
            for (int status : new int[] {200, 400}) {
                MockResponse answer =
                        new MockResponse.Builder().code(status).body(body).build();
                device.says("AddActionConfiguration", answer);
                device.says("AddRecipientConfiguration", answer);
                told.append(ScriptedDevice.everythingIn(
                        catchThrowable(() -> device.rules().addAction(call()))));
                for (Recipient recipient : RECIPIENTS) {
                    told.append(ScriptedDevice.everythingIn(
                            catchThrowable(() -> device.rules().addRecipient("r", recipient))));
                }
            }
        }

        assertNoSecretIn(told.toString());
        assertThat(device.sent("AddActionConfiguration"))
                .isNotEmpty()
                .allMatch(body -> body.contains("pl@nted &amp; &lt;hush"));
    }

    private static String faultSaying(String quoted) {
        return "<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value></SOAP-ENV:Code>"
                + "<SOAP-ENV:Reason><SOAP-ENV:Text>" + escaped(quoted) + "</SOAP-ENV:Text></SOAP-ENV:Reason>"
                + "<SOAP-ENV:Detail><aa:Some><aa:Text>" + escaped(quoted) + "</aa:Text></aa:Some></SOAP-ENV:Detail>"
                + "</SOAP-ENV:Fault>";
    }

    @Test
    void aUrlThatTheDeviceQuotes_isNotTold() {
        device.says(
                "AddActionConfiguration",
                new MockResponse.Builder()
                        .code(400)
                        .body(RulesDevice.envelope(faultSaying("no host in " + URL)))
                        .build());

        assertNoSecretIn(
                ScriptedDevice.everythingIn(catchThrowable(() -> device.rules().addAction(call()))));
    }

    @Test
    void theRestOfTheWordsIsTold() {
        device.says(
                "AddActionConfiguration",
                new MockResponse.Builder()
                        .code(400)
                        .body(RulesDevice.envelope(faultSaying("Configuration parameter missing: led")))
                        .build());

        assertThat(catchThrowable(() -> device.rules().addAction(call())))
                .hasMessageContaining("\"Configuration parameter missing: led\"");
    }

    /** Whether devices tell passwords is not known, so answers that may are never quoted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<aa:GetOtherResponse><aa:Parameter Name='password' Value='pl@nted'/></aa:GetOtherResponse>",
                "<aa:Parameter Name='password' Value='pl@nted'",
                "<aa:Parameter Name='password' Value='&pl@nted;'/>",
            })
    void whatIsStoredIsNotQuoted(String content) {
        device.says("GetActionConfigurations", RulesDevice.envelope(content));
        device.says("GetRecipientConfigurations", RulesDevice.envelope(content));

        assertNoSecretIn(
                ScriptedDevice.everythingIn(catchThrowable(() -> device.rules().actionConfigurations())));
        assertNoSecretIn(
                ScriptedDevice.everythingIn(catchThrowable(() -> device.rules().recipients())));
    }

    private static String stored(String list, String entry) {
        return RulesDevice.envelope("<aa:Get" + list + "Response><aa:" + list + "><aa:" + entry
                + "><aa:ConfigurationID>1</aa:ConfigurationID><aa:Name>n</aa:Name><aa:TemplateToken>com.axis.recipient.http"
                + "</aa:TemplateToken><aa:Parameters><aa:Parameter Value=\"" + escaped(SECRET)
                + "\" Name=\"password\"></aa:Parameter><aa:Parameter Value=\"" + escaped(SECRET)
                + "\" Name=\"proxy_password\"></aa:Parameter><aa:Parameter Value=\"https://dev:pl%40nted@192.0.2.20/\""
                + " Name=\"upload_url\"></aa:Parameter><aa:Parameter Value=\"Authorization: Bearer pl@nted\""
                + " Name=\"http_headers\"></aa:Parameter></aa:Parameters></aa:" + entry + "></aa:" + list + "></aa:Get"
                + list
                + "Response>");
    }

    /** The flight recorder knows them by the names of the parameters, in requests and in answers. */
    @Test
    void theFlightRecorderHidesThem() throws IOException {
        device.says("GetActionConfigurations", stored("ActionConfigurations", "ActionConfiguration"));
        device.says("GetRecipientConfigurations", stored("RecipientConfigurations", "RecipientConfiguration"));
        device.says(
                "AddRecipientConfiguration", RulesDevice.added("AddRecipientConfiguration", "ConfigurationID", "4"));
        FlightRecorder recorder = FlightRecorder.create();
        ByteArrayOutputStream trace = new ByteArrayOutputStream();
        try (AxisRuntime runtime = AxisRuntime.builder().recorder(recorder).build();
                AxisDevice recorded = AxisDevice.builder(device.device.address())
                        .credentials(Credentials.of("root", "invented"))
                        .runtime(runtime)
                        .build()) {
            Rules rules = recorded.rules();
            assertThat(rules.actionConfigurations().get(0).parameters()).containsEntry("password", SECRET);
            assertThat(rules.recipients().get(0).parameters()).containsEntry("password", SECRET);
            assertNoSecretIn(rules.actionConfigurations() + " " + rules.recipients() + " "
                    + rules.recipients().get(0).recipient()
                    + rules.actionConfigurations().get(0).action());
            rules.addAction(call().with("parameters", "token=pl@nted"));
            for (Recipient recipient : RECIPIENTS) {
                rules.addRecipient("r", recipient);
            }
            recorder.recording().writeJsonLines(trace);
            recorder.recording().writeHar(trace);
        }

        String told = trace.toString(StandardCharsets.UTF_8);
        assertThat(told).contains("AddActionConfiguration").contains("validate_server_cert");
        assertNoSecretIn(told);
        assertThat(Stream.of("AddActionConfiguration", "AddRecipientConfiguration")
                        .flatMap(operation -> device.sent(operation).stream()))
                .hasSize(4);
    }
}
