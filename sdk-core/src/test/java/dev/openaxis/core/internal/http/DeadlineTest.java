package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One total deadline covers queue, connect, TLS, authentication, request and body; and it says what may have happened. */
class DeadlineTest extends TransportTestBase {
    private static AppliedEffect sent(Effect effect) {
        return effect == Effect.READ ? AppliedEffect.NONE : AppliedEffect.POSSIBLE;
    }

    private AxisException expire(HttpExchange exchange) throws Exception {
        long before = System.nanoTime();
        AxisException failure = failure(exchange);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isLessThan(3000);
        return failure;
    }

    /** Answers proofs, then does something else. */
    private ScriptedServer afterProof(ScriptedServer.Script then) throws IOException {
        return server(peer -> {
            while (true) {
                String target = peer.read().target();
                if (target.equals("/proof") || target.equals("/warm")) {
                    peer.answer(200, "ok");
                } else {
                    then.run(peer);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void deadlineInTheQueue_meansThatItWasNotSent(Effect effect) throws Exception {
        ScriptedServer server = afterProof(Peer::untilClosed);
        DeviceTransport transport =
                transport(server, TransportOptions.defaults().withConnections(1, 2));
        HttpExchange blocking = transport.send(read("/blocking"), LONG);
        await().atMost(Duration.ofSeconds(20)).until(() -> server.count("/blocking") == 1);

        HttpExchange waiting = transport.send(request(effect, "/late"), SHORT);
        AxisException failure = expire(waiting);

        assertThat(failure).isInstanceOf(DeadlineExceededException.class).hasMessageContaining("not sent");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(waiting.sent()).isFalse();
        blocking.abort();
        get(transport, "/warm");
        assertThat(server.count("/late")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void deadlineThatHasPassedAlready_sendsNothing(Effect effect) throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);

        for (Duration past : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            AxisException failure = failure(transport.send(request(effect, "/late"), past));
            assertThat(failure).isInstanceOf(DeadlineExceededException.class);
            assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        }
        get(transport, "/warm");
        assertThat(server.count("/late")).isZero();
    }

    @Test
    void deadlineWhileConnecting_isKept() throws Exception {
        try (Unreachable unreachable = new Unreachable()) {
            for (Effect effect : Effect.values()) {
                DeviceTransport transport = transport(unreachable.address(), TransportOptions.defaults());
                AxisException failure = expire(transport.send(request(effect, "/a"), SHORT));
                assertThat(failure).isInstanceOfAny(DeadlineExceededException.class, ConnectionException.class);
                assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
            }
        }
    }

    @Test
    void connectTimeout_isKeptBeforeTheDeadline() throws Exception {
        try (Unreachable unreachable = new Unreachable()) {
            DeviceTransport transport =
                    transport(unreachable.address(), TransportOptions.defaults().withConnectTimeout(SHORT));
            AxisException failure = expire(transport.send(read("/a"), LONG));
            assertThat(failure).isInstanceOf(ConnectionException.class);
            assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void deadlineInTheTlsHandshake_isKept(Effect effect) throws Exception {
        ScriptedServer silent = server(Peer::untilClosed);
        DeviceTransport transport = transport(
                new DeviceAddress(true, "127.0.0.1", silent.port()),
                ACCOUNT,
                TrustPolicy.publicAuthorities(),
                TransportOptions.defaults());

        AxisException failure = expire(transport.send(request(effect, "/a"), SHORT));

        assertThat(failure).isInstanceOfAny(DeadlineExceededException.class, ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        await().atMost(Duration.ofSeconds(20)).until(() -> silent.open() == 0);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void deadlineWithoutAnyAnswer_saysWhatMayHaveHappened(Effect effect) throws Exception {
        ScriptedServer server = afterProof(Peer::untilClosed);

        HttpExchange exchange = transport(server).send(request(effect, "/act"), SHORT);
        AxisException failure = expire(exchange);

        assertThat(failure).isInstanceOf(DeadlineExceededException.class);
        assertThat(failure.effect()).isEqualTo(sent(effect));
        assertThat(exchange.sent()).isTrue();
        assertThat(server.count("/act")).isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> server.open() == 0);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void deadlineInAStalledBody_saysWhatMayHaveHappened(Effect effect) throws Exception {
        ScriptedServer server = afterProof(peer -> {
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            peer.untilClosed();
        });

        AxisException failure = expire(transport(server).send(request(effect, "/act"), SHORT));

        assertThat(failure).isInstanceOf(DeadlineExceededException.class);
        assertThat(failure.effect()).isEqualTo(sent(effect));
        await().atMost(Duration.ofSeconds(20)).until(() -> server.open() == 0);
    }

    @Test
    void deadlineInABodyThatDrips_isTotal() throws Exception {
        ScriptedServer server = afterProof(peer -> {
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (true) {
                peer.write("x");
                TimeUnit.MILLISECONDS.sleep(10);
            }
        });

        AxisException failure = expire(transport(server).send(read("/a"), SHORT));

        assertThat(failure).isInstanceOf(DeadlineExceededException.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> server.open() == 0);
    }

    @Test
    void deadlineAmidEndlessInterimAnswers_isKept() throws Exception {
        ScriptedServer server = afterProof(peer -> {
            while (true) {
                peer.write("HTTP/1.1 102 Processing\r\n\r\n");
                TimeUnit.MILLISECONDS.sleep(10);
            }
        });

        assertThat(expire(transport(server).send(read("/a"), SHORT))).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void deadline_startsAnewWithEveryRequest() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);

        for (int i = 0; i < 3; i++) {
            assertThat(answer(transport.send(read("/a"), Duration.ofSeconds(3))).status())
                    .isEqualTo(200);
        }
    }

    /** A port whose listener's backlog is full, so that connecting to it takes for ever. */
    private static final class Unreachable implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> filling = new ArrayList<>();

        Unreachable() throws IOException {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                filling.add(socket);
                try {
                    socket.connect(new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()), 50);
                } catch (IOException e) {
                    return;
                }
            }
        }

        DeviceAddress address() {
            return new DeviceAddress(false, "127.0.0.1", listening.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : filling) {
                socket.close();
            }
            listening.close();
        }
    }
}
