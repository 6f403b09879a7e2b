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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Devices that cannot be reached, or hang in the TLS handshake, share a bounded number of places with others. */
class ConnectLimitsTest extends TransportTestBase {
    private static final TransportOptions BRIEF =
            TransportOptions.defaults().withConnectTimeout(Duration.ofMillis(500));

    @Test
    void devicesThatHangInTheHandshake_doNotStarveTheOthers() throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        ScriptedServer live = closing(ScriptedServer.startTls(certificate.server(), ScriptedServer.always("alive")));
        ScriptedServer hanging = server(Peer::untilClosed);
        ConnectLimits shared = new ConnectLimits();
        TrustPolicy trust = TrustPolicy.pinned(certificate.sha256());
        int many = 40 * Runtime.getRuntime().availableProcessors();
        List<HttpExchange> waiting = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            waiting.add(transport(new DeviceAddress(true, "127.0.0.1", hanging.port()), ACCOUNT, trust, BRIEF, shared)
                    .send(read("/a"), Duration.ofHours(1)));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> hanging.accepted() == many);

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
        ConnectLimits shared = new ConnectLimits();
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
    void devicesThatAnswerNoConnect_doNotStarveTheOthers() throws Exception {
        ScriptedServer live = server(ScriptedServer.always("alive"));
        ConnectLimits shared = new ConnectLimits();
        TransportOptions patient = TransportOptions.defaults().withConnectTimeout(Duration.ofHours(1));
        List<Socket> filling = new ArrayList<>();
        List<HttpExchange> waiting = new ArrayList<>();
        // The kernel answers no connect once the queue of one that does not accept is full.
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            while (filling.size() < 20 && connects(filling, silent.getLocalPort())) {}
            DeviceAddress dead = new DeviceAddress(false, "127.0.0.1", silent.getLocalPort());
            for (int i = 0; i < 600; i++) {
                waiting.add(transport(dead, ACCOUNT, TrustPolicy.publicAuthorities(), patient, shared)
                        .send(read("/a"), Duration.ofHours(1)));
            }

            DeviceTransport other =
                    transport(live.address(), ACCOUNT, TrustPolicy.publicAuthorities(), patient, shared);
            assertThat(get(other, "/b").text()).isEqualTo("alive");
            assertThat(waiting).noneMatch(exchange -> exchange.response().isDone());
        } finally {
            waiting.forEach(HttpExchange::abort);
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    private static boolean connects(List<Socket> made, int port) throws IOException {
        Socket socket = new Socket();
        made.add(socket);
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 300);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void actionsGoFirst_andWhatCouldNotBeReachedLast() throws Exception {
        ConnectLimits.Gate gate = new ConnectLimits.Gate(1, Duration.ofHours(1));
        EventLoop loop = new DefaultEventLoop();
        List<String> order = new CopyOnWriteArrayList<>();
        AtomicReference<ConnectLimits.Place> taken = new AtomicReference<>();
        try {
            loop.submit(() -> {
                        gate.pass(loop, ConnectLimits.Rank.POLL, taken::set);
                        gate.pass(loop, ConnectLimits.Rank.UNREACHABLE, place -> leave(place, order, "unreachable"));
                        gate.pass(loop, ConnectLimits.Rank.POLL, place -> leave(place, order, "poll"));
                        gate.pass(loop, ConnectLimits.Rank.ACTION, place -> leave(place, order, "action"));
                        taken.get().leave();
                        taken.get().leave();
                    })
                    .get(20, TimeUnit.SECONDS);

            await().atMost(Duration.ofSeconds(20)).until(() -> order.size() == 3);
            assertThat(order).containsExactly("action", "poll", "unreachable");
        } finally {
            loop.shutdownGracefully();
        }
    }

    private static void leave(ConnectLimits.Place place, List<String> order, String name) {
        order.add(name);
        place.leave();
    }

    @Test
    void placesOfLoopsThatWereClosed_goToTheNext() throws Exception {
        ConnectLimits.Gate gate = new ConnectLimits.Gate(1, Duration.ofHours(1));
        EventLoop closing = new DefaultEventLoop();
        EventLoop living = new DefaultEventLoop();
        CompletableFuture<String> reached = new CompletableFuture<>();
        AtomicReference<ConnectLimits.Place> taken = new AtomicReference<>();
        try {
            living.submit(() -> gate.pass(living, ConnectLimits.Rank.POLL, taken::set))
                    .get(20, TimeUnit.SECONDS);
            closing.submit(() -> {
                        for (int i = 0; i < 20_000; i++) {
                            gate.pass(closing, ConnectLimits.Rank.ACTION, place -> reached.complete("a closed one"));
                        }
                    })
                    .get(20, TimeUnit.SECONDS);
            closing.shutdownGracefully(0, 0, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
            living.submit(() -> {
                        gate.pass(living, ConnectLimits.Rank.POLL, place -> reached.complete("the living one"));
                        taken.get().leave();
                    })
                    .get(20, TimeUnit.SECONDS);

            assertThat(reached.get(20, TimeUnit.SECONDS)).isEqualTo("the living one");
        } finally {
            living.shutdownGracefully();
        }
    }
}
