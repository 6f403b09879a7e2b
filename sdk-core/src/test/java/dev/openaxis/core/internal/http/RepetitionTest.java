package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be sent a second time, judged by what the server received. */
class RepetitionTest extends TransportTestBase {
    private static AppliedEffect unanswered(Effect effect) {
        return effect == Effect.READ ? AppliedEffect.NONE : AppliedEffect.POSSIBLE;
    }

    /** The first connection answers /warm and /proof and then does what the test says; others answer everything. */
    private ScriptedServer breaking(ScriptedServer.Script afterRequest) throws IOException {
        return server(peer -> {
            while (true) {
                Request request = peer.read();
                boolean preparing =
                        request.target().equals("/warm") || request.target().equals("/proof");
                if (peer.number() > 1 || preparing) {
                    peer.answer(200, "ok " + peer.number());
                } else {
                    afterRequest.run(peer);
                    return;
                }
            }
        });
    }

    @Test
    void read_isSentAgainOnceWhenAKeptConnectionWasClosedBeforeAnyByte() throws Exception {
        ScriptedServer server = breaking(Peer::close);
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        assertThat(get(transport, "/a").text()).isEqualTo("ok 2");
        assertThat(server.count("/a")).isEqualTo(2);
    }

    @Test
    void read_isSentAgainWhenAKeptConnectionWasReset() throws Exception {
        ScriptedServer server = breaking(Peer::reset);
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        assertThat(get(transport, "/a").text()).isEqualTo("ok 2");
        assertThat(server.count("/a")).isEqualTo(2);
    }

    @Test
    void read_isNotSentAThirdTime() throws Exception {
        ScriptedServer server = server(peer -> {
            if (peer.read().target().equals("/warm")) {
                peer.answer(200, "ok");
                peer.read();
            }
        });
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        AxisException failure = failure(transport.send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.count("/a")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"CONFIGURE", "ACTUATE", "DISRUPT"})
    void whatChangesSomething_isNeverSentAgainWhenAKeptConnectionWasClosed(Effect effect) throws Exception {
        ScriptedServer server = breaking(Peer::close);
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        AxisException failure = failure(transport.send(request(effect, "/act"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        assertThat(get(transport, "/after").text()).isEqualTo("ok 2");
        assertThat(server.count("/act")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void nothing_isSentAgainOnAFreshConnection(Effect effect) throws Exception {
        ScriptedServer server = breaking(Peer::close);
        DeviceTransport transport = transport(server);

        AxisException failure = failure(transport.send(request(effect, "/act"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(unanswered(effect));
        assertThat(get(transport, "/after").text()).isEqualTo("ok 2");
        assertThat(server.count("/act")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void nothing_isSentAgainAfterAByteOfTheAnswerCame(Effect effect) throws Exception {
        ScriptedServer server = breaking(peer -> peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"));
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        AxisException failure = failure(transport.send(request(effect, "/act"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(unanswered(effect));
        assertThat(get(transport, "/after").text()).isEqualTo("ok 2");
        assertThat(server.count("/act")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"READ,2", "CONFIGURE,2", "DISRUPT,1"})
    void aChallenge_isAnsweredOnlyIfTheRequestMayBeSentAgain(Effect effect, int times) throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                if (Digest.valid(peer.read(), "n1", PASSWORD)) {
                    peer.answer(200, "ok");
                } else {
                    peer.answer(401, "", Digest.challenge("n1"));
                }
            }
        });

        HttpExchange exchange = transport(server).send(request(effect, "/act"), LONG);

        if (times == 2) {
            assertThat(answer(exchange).status()).isEqualTo(200);
        } else {
            AxisException failure = failure(exchange);
            assertThat(failure).isInstanceOf(AuthenticationException.class);
            assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        }
        assertThat(server.count("/act")).isEqualTo(times);
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"ACTUATE", "DISRUPT"})
    void aChallengeToAnAction_isNotReplayedEvenIfTheNonceIsStale(Effect effect) throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.read();
                if (!request.target().equals("/act") && Digest.valid(request, "n1", PASSWORD)) {
                    peer.answer(200, "ok");
                } else {
                    peer.answer(401, "", Digest.challenge(request.target().equals("/act") ? "n2" : "n1", "stale=true"));
                }
            }
        });
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        AxisException failure = failure(transport.send(request(effect, "/act"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.count("/act")).isEqualTo(1);
    }

    // ---- the proof ----

    @Test
    void action_isPrecededByItsProofOnAFreshConnection() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));

        answer(transport(server).send(request(Effect.ACTUATE, "/act"), LONG));

        assertThat(server.targets()).containsExactly("/proof", "/act");
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void action_needsNoProofOnAConnectionThatJustAnswered() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        answer(transport.send(request(Effect.ACTUATE, "/act"), LONG));
        answer(transport.send(request(Effect.ACTUATE, "/act"), LONG));

        assertThat(server.targets()).containsExactly("/warm", "/act", "/act");
    }

    @Test
    void action_isPrecededByItsProofAfterFiveSecondsOfSilenceAndTheProofMayMove() throws Exception {
        ScriptedServer steady = server(ScriptedServer.always("ok"));
        ScriptedServer leaving = breaking(Peer::close);
        ScriptedServer dead = server(peer -> {
            while (true) {
                String target = peer.read().target();
                if (peer.number() == 1 && target.equals("/proof")) {
                    return;
                }
                peer.answer(200, "ok");
            }
        });
        DeviceTransport onSteady = transport(steady);
        DeviceTransport onDead = transport(dead);
        DeviceTransport onLeaving = transport(leaving);
        get(onSteady, "/warm");
        get(onDead, "/warm");
        get(onLeaving, "/warm");
        long warm = System.nanoTime();
        await().pollDelay(Duration.ofMillis(5_050))
                .atMost(Duration.ofSeconds(20))
                .until(() -> System.nanoTime() - warm > Duration.ofMillis(5_050).toNanos());

        answer(onSteady.send(request(Effect.ACTUATE, "/act"), LONG));
        assertThat(steady.targets()).containsExactly("/warm", "/proof", "/act");
        assertThat(steady.accepted()).isEqualTo(1);

        answer(onDead.send(request(Effect.ACTUATE, "/act"), LONG));
        assertThat(dead.targets()).containsExactly("/warm", "/proof", "/proof", "/act");
        assertThat(dead.requests().get(3).connection()).isEqualTo(2);

        AxisException failure = failure(onLeaving.send(request(Effect.ACTUATE, "/act"), LONG));
        assertThat(failure.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        assertThat(leaving.targets()).containsExactly("/warm", "/proof", "/act");
    }

    @Test
    void action_isNeverSentWhenItsProofGetsNoAnswer() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.untilClosed();
        });

        AxisException failure = failure(transport(server).send(request(Effect.ACTUATE, "/act"), SHORT));

        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.targets()).containsExactly("/proof");
    }

    @Test
    void action_isNeverSentWhenTheConnectionBreaksUnderItsProof() throws Exception {
        ScriptedServer server = server(Peer::read);

        HttpExchange exchange = transport(server).send(request(Effect.ACTUATE, "/act"), LONG);
        AxisException failure = failure(exchange);

        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(exchange.sent()).isFalse();
        assertThat(server.count("/act")).isZero();
        assertThat(server.count("/proof")).isLessThanOrEqualTo(2);
    }

    @Test
    void action_isNeverSentWhenItsProofIsNotLetIn() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                peer.read();
                peer.answer(401, "", Digest.challenge("n1"));
            }
        });

        AxisException failure = failure(transport(server).send(request(Effect.ACTUATE, "/act"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.targets()).containsExactly("/proof", "/proof");
    }

    @Test
    void action_logsInWithItsProof() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                if (Digest.valid(peer.read(), "n1", PASSWORD)) {
                    peer.answer(200, "ok");
                } else {
                    peer.answer(401, "", Digest.challenge("n1"));
                }
            }
        });

        assertThat(answer(transport(server).send(request(Effect.ACTUATE, "/act"), LONG))
                        .status())
                .isEqualTo(200);
        assertThat(server.targets()).containsExactly("/proof", "/proof", "/act");
    }

    @Test
    void action_logsInWithItsProofEvenIfAnAnonymousReadJustProvedTheConnection() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.read();
                if (request.target().equals("/anonymous") || Digest.valid(request, "n1", PASSWORD)) {
                    peer.answer(200, "ok");
                } else {
                    peer.answer(401, "", Digest.challenge("n1"));
                }
            }
        });
        DeviceTransport transport = transport(server);
        answer(transport.send(
                dev.openaxis.core.http.HttpRequest.get("/anonymous").anonymous().build(), LONG));

        assertThat(answer(transport.send(request(Effect.ACTUATE, "/act"), LONG)).status())
                .isEqualTo(200);
        assertThat(server.count("/act")).isEqualTo(1);
    }

    @Test
    void deviceThatClosesAfterEveryAnswer_doesNotDrawProofsWithoutEnd() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(200, "ok", "Connection: close");
        });

        HttpExchange exchange = transport(server).send(request(Effect.ACTUATE, "/act"), Duration.ofSeconds(2));

        Throwable end = end(exchange);
        if (end != null) {
            assertThat(end).isInstanceOf(AxisException.class);
            assertThat(((AxisException) end).effect()).isEqualTo(AppliedEffect.NONE);
            assertThat(server.count("/act")).isZero();
        }
        assertThat(server.count("/proof")).isLessThanOrEqualTo(4);
    }

    @Test
    void actionsAreNotMultiplied_byAnyFaultOfTheDevice() throws Exception {
        List<ScriptedServer.Script> faults = List.of(
                Peer::close,
                Peer::reset,
                peer -> peer.write("HTTP/1.1 20"),
                peer -> peer.write("garbage\r\n\r\n"),
                peer -> peer.write("HTTP/1.1 100 Continue\r\n\r\n"),
                peer -> peer.answer(401, "", Digest.challenge("other", "stale=true")),
                peer -> peer.answer(307, "", "Location: /act"),
                peer -> peer.answer(408, "", "Connection: close"),
                peer -> peer.answer(503, "", "Retry-After: 0"),
                peer -> peer.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx"));
        for (ScriptedServer.Script fault : faults) {
            CountDownLatch done = new CountDownLatch(1);
            ScriptedServer server = breaking(peer -> {
                fault.run(peer);
                done.countDown();
            });
            DeviceTransport transport = transport(server);
            get(transport, "/warm");

            end(transport.send(request(Effect.ACTUATE, "/act"), LONG));

            assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
            get(transport, "/after");
            assertThat(server.count("/act")).isEqualTo(1);
        }
    }
}
