package dev.openaxis.core.internal.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where VAPIX carries secrets: references 01 (accounts), 03 (certificates), 04 (events), 05 (access control). */
class RedactionTest {
    private final Redaction redaction = new Redaction(List.of("correct horse"));

    private BodyText body(String text) {
        return redaction.body("/axis-cgi/any.cgi", text.getBytes(StandardCharsets.UTF_8));
    }

    private String shown(String text) {
        BodyText body = body(text);
        assertThat(body.omitted()).isEmpty();
        return redaction.hide(body.text());
    }

    private String json(String text) {
        return shown(text);
    }

    @Test
    void aForm_keepsItsNamesAndLosesThePassword() {
        assertThat(shown("action=add&user=joe&pwd=s%33cret&grp=users&sgrp=operator%3Aviewer&comment=Joe"))
                .isEqualTo("action=add&user=joe&pwd=(hidden)&grp=users&sgrp=operator%3Aviewer&comment=Joe");
        assertThat(redaction.hide("Error: S3CRET is too short")).isEqualTo("Error: (hidden) is too short");
    }

    @Test
    void aQuery_losesItsSecretsHoweverTheirNameIsWritten() {
        assertThat(redaction.target("/axis-cgi/pwdgrp.cgi?action=add&user=joe&p%77d=abc&grp=users"))
                .isEqualTo("/axis-cgi/pwdgrp.cgi?action=add&user=joe&p%77d=(hidden)&grp=users");
        assertThat(redaction.target("/vapix/ws-data-stream?wssession=1331901001644832701&sources=events"))
                .isEqualTo("/vapix/ws-data-stream?wssession=(hidden)&sources=events");
        assertThat(redaction.target("/a?pwd=100%")).isEqualTo("/a?(hidden)");
        assertThat(redaction.target("/axis-cgi/io/port.cgi?action=1%3A%2F500%5C"))
                .isEqualTo("/axis-cgi/io/port.cgi?action=1%3A%2F500%5C");
    }

    @Test
    void json_losesSecretsAtAnyDepth() {
        assertThat(json("{\"data\":{\"username\":\"svc1\",\"password\":\"a b\",\"comment\":\"x\"}}"))
                .isEqualTo("{\"data\":{\"username\":\"svc1\",\"password\":\"(hidden)\",\"comment\":\"x\"}}");
        assertThat(json("{\"params\":{\"Recipients\":[{\"Name\":\"r\",\"ssh_private_key\":[\"k1\",\"k2\"]}]}}"))
                .isEqualTo(
                        "{\"params\":{\"Recipients\":[{\"Name\":\"r\",\"ssh_private_key\":[\"(hidden)\",\"(hidden)\"]}]}}");
        assertThat(json("{\"p\\u0061ssword\":12345}")).isEqualTo("{\"password\":\"(hidden)\"}");
        assertThat(json("{\"OIDC_ClientSecret\":\"\",\"mkaCak\":null,\"mkaCkn\":\"00\"}"))
                .isEqualTo("{\"OIDC_ClientSecret\":\"\",\"mkaCak\":null,\"mkaCkn\":\"00\"}");
    }

    @Test
    void json_losesASecretThatIsThereTwice() {
        assertThat(json("{\"password\":\"first one\",\"password\":\"second\"}"))
                .isEqualTo("{\"password\":\"(hidden)\"}");
    }

    @Test
    void idDataAndEncryptionKeys_areSecretsByTheNameBesideThem() {
        assertThat(json("{\"pacsaxis:SetCredential\":{\"Credential\":[{\"UserToken\":\"U1\",\"IdData\":"
                        + "[{\"Name\":\"Card\",\"Value\":\"000e21c3\"},{\"Name\":\"PIN\",\"Value\":\"1234\"},"
                        + "{\"Name\":\"BitCount\",\"Value\":\"26\"}]}]}}"))
                .isEqualTo("{\"pacsaxis:SetCredential\":{\"Credential\":[{\"UserToken\":\"U1\",\"IdData\":"
                        + "[{\"Name\":\"Card\",\"Value\":\"(hidden)\"},{\"Name\":\"PIN\",\"Value\":\"(hidden)\"},"
                        + "{\"Name\":\"BitCount\",\"Value\":\"26\"}]}]}}");
        assertThat(json("{\"axkey:SetEncryptionKey\":{\"EncryptionKey\":[{\"Name\":\"Reader SCBK\","
                        + "\"Key\":\"a1a2a3a4a5a6a7a8a9aaabacadaeafb0\"}]}}"))
                .isEqualTo(
                        "{\"axkey:SetEncryptionKey\":{\"EncryptionKey\":[{\"Name\":\"Reader SCBK\",\"Key\":\"(hidden)\"}]}}");
    }

    @Test
    void anEvent_staysReadable() {
        String event = "{\"apiVersion\":\"1.0\",\"method\":\"events:notify\",\"params\":{\"notification\":{\"topic\":"
                + "\"tns1:Device/Trigger/Relay\",\"timestamp\":1646734210123,\"message\":{\"source\":{\"RelayToken\":"
                + "\"3\"},\"key\":{\"name\":\"x\"},\"data\":{\"LogicalState\":\"active\"}}}}}";
        assertThat(json(event)).isEqualTo(event);
        assertThat(json("{\"Key\":\"AccessPointToken\",\"Value\":\"AP-in\"}"))
                .isEqualTo("{\"Key\":\"AccessPointToken\",\"Value\":\"AP-in\"}");
    }

    @Test
    void whatMentionsNothing_staysByteForByte() {
        String odd = "{ \"apiVersion\" : \"1.0\",\n  \"data\":{\"numberOfPorts\":1.0e1, \"x\":1, \"x\":2} }";
        assertThat(json(odd)).isEqualTo(odd);
        assertThat(body(odd).redacted()).isFalse();
    }

    @Test
    void parameters_loseTheValuesOfSecretOnes() {
        assertThat(shown("root.Brand.ProdNbr=A9210\r\nroot.Network.Wireless.WPA_PASSPHRASE=my net\r\n"
                        + "root.SNMP.V1ReadCommunity=hush\r\nroot.IOPort.I0.Name=x=y\r\n"))
                .isEqualTo("root.Brand.ProdNbr=A9210\r\nroot.Network.Wireless.WPA_PASSPHRASE=(hidden)\r\n"
                        + "root.SNMP.V1ReadCommunity=(hidden)\r\nroot.IOPort.I0.Name=x=y\r\n");
        assertThat(shown("a.Password=one\ntwo\nb.c=d")).isEqualTo("a.Password=(hidden)\n(hidden)\nb.c=d");
    }

    @Test
    void soap_losesElementsAndAttributes() {
        assertThat(shown("<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"urn:s\"><s:Body><acert:LoadPkcs12>"
                        + "<acert:Password>a&amp;b</acert:Password><acert:Id>x</acert:Id></acert:LoadPkcs12>"
                        + "<IdData Name=\"PIN\" Value=\"1234\"/><IdData Name='BitCount' Value='26'/>"
                        + "<wsse:Password Type=\"urn:t\"><![CDATA[in <cdata>]]></wsse:Password>"
                        + "<Configuration><Name>Passphrase</Name><Value>shh</Value></Configuration>"
                        + "</s:Body></s:Envelope>"))
                .isEqualTo("<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"urn:s\"><s:Body><acert:LoadPkcs12>"
                        + "<acert:Password>(hidden)</acert:Password><acert:Id>x</acert:Id></acert:LoadPkcs12>"
                        + "<IdData Name=\"PIN\" Value=\"(hidden)\"/><IdData Name='BitCount' Value='26'/>"
                        + "<wsse:Password Type=\"(hidden)\">(hidden)</wsse:Password>"
                        + "<Configuration><Name>Passphrase</Name><Value>(hidden)</Value></Configuration>"
                        + "</s:Body></s:Envelope>");
    }

    @Test
    void aMultipartForm_losesFilesAndSecretFields() {
        String form = "--b1\r\nContent-Disposition: form-data; name=\"data\"\r\nContent-Type: application/json\r\n\r\n"
                + "{\"password\":\"p\"}\r\n--b1\r\nContent-Disposition: form-data; name=\"pkcs12\"; filename=\"a.p12\"\r\n\r\n"
                + "file text\r\n--b1\r\nContent-Disposition: form-data; name=\"passphrase\"\r\n\r\nopen sesame\r\n--b1--\r\n";
        assertThat(shown(form))
                .contains(
                        "{\"password\":\"(hidden)\"}",
                        "name=\"pkcs12\"",
                        "name=\"passphrase\"\r\n\r\n(hidden)\r\n--b1--")
                .doesNotContain("file text")
                .doesNotContain("open sesame");
    }

    @Test
    void privateKeys_areHiddenWhereverTheyStand() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKC\n-----END RSA PRIVATE KEY-----";
        assertThat(shown("before\n" + key + "\nafter")).isEqualTo("before\n(hidden)\nafter");
        assertThat(json("{\"pem\":\"" + key.replace("\n", "\\n") + "\"}")).isEqualTo("{\"pem\":\"(hidden)\"}");
        assertThat(shown("cert=-----BEGIN+PRIVATE+KEY-----MIIE")).doesNotContain("MIIE");
    }

    @Test
    void headers_keepTheirSchemeOnly() {
        List<Map.Entry<String, String>> shown = redaction.headers(List.of(
                Map.entry("authorization", "Digest username=\"root\", response=\"abc\""),
                Map.entry("Proxy-Authorization", "Basic cm9vdA=="),
                Map.entry("Set-Cookie", "sid=1; Path=/"),
                Map.entry("X-Api-Key", "k"),
                Map.entry("Location", "/next?token=t&a=b"),
                Map.entry("Authentication-Info", "nextnonce=\"n\", rspauth=\"r\""),
                Map.entry(
                        "WWW-Authenticate",
                        "Digest realm=\"AXIS_00408C000001\", nonce=\"n,o\", algorithm=MD5, qop=\"auth\", opaque=\"x\""),
                Map.entry("WWW-Authenticate", "anything else"),
                Map.entry("WWW-Authenticate", "Digest realm=\"a\\\"b\", nonce=\"never told\""),
                Map.entry("WWW-Authenticate", "Digest realm=\"" + "\\a,".repeat(10_000) + "\""),
                Map.entry("Server", "Apache")));
        assertThat(shown.stream().map(Map.Entry::getValue))
                .containsExactly(
                        "Digest (hidden)",
                        "Basic (hidden)",
                        "(hidden)",
                        "(hidden)",
                        "/next?token=(hidden)&a=b",
                        "(hidden)",
                        "Digest realm=\"AXIS_00408C000001\", nonce=\"(hidden)\", algorithm=MD5, qop=\"auth\", opaque=\"(hidden)\"",
                        "(hidden)",
                        "(hidden)",
                        "Digest realm=\"" + "\\a,".repeat(10_000) + "\"",
                        "Apache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>your password is 'x'<br></body></html>",
                "the pwd you gave was x",
                "{\"password\": \"x",
                "--b\r\nContent-Disposition: form-data; no name\r\n\r\nx"
            })
    void whatMentionsASecretAndCannotBeRead_isDropped(String text) {
        BodyText body = body(text);
        assertThat(body.omitted()).isEqualTo("may hold a secret");
        assertThat(body.text()).isEmpty();
        assertThat(body.length()).isEqualTo(text.length());
    }

    @Test
    void aDevicesRefusal_staysReadable() {
        assertThat(shown("<html><head></head>\r\n<body>Error: invalid password.</body></html>"))
                .isEqualTo("<html><head></head>\r\n<body>Error: invalid password.</body></html>");
        assertThat(json("{\"error\":{\"code\":5,\"message\":\"the password 'abc' is short\"}}"))
                .isEqualTo("{\"error\":{\"code\":5,\"message\":\"(hidden)\"}}");
    }

    @Test
    void binaryLongAndTokenBodies_areLeftOut() {
        assertThat(redaction.body("/a", new byte[] {'P', 'K', 3, 4}).omitted()).isEqualTo("binary");
        assertThat(redaction.body("/a", new byte[Redaction.LONGEST + 1]).omitted())
                .isEqualTo("too long");
        assertThat(redaction
                        .body("/axis-cgi/wssession.cgi", "133190100164".getBytes(StandardCharsets.UTF_8))
                        .omitted())
                .isEqualTo("secret");
    }

    @Test
    void aBodyInLatin1_saysSo() {
        BodyText body = redaction.body("/a", "Tür".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(body.text()).isEqualTo("Tür");
        assertThat(body.shown(redaction, 100))
                .containsEntry("charset", "ISO-8859-1")
                .containsEntry("length", 3L);
    }

    @Test
    void aCutBody_isCutAfterItsSecretsAreGone() {
        BodyText body = body("ä correct horse");
        assertThat(body.shown(redaction, 5)).containsEntry("text", "ä (h").containsEntry("cut", true);
        assertThat(body.shown(redaction, 100))
                .containsEntry("text", "ä (hidden)")
                .doesNotContainKey("cut");
    }

    @Test
    void theOwnersKeyAndTheCardOfAnIntercom_areSecrets() {
        assertThat(json("{\"apiVersion\":\"1.0\",\"method\":\"getOAK\",\"data\":{\"oak\":\"1234-5678-9ABC\"}}"))
                .isEqualTo("{\"apiVersion\":\"1.0\",\"method\":\"getOAK\",\"data\":{\"oak\":\"(hidden)\"}}");
        assertThat(
                        json(
                                "{\"data\":{\"UIDFormat\":\"x\",\"UID\":\"04a1b2c3\",\"BitCount\":\"26\",\"CardNumber\":\"4321\"}}"))
                .isEqualTo(
                        "{\"data\":{\"UIDFormat\":\"x\",\"UID\":\"(hidden)\",\"BitCount\":\"26\",\"CardNumber\":\"(hidden)\"}}");
    }

    @Test
    void aSecretWithoutAName_isLookedForInTheValue() {
        assertThat(redaction.target("/a?password%3Dplanted")).doesNotContain("planted");
        assertThat(redaction.target("/a?b=c&%7B%22password%22%3A%22planted%22%7D"))
                .doesNotContain("planted")
                .startsWith("/a?b=c&");
        assertThat(redaction.target("/a?listTokens&b")).isEqualTo("/a?listTokens&b");
    }

    @Test
    void anAnswerOfYesOrNo_isNotLookedForElsewhere() {
        assertThat(json("{\"passwordSet\":true,\"enabled\":true}"))
                .isEqualTo("{\"passwordSet\":\"(hidden)\",\"enabled\":true}");
        assertThat(shown("root.A.PasswordSet=yes\nroot.A.Enabled=yes"))
                .isEqualTo("root.A.PasswordSet=(hidden)\nroot.A.Enabled=yes");
    }

    /** A device must not keep the event loop of others busy: each of these took seconds, one of them minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":\"key\"}", "key &", "{\"password\":\"a\",\"x\":\"a\"}"})
    void whateverADeviceRepeats_isReadInTime(String pattern) {
        int many = 80_000;
        String text = pattern.startsWith("key")
                ? "key " + "&".repeat(3 * many)
                : pattern.replace("\"key\"", "\"" + "key".repeat(many) + "\"")
                        .replace("\"a\"", "\"" + "a".repeat(many) + "\"");

        // Several times, so that a busy machine is told from a slow search.
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 6; i++) {
                Redaction own = new Redaction(List.of("correct horse"));
                own.body("/a", text.getBytes(StandardCharsets.UTF_8)).shown(own, many);
            }
        });
    }

    @Test
    void aChallengeOfOneLongWord_isReadInTime() {
        Map.Entry<String, String> header = Map.entry("WWW-Authenticate", "a".repeat(60_000));

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> redaction.headers(List.of(header))))
                .containsExactly(Map.entry("WWW-Authenticate", "(hidden)"));
    }
}
