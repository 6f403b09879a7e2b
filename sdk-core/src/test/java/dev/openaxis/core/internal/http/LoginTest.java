package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.BlockedException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.Effect;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logging in, judged by an independent reading of RFC 7616. */
class LoginTest extends TransportTestBase {
    private static final Credentials WRONG = Credentials.of("root", "wrong");

    private final AtomicInteger refusals = new AtomicInteger();
    private volatile String nonce = "nonce-1";

    private ScriptedServer digestServer(String... more) throws IOException {
        return server(peer -> {
            while (true) {
                if (Digest.valid(peer.read(), nonce, PASSWORD)) {
                    peer.answer(200, "ok");
                } else {
                    refusals.incrementAndGet();
                    peer.answer(401, "who are you", Digest.challenge(nonce, more));
                }
            }
        });
    }

    private DeviceTransport transportAs(ScriptedServer server, Credentials credentials) {
        return transport(server.address(), credentials, TrustPolicy.publicAuthorities(), TransportOptions.defaults());
    }

    private static List<Map<String, String>> logins(ScriptedServer server) {
        return server.requests().stream()
                .flatMap(request -> request.header("Authorization").stream())
                .map(Digest::parameters)
                .toList();
    }

    @Test
    void steadyState_costsOneRoundTripAndCountsTheNonceUp() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server);

        for (int i = 0; i < 10; i++) {
            assertThat(get(transport, "/axis-cgi/param.cgi?action=list&group=root." + i)
                            .status())
                    .isEqualTo(200);
        }

        assertThat(refusals).hasValue(1);
        assertThat(server.requests()).hasSize(11);
        List<Map<String, String>> logins = logins(server);
        assertThat(logins)
                .extracting(login -> login.get("nc"))
                .containsExactly(
                        "00000001",
                        "00000002",
                        "00000003",
                        "00000004",
                        "00000005",
                        "00000006",
                        "00000007",
                        "00000008",
                        "00000009",
                        "0000000a");
        assertThat(logins).allSatisfy(login -> {
            assertThat(login).containsEntry("username", "root").containsEntry("qop", "auth");
            assertThat(login).containsEntry("realm", "AXIS_00408C000001").containsEntry("algorithm", "MD5");
            assertThat(login.get("cnonce")).hasSizeGreaterThanOrEqualTo(8);
        });
    }

    @Test
    void parallelRequests_neverUseACountTwice() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server);
        List<HttpExchange> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(transport.send(read("/" + i), LONG));
        }
        for (HttpExchange exchange : all) {
            assertThat(answer(exchange).status()).isEqualTo(200);
        }

        Set<String> used = new HashSet<>();
        assertThat(logins(server)).allMatch(login -> used.add(login.get("cnonce") + login.get("nc")));
        assertThat(refusals.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void challengeWithoutQop_isAnsweredTheOldWay() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                if (Digest.valid(peer.read(), "n", PASSWORD)) {
                    peer.answer(200, "ok");
                } else {
                    peer.answer(401, "", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", opaque=\"o\\\"p\"");
                }
            }
        });

        assertThat(get(transport(server), "/a").status()).isEqualTo(200);
        assertThat(logins(server).get(0))
                .doesNotContainKeys("qop", "nc", "cnonce")
                .containsEntry("opaque", "o\"p");
    }

    @Test
    void otherMethodsThanGet_areSignedWithTheirOwnName() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server);

        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            HttpRequest request = HttpRequest.method(method, "/config/rest/x?y=%20", Effect.CONFIGURE)
                    .build();
            assertThat(answer(transport.send(request, LONG)).status()).isEqualTo(200);
        }
        assertThat(refusals).hasValue(1);
    }

    @Test
    void staleNonce_isReplacedAndIsNoWrongPassword() throws Exception {
        ScriptedServer server = digestServer("stale=true");
        DeviceTransport transport = transport(server);
        get(transport, "/a");
        for (int i = 2; i < 6; i++) {
            nonce = "nonce-" + i;
            assertThat(get(transport, "/a").status()).isEqualTo(200);
        }

        assertThat(refusals).hasValue(5);
        assertThat(logins(server).get(logins(server).size() - 1))
                .containsEntry("nonce", "nonce-5")
                .containsEntry("nc", "00000001");
    }

    @Test
    void nonceThatDiedInARestart_getsOneChance() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server);
        get(transport, "/a");
        nonce = "after-restart";

        assertThat(get(transport, "/b").status()).isEqualTo(200);
        assertThat(server.count("/b")).isEqualTo(2);
    }

    @Test
    void passwordChangedMeanwhile_isTriedOnceMoreAndThenGivenUp() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        ScriptedServer server = server(peer -> {
            while (true) {
                boolean known = Digest.valid(peer.read(), nonce, PASSWORD);
                if (known && answered.getAndIncrement() == 0) {
                    peer.answer(200, "ok");
                } else {
                    peer.answer(401, "", Digest.challenge(nonce));
                }
            }
        });
        DeviceTransport transport = transport(server);
        get(transport, "/a");

        AxisException failure = failure(transport.send(read("/b"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class);
        assertThat(server.count("/b")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"READ", "CONFIGURE"})
    void wrongPassword_isTriedOnceAndNotRetried(Effect effect) throws Exception {
        ScriptedServer server = digestServer();

        AxisException failure = failure(transportAs(server, WRONG).send(request(effect, "/a"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(failure.getMessage()).doesNotContain("wrong");
        assertThat(server.requests()).hasSize(2);
        assertThat(logins(server)).hasSize(1);
    }

    @Test
    void wrongPasswordInParallel_costsAtMostOneAttemptPerRequest() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transportAs(server, WRONG);
        List<HttpExchange> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(transport.send(read("/" + i), LONG));
        }
        for (HttpExchange exchange : all) {
            assertThat(failure(exchange)).isInstanceOf(AuthenticationException.class);
        }
        assertThat(logins(server)).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void deviceThatCallsEveryNonceStale_isGivenUp() throws Exception {
        AtomicInteger number = new AtomicInteger();
        ScriptedServer server = server(peer -> {
            while (true) {
                peer.read();
                peer.answer(401, "", Digest.challenge("n" + number.incrementAndGet(), "stale=true"));
            }
        });

        AxisException failure = failure(transport(server).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class);
        assertThat(failure.getMessage()).doesNotContain("an action is never sent twice");
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void challengeOnAConnectionThatCloses_isAnsweredOnAnother() throws Exception {
        ScriptedServer server = server(peer -> {
            if (Digest.valid(peer.read(), "n", PASSWORD)) {
                peer.answer(200, "ok", "Connection: close");
            } else {
                peer.answer(401, "", Digest.challenge("n"), "Connection: close");
            }
        });

        assertThat(get(transport(server), "/a").status()).isEqualTo(200);
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void challengeWithAChunkedBody_isReadToItsEnd() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                if (Digest.valid(peer.read(), "n", PASSWORD)) {
                    peer.answer(200, "ok");
                } else {
                    peer.write("HTTP/1.1 401 Unauthorized\r\n" + Digest.challenge("n")
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n0\r\n\r\n");
                }
            }
        });

        assertThat(get(transport(server), "/a").text()).isEqualTo("ok");
        assertThat(server.accepted()).isEqualTo(1);
    }

    // ---- Basic ----

    private static final String BASIC = "WWW-Authenticate: Basic realm=\"AXIS_00408C000001\"";
    private static final String BASIC_VALUE =
            "Basic " + java.util.Base64.getEncoder().encodeToString(("root:" + PASSWORD).getBytes());

    private ScriptedServer basicServer(String... challenges) throws IOException {
        return server(peer -> {
            while (true) {
                if (peer.read()
                        .header("Authorization")
                        .filter(BASIC_VALUE::equals)
                        .isPresent()) {
                    peer.answer(200, "ok");
                } else {
                    peer.answer(401, "", challenges);
                }
            }
        });
    }

    @Test
    void basicOverClearText_isRefusedAndNothingSecretIsSent() throws Exception {
        ScriptedServer server = basicServer(BASIC);

        AxisException failure = failure(transport(server).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class).hasMessageContaining("Basic");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.requests())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.header("Authorization")).isEmpty());
    }

    @Test
    void basicOverClearText_isSentWhenAllowedAndThenWithEveryRequest() throws Exception {
        ScriptedServer server = basicServer(BASIC);
        DeviceTransport transport =
                transport(server, TransportOptions.defaults().allowingBasicOverClearText());

        assertThat(get(transport, "/a").status()).isEqualTo(200);
        assertThat(get(transport, "/b").status()).isEqualTo(200);
        assertThat(server.targets()).containsExactly("/a", "/a", "/b");
    }

    @Test
    void digestIsPreferred_whereverItStands() throws Exception {
        for (String[] challenges : List.of(
                new String[] {BASIC, Digest.challenge("n")},
                new String[] {Digest.challenge("n"), BASIC},
                new String[] {BASIC + ", " + Digest.challenge("n").substring("WWW-Authenticate: ".length())})) {
            ScriptedServer server = server(peer -> {
                while (true) {
                    if (Digest.valid(peer.read(), "n", PASSWORD)) {
                        peer.answer(200, "ok");
                    } else {
                        peer.answer(401, "", challenges);
                    }
                }
            });
            DeviceTransport transport =
                    transport(server, TransportOptions.defaults().allowingBasicOverClearText());
            assertThat(get(transport, "/a").status()).isEqualTo(200);
        }
    }

    // ---- without a log-in ----

    @Test
    void anonymousRequest_carriesNothingEvenAfterALogInAndItsRefusalIsAnAnswer() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server);
        get(transport, "/a");

        HttpResponse response =
                answer(transport.send(HttpRequest.get("/open").anonymous().build(), LONG));

        assertThat(response.status()).isEqualTo(401);
        assertThat(server.requests().get(2).header("Authorization")).isEmpty();
        assertThat(server.count("/open")).isEqualTo(1);
    }

    @Test
    void transportWithoutAccount_saysSo() throws Exception {
        ScriptedServer server = digestServer();

        AxisException failure = failure(transportAs(server, null).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void factoryDefaultedDevice_isRecognisedAndGetsNoPassword() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                peer.read();
                peer.answer(401, "", Digest.challenge("n"), "Axis-Setup: vapix");
            }
        });

        AxisException failure = failure(transport(server).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(SetupNeededException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.requests())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.header("Authorization")).isEmpty());
    }

    // ---- brute-force protection ----

    @Test
    void forbidden_isAnAnswerAsLongAsNoLogInFailed() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(403, "no");
            peer.untilClosed();
        });

        assertThat(get(transport(server), "/a").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void forbiddenAfterARejectedLogIn_meansBlocked(Effect effect) throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.read();
                if (request.target().equals("/login")) {
                    peer.answer(401, "", Digest.challenge("n"));
                } else {
                    peer.answer(403, "blocked");
                }
            }
        });
        DeviceTransport transport = transportAs(server, WRONG);
        assertThat(failure(transport.send(read("/login"), LONG))).isInstanceOf(AuthenticationException.class);

        AxisException failure = failure(transport.send(request(effect, "/act"), LONG));

        assertThat(failure).isInstanceOf(BlockedException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(((BlockedException) failure).retryAfter()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void forbiddenToALogInUnderWayWhenAnotherWasRejected_meansBlockedToo() throws Exception {
        CountDownLatch rejected = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.read();
                if (request.header("Authorization").isEmpty()
                        || request.target().equals("/first")) {
                    peer.answer(401, "", Digest.challenge("n"));
                } else {
                    rejected.await();
                    peer.answer(403, "blocked");
                }
            }
        });
        DeviceTransport transport = transportAs(server, WRONG);
        HttpExchange second = transport.send(read("/second"), LONG);
        await().atMost(Duration.ofSeconds(20)).until(() -> server.count("/second") == 2);
        assertThat(failure(transport.send(read("/first"), LONG))).isInstanceOf(AuthenticationException.class);
        rejected.countDown();

        assertThat(failure(second)).isInstanceOf(BlockedException.class);
        AxisException third = failure(
                transport.send(HttpRequest.get("/second").header("X", "3").build(), LONG));
        assertThat(third).isInstanceOfAny(BlockedException.class, AuthenticationException.class);
    }
}
