package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Giving up before and after bytes were sent. */
class AbortAndCloseTest extends TransportTestBase {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private ScriptedServer silentAfterProof() throws IOException {
        return server(peer -> {
            while (true) {
                String target = peer.read().target();
                if (target.equals("/proof") || target.equals("/warm")) {
                    peer.answer(200, "ok");
                } else {
                    peer.untilClosed();
                    return;
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void abortInTheQueue_sendsNothing(Effect effect) throws Exception {
        ScriptedServer server = silentAfterProof();
        DeviceTransport transport =
                transport(server, TransportOptions.defaults().withConnections(1, 2));
        HttpExchange blocking = transport.send(read("/blocking"), LONG);
        await().atMost(SECONDS).until(() -> server.count("/blocking") == 1);
        HttpExchange waiting = transport.send(request(effect, "/act"), LONG);

        waiting.abort();

        assertThat(end(waiting)).isInstanceOf(CancellationException.class);
        assertThat(waiting.sent()).isFalse();
        blocking.abort();
        get(transport, "/warm");
        assertThat(server.count("/act")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void abortAfterItWasSent_closesTheConnectionAndSaysThatItWasSent(Effect effect) throws Exception {
        ScriptedServer server = silentAfterProof();
        DeviceTransport transport = transport(server);
        HttpExchange exchange = transport.send(request(effect, "/act"), LONG);
        await().atMost(SECONDS).until(() -> server.count("/act") == 1);

        exchange.abort();

        assertThat(end(exchange)).isInstanceOf(CancellationException.class);
        assertThat(exchange.sent()).isTrue();
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(get(transport, "/warm").text()).isEqualTo("ok");
        assertThat(server.count("/act")).isEqualTo(1);
    }

    @Test
    void abortDuringTheProof_keepsTheActionFromBeingSent() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.untilClosed();
        });
        HttpExchange exchange = transport(server).send(request(Effect.ACTUATE, "/act"), LONG);
        await().atMost(SECONDS).until(() -> server.count("/proof") == 1);

        exchange.abort();

        assertThat(end(exchange)).isInstanceOf(CancellationException.class);
        assertThat(exchange.sent()).isFalse();
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(server.targets()).containsExactly("/proof");
    }

    @Test
    void abortAfterTheAnswer_changesNothing() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);
        HttpExchange exchange = transport.send(read("/a"), LONG);
        answer(exchange);

        exchange.abort();
        exchange.abort();

        assertThat(answer(exchange).text()).isEqualTo("ok");
        get(transport, "/b");
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void abortedExchange_neverClaimsUnsentWhenTheDeviceGotIt() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);
        get(transport, "/warm");
        for (int i = 0; i < 300; i++) {
            String target = "/act" + i;
            HttpExchange exchange = transport.send(request(Effect.ACTUATE, target), LONG);
            for (int spin = 0; spin < (i % 30) * 200; spin++) {
                Thread.onSpinWait();
            }
            exchange.abort();
            end(exchange);
            boolean claimed = exchange.sent();
            if (!claimed) {
                get(transport, "/warm");
                assertThat(server.count(target)).as(target).isZero();
            }
        }
    }

    // ---- closing the transport ----

    @Test
    void close_endsRequestsInEveryPhaseAndSaysWhatMayHaveHappened() throws Exception {
        ScriptedServer server = silentAfterProof();
        DeviceTransport transport =
                transport(server, TransportOptions.defaults().withConnections(2, 4));
        HttpExchange sentRead = transport.send(read("/read"), LONG);
        HttpExchange sentAction = transport.send(request(Effect.ACTUATE, "/act"), LONG);
        await().atMost(SECONDS).until(() -> server.count("/act") == 1 && server.count("/read") == 1);
        HttpExchange queuedRead = transport.send(read("/queued"), LONG);
        HttpExchange queuedAction = transport.send(request(Effect.DISRUPT, "/queuedAction"), LONG);

        transport.close();

        for (HttpExchange none : List.of(sentRead, queuedRead, queuedAction)) {
            AxisException failure = failure(none);
            assertThat(failure).isInstanceOf(ClosedException.class);
            assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        }
        AxisException failure = failure(sentAction);
        assertThat(failure).isInstanceOf(ClosedException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(failure(transport.send(read("/after"), LONG))).isInstanceOf(ClosedException.class);
        assertThat(server.targets()).doesNotContain("/queued", "/queuedAction", "/after");
    }

    @Test
    void close_endsConnectionsBeingMade() throws Exception {
        ScriptedServer silent = server(Peer::untilClosed);
        DeviceTransport transport = transport(
                new DeviceAddress(true, "127.0.0.1", silent.port()),
                ACCOUNT,
                TrustPolicy.publicAuthorities(),
                TransportOptions.defaults());
        HttpExchange handshaking = transport.send(read("/a"), Duration.ofHours(1));
        await().atMost(SECONDS).until(() -> silent.open() == 1);

        CompletableFuture<Void> gone = transport.closeCompletely();

        assertThat(failure(handshaking)).isInstanceOf(ClosedException.class);
        gone.get(20, TimeUnit.SECONDS);
        await().atMost(SECONDS).until(() -> silent.open() == 0);
    }

    @Test
    void close_neverLeavesAConnectionOrARequestBehind() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        for (int i = 0; i < 60; i++) {
            DeviceTransport transport = transport(server);
            List<HttpExchange> all = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                all.add(transport.send(request(Effect.values()[n % 4], "/x"), LONG));
            }
            for (int spin = 0; spin < i * 500; spin++) {
                Thread.onSpinWait();
            }
            transport.closeCompletely().get(20, TimeUnit.SECONDS);
            for (HttpExchange exchange : all) {
                Throwable end = end(exchange);
                assertThat(end == null || end instanceof ClosedException)
                        .as("%s", end)
                        .isTrue();
            }
        }
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void closingTwice_isHarmless() throws Exception {
        DeviceTransport transport = transport(server(ScriptedServer.always("ok")));
        get(transport, "/a");

        transport.close();
        transport.close();
        transport.closeCompletely().get(20, TimeUnit.SECONDS);
    }
}
