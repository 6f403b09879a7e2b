package dev.openaxis.core.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Credentials;
import dev.openaxis.core.internal.auth.Authenticator.Verdict;
import dev.openaxis.core.testing.Digest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Challenges and their answers, checked against RFC 7616, RFC 2617 and RFC 7617. */
class AuthenticatorTest {
    private final SecureRandom random = new SecureRandom();

    private Authenticator of(String user, String password, boolean basic) {
        Authenticator authenticator = new Authenticator(false, basic, random);
        authenticator.use(Credentials.of(user, password));
        return authenticator;
    }

    private static String answered(Authenticator authenticator, String challenge, String method, String target) {
        assertThat(authenticator.challenged(List.of(challenge), null)).isEqualTo(Verdict.ANSWER);
        String authorization = authenticator.authorization(method, target);
        assertThat(authorization).isNotNull();
        return authorization;
    }

    // ---- the references' own examples ----

    @ParameterizedTest
    @CsvSource({
        "MD5,8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256,753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void judge_agreesWithTheExamplesOfRfc7616(String algorithm, String response) {
        assertThat(Digest.response(
                        Map.of(
                                "username", "Mufasa",
                                "realm", "http-auth@example.org",
                                "nonce", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                                "uri", "/dir/index.html",
                                "nc", "00000001",
                                "cnonce", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                                "algorithm", algorithm,
                                "qop", "auth"),
                        "GET",
                        "Circle of Life"))
                .isEqualTo(response);
    }

    @Test
    void judge_agreesWithTheExampleOfRfc2617() {
        assertThat(Digest.response(
                        Map.of(
                                "username", "Mufasa",
                                "realm", "testrealm@host.com",
                                "nonce", "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                                "uri", "/dir/index.html",
                                "nc", "00000001",
                                "cnonce", "0a4f113b",
                                "qop", "auth"),
                        "GET",
                        "Circle Of Life"))
                .isEqualTo("6629fae49393a05397450978507c4ef1");
    }

    @Test
    void challengeOfRfc7616_isAnsweredRightly() {
        String challenge = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, "
                + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
                + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

        Map<String, String> given =
                Digest.parameters(answered(of("Mufasa", "Circle of Life", false), challenge, "GET", "/dir/index.html"));

        assertThat(given)
                .containsEntry("username", "Mufasa")
                .containsEntry("realm", "http-auth@example.org")
                .containsEntry("uri", "/dir/index.html")
                .containsEntry("nonce", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v")
                .containsEntry("opaque", "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")
                .containsEntry("qop", "auth")
                .containsEntry("nc", "00000001")
                .containsEntry("response", Digest.response(given, "GET", "Circle of Life"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "sha-256", "md5-SESS"})
    void everyAlgorithm_isAnsweredRightlyRequestAfterRequest(String algorithm) {
        Authenticator authenticator = of("root", "pass", false);
        String challenge = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=" + algorithm;

        answered(authenticator, challenge, "GET", "/");
        for (int i = 2; i <= 4; i++) {
            Map<String, String> given = Digest.parameters(authenticator.authorization("PUT", "/a?b=" + i));
            assertThat(given.get("algorithm")).isEqualToIgnoringCase(algorithm);
            assertThat(given)
                    .containsEntry("nc", String.format("%08x", i))
                    .containsEntry("response", Digest.response(given, "PUT", "pass"));
        }
    }

    @Test
    void severalDigests_theStrongestIsAnsweredInAnyOrder() {
        List<String> offered = List.of(
                "Digest realm=\"r\", nonce=\"a\", qop=\"auth\", algorithm=MD5",
                "Digest realm=\"r\", nonce=\"b\", qop=\"auth\", algorithm=SHA-256",
                "Digest realm=\"r\", nonce=\"c\", qop=\"auth\", algorithm=SHA-512-256",
                "Basic realm=\"r\"");
        for (int turn = 0; turn < offered.size(); turn++) {
            List<String> headers = new java.util.ArrayList<>(offered);
            java.util.Collections.rotate(headers, turn);
            for (List<String> arrangement : List.of(headers, List.of(String.join(", ", headers)))) {
                Authenticator authenticator = of("root", "p", true);
                authenticator.challenged(arrangement, null);
                assertThat(Digest.parameters(authenticator.authorization("GET", "/")))
                        .as("%s", arrangement)
                        .containsEntry("algorithm", "SHA-256")
                        .containsEntry("nonce", "b");
            }
        }
    }

    @Test
    void syntax_isTheOneServersExpect() {
        String authorization =
                answered(of("root", "p", false), "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"", "GET", "/a?b=c,d");

        // RFC 7616 section 3.4: these are not quoted; Apache refuses them in quotes.
        assertThat(authorization).containsPattern("algorithm=MD5(,|$)").containsPattern("qop=auth(,|$)");
        assertThat(authorization).containsPattern("nc=[0-9a-f]{8}(,|$)").contains("uri=\"/a?b=c,d\"");
        assertThat(authorization).containsPattern("response=\"[0-9a-f]{32}\"");
    }

    @Test
    void namesAndRealmsWithQuotes_areEscapedOnTheWireAndPlainInTheHash() {
        String authorization =
                answered(of("a\"b\\c", "p", false), "Digest realm=\"x\\\"y\\\\z\", nonce=\"n\"", "GET", "/");

        Map<String, String> given = Digest.parameters(authorization);
        assertThat(given).containsEntry("username", "a\"b\\c").containsEntry("realm", "x\"y\\z");
        assertThat(given).containsEntry("response", Digest.response(given, "GET", "p"));
    }

    // ---- which challenge ----

    @Test
    void severalChallenges_digestWinsInAnyArrangement() {
        String digest = "Digest realm=\"r\", nonce=\"n\", algorithm=MD5, qop=\"auth\"";
        for (List<String> headers : List.of(
                List.of("Basic realm=\"r\"", digest),
                List.of(digest, "Basic realm=\"r\""),
                List.of("Basic realm=\"r\", " + digest),
                List.of(digest + ", Basic realm=\"r\""),
                List.of("Negotiate, " + digest),
                List.of("Bearer realm=\"r\", scope=\"x y\"", digest),
                List.of("Digest realm=\"r\", nonce=\"m\", algorithm=SHA-256, qop=\"auth\"", digest),
                List.of(digest.toUpperCase(java.util.Locale.ROOT).replace("REALM=\"R\"", "realm=\"r\"")))) {
            Authenticator authenticator = of("root", "p", true);
            assertThat(authenticator.challenged(headers, null))
                    .as("%s", headers)
                    .isEqualTo(Verdict.ANSWER);
            assertThat(authenticator.authorization("GET", "/"))
                    .as("%s", headers)
                    .startsWith("Digest ");
        }
    }

    @Test
    void challengeBehindAToken68_isRead() {
        // RFC 9110 section 11.2: a challenge may carry one token68 instead of parameters.
        assertThat(Challenge.parse("NTLM TlRMTVNTUAACAAAA==, Digest realm=\"r\", nonce=\"n\""))
                .extracting(Challenge::scheme)
                .containsExactly("ntlm", "digest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256, qop=\"auth\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, qop=\"auth-int\"",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"r\"",
                "Digest nonce=\"n\"",
                "Negotiate",
                "Bearer realm=\"r\"",
                "",
                "@@@"
            })
    void challengeThatCannotBeAnswered_isNotAnswered(String challenge) {
        Authenticator authenticator = of("root", "p", true);

        assertThat(authenticator.challenged(List.of(challenge), null)).isEqualTo(Verdict.UNANSWERABLE);
        assertThat(authenticator.authorization("GET", "/")).isNull();
    }

    @Test
    void basic_isTheOneOfRfc7617() {
        Authenticator authenticator = of("Aladdin", "open sesame", true);

        assertThat(answered(authenticator, "Basic realm=\"WallyWorld\"", "GET", "/"))
                .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void basic_isNotAnsweredWhereItIsNotAllowed() {
        Authenticator authenticator = of("root", "p", false);

        assertThat(authenticator.challenged(List.of("Basic realm=\"r\""), null)).isEqualTo(Verdict.UNANSWERABLE);
        assertThat(authenticator.onlyBasicRefused()).isTrue();
        assertThat(authenticator.authorization("GET", "/")).isNull();
    }

    @Test
    void withoutAccount_nothingIsAnswered() {
        Authenticator authenticator = new Authenticator(true, true, random);

        assertThat(authenticator.challenged(List.of("Basic realm=\"r\""), null)).isEqualTo(Verdict.UNANSWERABLE);
        assertThat(authenticator.authorization("GET", "/")).isNull();
    }

    // ---- counting and life of nonces ----

    @Test
    void count_goesUpWithEveryUseAndAnewWithEveryNonce() {
        Authenticator authenticator = of("root", "p", false);
        authenticator.challenged(List.of("Digest realm=\"r\", nonce=\"one\", qop=\"auth\""), null);
        for (int i = 1; i <= 300; i++) {
            Map<String, String> given = Digest.parameters(authenticator.authorization("GET", "/"));
            assertThat(given).containsEntry("nc", String.format("%08x", i));
            assertThat(given).containsEntry("response", Digest.response(given, "GET", "p"));
        }
        authenticator.accepted(authenticator.session(), true, null);
        authenticator.challenged(
                List.of("Digest realm=\"r\", nonce=\"two\", qop=\"auth\", stale=TRUE"), authenticator.session());
        assertThat(Digest.parameters(authenticator.authorization("GET", "/")))
                .containsEntry("nonce", "two")
                .containsEntry("nc", "00000001");
    }

    @Test
    void nextNonce_isUsedFromThenOnAndNeedsNoChallenge() {
        Authenticator authenticator = of("root", "p", false);
        authenticator.challenged(
                List.of("Digest realm=\"r\", nonce=\"one\", qop=\"auth\", algorithm=SHA-256-sess"), null);
        Map<String, String> first = Digest.parameters(authenticator.authorization("GET", "/"));
        Authenticator.Session used = authenticator.session();

        authenticator.accepted(used, true, "rspauth=\"00\", cnonce=\"x\", nc=00000001, qop=auth, nextnonce=\"two, 2\"");

        Map<String, String> second = Digest.parameters(authenticator.authorization("GET", "/"));
        assertThat(second).containsEntry("nonce", "two, 2").containsEntry("nc", "00000001");
        assertThat(second.get("response")).isEqualTo(Digest.response(second, "GET", "p", first));
        assertThat(authenticator.settled()).isTrue();
        // Whoever still has the old one changes nothing any more.
        authenticator.accepted(used, true, "nextnonce=\"three\"");
        assertThat(Digest.parameters(authenticator.authorization("GET", "/"))).containsEntry("nonce", "two, 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nextnonce=\"\"", "rspauth=\"1\"", "@@", "nextnonce"})
    void informationWithoutNextNonce_changesNothing(String information) {
        Authenticator authenticator = of("root", "p", false);
        authenticator.challenged(List.of("Digest realm=\"r\", nonce=\"one\", qop=\"auth\""), null);
        authenticator.authorization("GET", "/");

        authenticator.accepted(authenticator.session(), true, information);

        assertThat(Digest.parameters(authenticator.authorization("GET", "/")))
                .containsEntry("nonce", "one")
                .containsEntry("nc", "00000002");
    }

    @Test
    void secondRefusal_isARejectionAndForgetsTheChallenge() {
        Authenticator authenticator = of("root", "wrong", false);
        List<String> challenge = List.of("Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
        authenticator.challenged(challenge, null);

        assertThat(authenticator.challenged(challenge, authenticator.session())).isEqualTo(Verdict.REJECTED);
        assertThat(authenticator.rejectedWithin(1_000_000_000L)).isTrue();
        assertThat(authenticator.authorization("GET", "/")).isNull();
    }

    @Test
    void acceptedNonceThatDies_getsOneChance() {
        Authenticator authenticator = of("root", "p", false);
        authenticator.challenged(List.of("Digest realm=\"r\", nonce=\"one\", qop=\"auth\""), null);
        authenticator.accepted(authenticator.session(), true, null);

        assertThat(authenticator.challenged(
                        List.of("Digest realm=\"r\", nonce=\"two\", qop=\"auth\""), authenticator.session()))
                .isEqualTo(Verdict.ANSWER);
        assertThat(authenticator.challenged(
                        List.of("Digest realm=\"r\", nonce=\"three\", qop=\"auth\""), authenticator.session()))
                .isEqualTo(Verdict.REJECTED);
    }

    @Test
    void basicThatWasRefused_isNotRepeated() {
        Authenticator authenticator = of("root", "wrong", true);
        authenticator.challenged(List.of("Basic realm=\"r\""), null);

        assertThat(authenticator.challenged(List.of("Basic realm=\"r\""), authenticator.session()))
                .isEqualTo(Verdict.REJECTED);
    }
}
