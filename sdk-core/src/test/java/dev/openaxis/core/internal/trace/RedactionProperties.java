package dev.openaxis.core.internal.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RedactionProperties {
    @Property(tries = 300)
    void anyBytes_areKeptOrLeftOut(@ForAll byte[] bytes) {
        judge(bytes);
    }

    @Property(tries = 1000)
    void almostDocuments_areKeptOrLeftOut(@ForAll("almost") String text) {
        judge(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void judge(byte[] bytes) {
        assertThatCode(() -> {
                    Redaction redaction = new Redaction(List.of("s3cret!"));
                    redaction.headers(List.of(Map.entry("Location", new String(bytes, StandardCharsets.ISO_8859_1))));
                    Map<String, Object> shown = redaction.body("/a", bytes).shown(redaction, 1000);
                    assertThat(shown).containsEntry("length", (long) bytes.length);
                    assertThat(shown.containsKey("text")).isNotEqualTo(shown.containsKey("omitted"));
                    Forms.absent("s3cret!", shown.toString());
                })
                .doesNotThrowAnyException();
    }

    @Property(tries = 2000)
    void aSecretName_alwaysMakesItsTextSuspicious(@ForAll("names") String name) {
        if (SecretNames.secret(name)) {
            assertThat(SecretNames.suspicious("a " + name + " b")).isTrue();
        }
    }

    @Provide
    Arbitrary<String> almost() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        ":",
                        ",",
                        "password",
                        "\"pwd\":\"s3cret!\"",
                        "\\",
                        "\\u0073",
                        "%73",
                        "%",
                        "&",
                        "=",
                        "pwd=s3cret!",
                        "\r\n",
                        "\n",
                        "<",
                        ">",
                        "/",
                        "<Password>",
                        "</Password>",
                        "s3cret!",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<?",
                        "?>",
                        "&#x73;",
                        "&lt;",
                        "key",
                        "name",
                        "value",
                        "\"Name\":\"PIN\"",
                        "-----BEGIN PRIVATE KEY-----",
                        "-----END PRIVATE KEY-----",
                        "--b",
                        "--b\r\n",
                        "Content-Disposition: form-data; name=\"pwd\"",
                        "'",
                        " ",
                        "://",
                        "@",
                        "?token=s3cret!",
                        "é")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "pass",
                        "word",
                        "Phrase",
                        "pwd",
                        "Secret",
                        "token",
                        "Key",
                        "s",
                        "PIN",
                        "_",
                        ".",
                        ":",
                        "card",
                        "Nr",
                        "auth",
                        "session",
                        "Id",
                        "nonce",
                        "cookie",
                        "community",
                        "private",
                        "x",
                        "api",
                        "mkaCak",
                        "psk")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }
}
