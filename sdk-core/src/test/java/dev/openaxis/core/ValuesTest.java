package dev.openaxis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, accounts, options, requests and answers. */
class ValuesTest {
    private static AxisOsVersion version(String text) {
        return AxisOsVersion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "9.80.2.2, 9.80.3",
        "1.9, 1.10",
        "9.80, 9.80.2.2",
        "5.51.7, 10.12.228",
        "11.11.192, 12.9.57",
        "1.84.1, 5.20",
        "12.9.57-beta, 12.9.58",
        "9.9.9, 10"
    })
    void olderVersion_isLess(String older, String newer) {
        assertThat(version(older)).isLessThan(version(newer));
        assertThat(version(newer)).isGreaterThan(version(older));
    }

    @Test
    void missingSegments_areZero() {
        assertThat(version("10.12")).isEqualByComparingTo(version("10.12.0.0")).isEqualTo(version("10.12.0"));
        assertThat(version("10.12")).hasToString("10.12");
        assertThat(version("12").isAtLeast(11, 99)).isTrue();
        assertThat(version("9.80.2.2").isAtLeast(9, 80)).isTrue();
        assertThat(version("9.8").isAtLeast(9, 80)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "unknown", "v12", ".1", "-1", "\u0661.\u0662"})
    void textWithoutANumberInFront_isNoVersion(String text) {
        assertThat(AxisOsVersion.parse(text)).isEmpty();
    }

    // ---- accounts ----

    @Test
    void tokens_areCheckedAndKeptToThemselves() {
        assertThat(Credentials.bearer("abc.DEF-1_~+/==").toString()).doesNotContain("abc");
        assertThat(Credentials.bearer("a")).isEqualTo(Credentials.bearer("a")).isNotEqualTo(Credentials.bearer("b"));
        for (String wrong : List.of("", "two words", "line\nend", "t\u00f6ken")) {
            assertThatThrownBy(() -> Credentials.bearer(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> assertThat(e.getMessage()).isEqualTo("not a bearer token (RFC 6750)"));
        }
    }

    @Test
    void credentials_keepThePasswordToThemselves() throws Exception {
        PasswordCredentials credentials = Credentials.of("root", "hunter2");

        assertThat(credentials.toString()).contains("root").doesNotContain("hunter2");
        assertThat(credentials.password()).isEqualTo("hunter2");
        assertThat(credentials).isEqualTo(Credentials.of("root", "hunter2")).isNotEqualTo(Credentials.of("root", "x"));
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(credentials))
                .isInstanceOf(java.io.NotSerializableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a\nb", "a\u007f"})
    void nameThatCannotBeSent_isRefusedWithoutThePassword(String name) {
        assertThatThrownBy(() -> Credentials.of(name, "hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass word\n", "pass word\r\n", "pass word", "pass word\nsecond line\n"})
    void passwordFile_givesItsFirstLine(String content, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), content);

        assertThat(Credentials.fromFile("root", file).password()).isEqualTo("pass word");
    }

    // ---- options ----

    @Test
    void deadlinesOutOfRange_areRefused() {
        for (Duration wrong : List.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofDays(1).plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> CallOptions.deadline(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(CallOptions.deadline(Duration.ofDays(1)).deadline()).contains(Duration.ofDays(1));
        assertThat(CallOptions.deadline(Duration.ofNanos(1)).deadline()).isPresent();
        assertThat(CallOptions.DEFAULT.deadline()).isEmpty();
    }

    @Test
    void transportOptions_haveTheDocumentedDefaultsAndRanges() {
        TransportOptions defaults = TransportOptions.defaults();
        assertThat(defaults.poolSize()).isEqualTo(2);
        assertThat(defaults.deviceLimit()).isEqualTo(4);
        assertThat(defaults.basicOverClearText()).isFalse();
        assertThat(defaults.allowingBasicOverClearText().basicOverClearText()).isTrue();
        assertThat(defaults.withConnections(3, 8).deviceLimit()).isEqualTo(8);

        List<Runnable> wrong = List.of(
                () -> defaults.withConnections(0, 4),
                () -> defaults.withConnections(4, 4),
                () -> defaults.withConnections(2, 65),
                () -> defaults.withMaxQueued(0),
                () -> defaults.withConnectTimeout(Duration.ZERO),
                () -> defaults.withConnectTimeout(Duration.ofHours(2)),
                () -> defaults.withWebSocketLiveness(Duration.ofSeconds(2), Duration.ofSeconds(2)),
                () -> defaults.withWebSocketLiveness(Duration.ZERO, Duration.ofSeconds(2)));
        for (Runnable each : wrong) {
            assertThatThrownBy(each::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void fingerprintsThatAreNone_areRefused() {
        for (String wrong :
                new String[] {"", "ab", "g".repeat(64), "a".repeat(63), "a".repeat(65), "sha1:" + "a".repeat(64)}) {
            assertThatThrownBy(() -> TrustPolicy.pinned(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(TrustPolicy::pinned).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(TrustPolicy::authorities).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- requests ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "axis-cgi",
                "http://other/x",
                "/a b",
                "/a\r\nX: y",
                "/a\tb",
                "/\u00fc",
                "/\u007f",
                "*",
                "/a\u0000"
            })
    void targetThatIsNone_isRefused(String target) {
        assertThatThrownBy(() -> HttpRequest.get(target)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "GET ", "GE\r\nT", "G\u00c4T"})
    void methodThatIsNone_isRefused(String method) {
        assertThatThrownBy(() -> HttpRequest.method(method, "/", Effect.READ))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void action_namesTheReadThatProvesItsConnection() {
        assertThatThrownBy(() -> HttpRequest.post("/a", Effect.ACTUATE).build())
                .isInstanceOf(IllegalStateException.class);
        HttpRequest read = HttpRequest.get("/p").build();
        assertThat(HttpRequest.post("/a", Effect.ACTUATE).provenBy(read).build().proof())
                .isSameAs(read);
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"CONFIGURE", "ACTUATE", "DISRUPT"})
    void onlyARead_provesAConnection(Effect effect) {
        HttpRequest.Builder proof = HttpRequest.post("/p", effect);
        if (effect == Effect.ACTUATE) {
            proof.provenBy(HttpRequest.get("/x").build());
        }
        HttpRequest wrong = proof.build();

        assertThatThrownBy(() -> HttpRequest.post("/a", Effect.ACTUATE).provenBy(wrong))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void effect_decidesWhatMayBeSentAgain() {
        assertThat(Effect.READ.mayBeSentAgain()).isTrue();
        assertThat(Effect.CONFIGURE.mayBeSentAgain()).isTrue();
        assertThat(Effect.ACTUATE.mayBeSentAgain()).isFalse();
        assertThat(Effect.DISRUPT.mayBeSentAgain()).isFalse();
    }

    @Test
    void request_isImmutableAndDoesNotShowItsQueryOrBody() {
        byte[] body = "pwd=hunter2".getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.post("/axis-cgi/pwdgrp.cgi?action=add&pwd=hunter2", Effect.CONFIGURE)
                .body("text/plain", body)
                .build();
        body[0] = 'x';
        request.body()[0] = 'x';

        assertThat(request.body()).startsWith('p');
        assertThat(request.path()).isEqualTo("/axis-cgi/pwdgrp.cgi");
        assertThat(request.toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> request.headers().add(Map.entry("a", "b")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> HttpRequest.get("/").maxResponseBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answer_isReadAsUtf8OrElseAsLatin1() {
        assertThat(answer("grün €".getBytes(StandardCharsets.UTF_8)).text()).isEqualTo("grün €");
        assertThat(answer("grün".getBytes(StandardCharsets.ISO_8859_1)).text()).isEqualTo("grün");
        assertThat(answer(new byte[0]).text()).isEmpty();
        assertThat(answer("hunter2".getBytes(StandardCharsets.UTF_8)).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void answer_isImmutable() {
        HttpResponse answer = answer("abc".getBytes(StandardCharsets.UTF_8));
        answer.body()[0] = 'x';

        assertThat(answer.text()).isEqualTo("abc");
        assertThat(answer.header("CONTENT-type")).contains("a");
        assertThat(answer.header("missing")).isEmpty();
    }

    private static HttpResponse answer(byte[] body) {
        return new HttpResponse(200, List.of(Map.entry("Content-Type", "a"), Map.entry("content-type", "b")), body);
    }

    // ---- errors ----

    @Test
    void error_saysWhereWhatAndWhatMayHaveChanged() {
        for (AppliedEffect effect : AppliedEffect.values()) {
            Throwable cause = new IllegalStateException("lower");
            AxisException error = new ConnectionException(Failure.of("https://10.0.0.7", "io.pulse", "it broke")
                    .effect(effect)
                    .advice("Look")
                    .cause(cause));
            assertThat(error.effect()).isEqualTo(effect);
            assertThat(error.device()).isEqualTo("https://10.0.0.7");
            assertThat(error.operation()).isEqualTo("io.pulse");
            assertThat(error)
                    .hasCause(cause)
                    .hasMessageContainingAll("https://10.0.0.7", "io.pulse", "it broke", "Look");
        }
    }

    @Test
    void excerptOfAMalformedAnswer_isBounded() {
        MalformedResponseException error =
                new MalformedResponseException(Failure.of("d", "o", "w"), "x".repeat(100_000));

        assertThat(error.excerpt()).hasSizeLessThan(300).startsWith("xxx");
        assertThat(error.getMessage()).hasSizeLessThan(500);
    }
}
