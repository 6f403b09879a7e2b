package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How many connections a device gets, and who waits for them. */
class ConnectionPoolTest extends TransportTestBase {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    /** Answers nothing before a permit is there. */
    private final Semaphore permits = new Semaphore(0);

    private ScriptedServer patient() throws IOException {
        return server(peer -> {
            while (true) {
                Request request = peer.read();
                permits.acquire();
                peer.answer(200, request.target());
            }
        });
    }

    private static HttpRequest held(String target) {
        return HttpRequest.get(target).held().build();
    }

    private List<HttpExchange> sendAll(DeviceTransport transport, String... targets) {
        return Stream.of(targets)
                .map(target -> transport.send(read(target), LONG))
                .toList();
    }

    private static void awaitRead(ScriptedServer server, int count) {
        await().atMost(SECONDS).until(() -> server.requests().size() == count);
    }

    @Test
    void sequentialRequests_shareOneConnection() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);

        for (int i = 0; i < 20; i++) {
            get(transport, "/" + i);
        }

        assertThat(server.accepted()).isEqualTo(1);
        assertThat(server.requests()).hasSize(20);
    }

    @Test
    void ordinaryRequests_useTwoConnectionsAndNeverPipeline() throws Exception {
        ScriptedServer server = patient();
        List<HttpExchange> exchanges = sendAll(transport(server), "/1", "/2", "/3", "/4", "/5", "/6");

        awaitRead(server, 2);
        assertThat(server.accepted()).isEqualTo(2);
        permits.release(6);

        for (int i = 0; i < 6; i++) {
            assertThat(answer(exchanges.get(i)).text()).isEqualTo("/" + (i + 1));
        }
        assertThat(server.mostOpen()).isEqualTo(2);
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void waitingRequests_areServedInOrder() throws Exception {
        ScriptedServer server = patient();
        DeviceTransport transport =
                transport(server, TransportOptions.defaults().withConnections(1, 2));
        List<HttpExchange> exchanges = sendAll(transport, "/1", "/2", "/3", "/4", "/5");
        permits.release(5);

        for (HttpExchange exchange : exchanges) {
            answer(exchange);
        }
        assertThat(server.targets()).containsExactly("/1", "/2", "/3", "/4", "/5");
    }

    @Test
    void actions_overtakeWaitingPolls() throws Exception {
        ScriptedServer server = patient();
        DeviceTransport transport =
                transport(server, TransportOptions.defaults().withConnections(1, 2));
        List<HttpExchange> all = new ArrayList<>(sendAll(transport, "/busy", "/poll1", "/poll2"));
        awaitRead(server, 1);
        all.add(transport.send(request(Effect.CONFIGURE, "/configure"), LONG));
        all.add(transport.send(request(Effect.ACTUATE, "/act1"), LONG));
        all.add(transport.send(request(Effect.DISRUPT, "/act2"), LONG));
        transport.loop().submit(() -> {}).get(20, TimeUnit.SECONDS);
        permits.release(10);

        for (HttpExchange exchange : all) {
            answer(exchange);
        }
        assertThat(server.targets().stream().filter(target -> !target.equals("/proof")))
                .containsExactly("/busy", "/act1", "/act2", "/poll1", "/poll2", "/configure");
    }

    @Test
    void heldRequests_doNotTakeThePoolAndMakeFourConnectionsInAll() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.read();
                if (request.target().startsWith("/held")) {
                    permits.acquire();
                }
                peer.answer(200, request.target());
            }
        });
        DeviceTransport transport = transport(server);
        List<HttpExchange> monitors = new ArrayList<>();
        monitors.add(transport.send(held("/held1"), LONG));
        monitors.add(transport.send(held("/held2"), LONG));

        List<HttpExchange> polls = sendAll(transport, "/1", "/2", "/3", "/4");
        for (HttpExchange poll : polls) {
            answer(poll);
        }
        assertThat(server.mostOpen()).isEqualTo(4);

        for (int i = 3; i < 8; i++) {
            monitors.add(transport.send(held("/held" + i), LONG));
        }
        await().atMost(SECONDS)
                .until(() -> server.targets().stream()
                                .filter(target -> target.startsWith("/held"))
                                .count()
                        >= 3);
        get(transport, "/not-kept-out-by-held-ones");
        permits.release(7);
        for (HttpExchange monitor : monitors) {
            answer(monitor);
        }
        assertThat(server.mostOpen()).isEqualTo(4);
    }

    @Test
    void connectionsBeyondThePool_areClosedWhenTheirHeldRequestsAreOver() throws Exception {
        ScriptedServer server = patient();
        DeviceTransport transport = transport(server);
        List<HttpExchange> monitors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            monitors.add(transport.send(held("/held" + i), LONG));
        }
        awaitRead(server, 3);
        permits.release(3);
        for (HttpExchange monitor : monitors) {
            answer(monitor);
        }

        await().atMost(SECONDS).until(() -> server.open() == 2);
    }

    @Test
    void requestBeyondTheQueue_isRefusedAndNotSent() throws Exception {
        ScriptedServer server = patient();
        DeviceTransport transport = transport(
                server, TransportOptions.defaults().withConnections(1, 2).withMaxQueued(2));
        List<HttpExchange> taken = sendAll(transport, "/1");
        awaitRead(server, 1);
        List<HttpExchange> queued = sendAll(transport, "/2", "/3");

        for (Effect effect : Effect.values()) {
            AxisException failure = failure(transport.send(request(effect, "/over"), LONG));
            assertThat(failure).isInstanceOf(OverloadedException.class);
            assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        }
        permits.release(3);
        for (HttpExchange exchange :
                Stream.concat(taken.stream(), queued.stream()).toList()) {
            answer(exchange);
        }
        assertThat(server.count("/over")).isZero();
    }

    @Test
    void connectionThatWasNotUsedForLong_isClosed() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        TransportOptions defaults = TransportOptions.defaults();
        TransportOptions brief = new TransportOptions(
                defaults.connectTimeout(),
                defaults.poolSize(),
                defaults.deviceLimit(),
                defaults.maxQueued(),
                Duration.ofMillis(100),
                defaults.webSocketPing(),
                defaults.webSocketSilence(),
                false,
                java.util.Optional.empty());
        DeviceTransport transport = transport(server, brief);
        get(transport, "/a");

        await().atMost(SECONDS).until(() -> server.open() == 0);
        get(transport, "/b");
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void connectionTheDeviceClosedMeanwhile_isReplaced() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(200, "ok");
        });
        DeviceTransport transport = transport(server);

        for (int i = 0; i < 5; i++) {
            int closed = i;
            await().atMost(SECONDS).until(() -> server.open() == 0 && server.accepted() == closed);
            get(transport, "/" + i);
        }
        assertThat(server.accepted()).isEqualTo(5);
    }

    @Test
    void requestsGivenUpDuringTheTlsHandshake_doNotKeepTheDeviceFromOthers() throws Exception {
        // Accepts, and never says a word of TLS.
        ScriptedServer server = server(peer -> peer.untilClosed());
        DeviceAddress secure = new DeviceAddress(true, "127.0.0.1", server.port());
        DeviceTransport transport = transport(
                secure,
                ACCOUNT,
                TrustPolicy.publicAuthorities(),
                TransportOptions.defaults().withConnectTimeout(Duration.ofMillis(500)));
        HttpExchange first = transport.send(read("/1"), Duration.ofHours(1));
        HttpExchange second = transport.send(read("/2"), Duration.ofHours(1));
        await().atMost(SECONDS).until(() -> server.accepted() == 2);

        first.abort();
        second.abort();
        transport.send(read("/3"), LONG);

        await().atMost(SECONDS).until(() -> server.accepted() == 3);
    }

    @Test
    void failedConnections_giveTheirPlacesBack() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceAddress nobody;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            nobody = new DeviceAddress(false, "127.0.0.1", socket.getLocalPort());
        }
        DeviceTransport transport = transport(nobody, TransportOptions.defaults());
        List<HttpExchange> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(transport.send(read("/" + i), LONG));
        }
        for (HttpExchange exchange : all) {
            assertThat(failure(exchange)).isInstanceOf(dev.openaxis.core.ConnectionException.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void manyFailuresOfEveryKind_leaveThePoolWorking() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.read();
                switch (request.target()) {
                    case "/close" -> peer.close();
                    case "/reset" -> peer.reset();
                    case "/garbage" -> peer.write("nonsense\r\n\r\n");
                    case "/half" -> {
                        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal");
                        peer.close();
                    }
                    case "/silent" -> peer.untilClosed();
                    default -> peer.answer(200, request.target());
                }
            }
        });
        DeviceTransport transport = transport(server);
        List<HttpExchange> all = new ArrayList<>();
        String[] faults = {"/close", "/reset", "/garbage", "/half", "/silent", "/good"};
        for (int i = 0; i < 120; i++) {
            HttpExchange exchange =
                    transport.send(request(Effect.CONFIGURE, faults[i % faults.length]), Duration.ofSeconds(6));
            if (i % faults.length == 4) {
                exchange.abort();
            }
            all.add(exchange);
        }
        for (HttpExchange exchange : all) {
            end(exchange);
        }

        List<HttpExchange> good = sendAll(transport, "/1", "/2", "/3", "/4");
        for (HttpExchange exchange : good) {
            assertThat(answer(exchange).status()).isEqualTo(200);
        }
        assertThat(server.mostOpen()).isLessThanOrEqualTo(4);
    }

    @Test
    void addressWithAZone_isReachedThroughItsInterfaceAndTellsNobody() throws Exception {
        InetAddress loopback = InetAddress.getByName("::1");
        NetworkInterface one = NetworkInterface.getByInetAddress(loopback);
        Assumptions.assumeTrue(one != null, "skipped: no IPv6 loopback");
        try (ServerSocket listening = new ServerSocket(0, 1, loopback)) {
            DeviceAddress address = new DeviceAddress(false, "::1%" + one.getName(), listening.getLocalPort());
            HttpExchange exchange =
                    transport(address, TransportOptions.defaults()).send(read("/a"), LONG);
            try (Socket socket = listening.accept()) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                List<String> head = new ArrayList<>();
                for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                    head.add(line.toLowerCase(Locale.ROOT));
                }
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(answer(exchange).status()).isEqualTo(200);
                assertThat(head).contains("host: [::1]:" + listening.getLocalPort());
            }
        }
    }

    @Test
    void zoneThatIsNoInterface_isAConnectionError() throws Exception {
        DeviceAddress address = new DeviceAddress(false, "fe80::1%nothere0", 80);

        assertThat(failure(transport(address, TransportOptions.defaults()).send(read("/a"), LONG)))
                .isInstanceOf(ConnectionException.class);
    }
}
