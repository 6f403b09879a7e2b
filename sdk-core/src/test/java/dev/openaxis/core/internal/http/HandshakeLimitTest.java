package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Devices that hang in the TLS handshake share a bounded number of places with devices that do not. */
class HandshakeLimitTest extends TransportTestBase {
    private static final TransportOptions BRIEF =
            TransportOptions.defaults().withConnectTimeout(Duration.ofMillis(500));

    @Test
    void devicesThatHangInTheHandshake_doNotStarveTheOthers() throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        ScriptedServer live = closing(ScriptedServer.startTls(certificate.server(), ScriptedServer.always("alive")));
        ScriptedServer hanging = server(Peer::untilClosed);
        HandshakeLimiter shared = new HandshakeLimiter();
        TrustPolicy trust = TrustPolicy.pinned(certificate.sha256());
        int many = 40 * Runtime.getRuntime().availableProcessors();
        List<HttpExchange> waiting = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            waiting.add(transport(new DeviceAddress(true, "127.0.0.1", hanging.port()), ACCOUNT, trust, BRIEF, shared)
                    .send(read("/a"), Duration.ofHours(1)));
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> hanging.accepted() == many);

        DeviceTransport other = transport(live.address(), ACCOUNT, trust, BRIEF, shared);
        assertThat(get(other, "/b").text()).isEqualTo("alive");
        waiting.forEach(HttpExchange::abort);
    }

    @Test
    void placesOfHandshakesThatEndedInAnyWay_areFreeAgain() throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        ScriptedServer live = closing(ScriptedServer.startTls(certificate.server(), ScriptedServer.always("alive")));
        ScriptedServer closing = server(Peer::close);
        ScriptedServer hanging = server(Peer::untilClosed);
        HandshakeLimiter shared = new HandshakeLimiter();
        TrustPolicy right = TrustPolicy.pinned(certificate.sha256());
        TrustPolicy wrong = TrustPolicy.pinned("0".repeat(64));
        int many = 33 * Runtime.getRuntime().availableProcessors();
        for (int round = 0; round < 4; round++) {
            DeviceAddress address = switch (round) {
                case 0 -> new DeviceAddress(true, "127.0.0.1", closing.port());
                case 1 -> live.address();
                default -> new DeviceAddress(true, "127.0.0.1", hanging.port());
            };
            List<HttpExchange> all = new ArrayList<>();
            List<DeviceTransport> transports = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                DeviceTransport transport = transport(address, ACCOUNT, wrong, BRIEF, shared);
                transports.add(transport);
                all.add(transport.send(read("/a"), round == 2 ? SHORT : LONG));
            }
            if (round == 3) {
                transports.forEach(DeviceTransport::close);
            }
            for (HttpExchange exchange : all) {
                failure(exchange);
            }
        }

        assertThat(get(transport(live.address(), ACCOUNT, right, BRIEF, shared), "/b")
                        .text())
                .isEqualTo("alive");
    }

    @Test
    void actions_goBeforePollsThatWaitForAPlace() {
        HandshakeLimiter limiter = new HandshakeLimiter();
        EventLoop loop = new DefaultEventLoop();
        List<String> order = new CopyOnWriteArrayList<>();
        try {
            AtomicInteger places = new AtomicInteger();
            // As many as there are places, and one that has to wait.
            int all = 0;
            while (places.get() == all) {
                all++;
                limiter.start(loop, false, places::incrementAndGet);
            }
            limiter.start(loop, false, () -> order.add("poll"));
            limiter.start(loop, true, () -> order.add("action"));

            limiter.done();
            limiter.done();
            limiter.done();

            await().atMost(Duration.ofSeconds(5)).until(() -> order.size() == 2 && places.get() > 0);
            assertThat(order).containsExactly("action", "poll");
        } finally {
            loop.shutdownGracefully();
        }
    }
}
