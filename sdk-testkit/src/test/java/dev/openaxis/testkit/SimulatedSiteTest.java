package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many devices behind one pair of listening sockets. */
class SimulatedSiteTest {
    private static final String WHO = "/axis-cgi/basicdeviceinfo.cgi";
    private static final String ASK = "{\"apiVersion\":\"1.0\",\"method\":\"getAllUnrestrictedProperties\"}";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static String serialAnsweredBy(SimulatedDevice device) {
        return new Client(device)
                .anonymousJson(WHO, ASK)
                .at("/data/propertyList/SerialNumber")
                .asText();
    }

    private static Socket connected(String host, int port) throws IOException {
        Socket socket = new Socket(host, port);
        socket.setSoTimeout(5000);
        return socket;
    }

    /** A reset: at once without a byte, neither an orderly end nor silence. */
    private static void isResetAtOnce(String host, int port) {
        assertThatThrownBy(() -> {
                    try (Socket socket = connected(host, port)) {
                        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        assertThat(socket.getInputStream().read()).isEqualTo(-1);
                        throw new AssertionError("closed in order");
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    @Test
    @Timeout(120)
    void fiveThousandDevicesStartAndNeedLittleMemoryEach() {
        int count = 5000;
        // Classes and recordings are loaded once for all sites.
        SimulatedSite.of(2, SimulatedDevice.a9210()).close();
        long before = usedHeap();
        try (SimulatedSite site =
                SimulatedSite.of(count, SimulatedDevice.a9210().requestLog(0))) {
            assumeTrue(site.sharesPorts());

            assertThat((usedHeap() - before) / count).isLessThan(50_000);

            Set<String> hosts = new HashSet<>();
            Set<Integer> ports = new HashSet<>();
            for (SimulatedDevice device : site.devices()) {
                hosts.add(device.httpUri().getHost());
                ports.add(device.httpUri().getPort());
            }
            assertThat(hosts).hasSize(count);
            assertThat(ports).hasSize(1);
            for (int i : new int[] {0, 1, 253, 254, count / 2, count - 1}) {
                assertThat(serialAnsweredBy(site.device(i)))
                        .isEqualTo(site.device(i).serial());
            }
        }
    }

    @Test
    void aDeviceThatRestartsResetsItsConnectionsAndTheOthersWorkOn() throws Exception {
        try (SimulatedSite site = SimulatedSite.of(2, SimulatedDevice.a9210())) {
            assumeTrue(site.sharesPorts());
            SimulatedDevice restarting = site.device(0);
            SimulatedDevice other = site.device(1);
            URI http = restarting.httpUri();
            URI https = restarting.httpsUri();
            try (Socket mine = connected(http.getHost(), http.getPort());
                    Socket theirs = connected(other.httpUri().getHost(), http.getPort())) {
                await().atMost(SOON)
                        .until(() -> restarting.counters().connectionsOpen()
                                        + other.counters().connectionsOpen()
                                == 2);

                restarting.restart(Duration.ofSeconds(2));

                assertThatThrownBy(() -> mine.getInputStream().read()).isInstanceOf(SocketException.class);
                long accepted = restarting.counters().connectionsAccepted();
                isResetAtOnce(http.getHost(), http.getPort());
                isResetAtOnce(https.getHost(), https.getPort());
                assertThat(restarting.counters().connectionsAccepted()).isEqualTo(accepted);
                assertThat(serialAnsweredBy(other)).isEqualTo(other.serial());
                assertThat(other.counters().connectionsOpen()).isPositive();
                theirs.getOutputStream().write("GET /x HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(theirs.getInputStream().read()).isEqualTo('H');
            }
            await().atMost(SOON).until(restarting::isReady);
            assertThat(serialAnsweredBy(restarting)).isEqualTo(restarting.serial());
            assertThat(restarting.httpUri()).isEqualTo(http);
        }
    }

    @Test
    void aClosedDeviceAndAnAddressWithoutOneResetConnections() {
        try (SimulatedSite site = SimulatedSite.of(2, SimulatedDevice.a9210())) {
            assumeTrue(site.sharesPorts());
            URI closed = site.device(0).httpUri();

            site.device(0).close();

            isResetAtOnce(closed.getHost(), closed.getPort());
            isResetAtOnce("127.0.0.1", closed.getPort());
            assertThat(serialAnsweredBy(site.device(1)))
                    .isEqualTo(site.device(1).serial());
        }
    }

    private static Optional<String> outsideAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
    }

    @Test
    void nothingButLoopbackReachesADevice() throws Exception {
        Optional<String> outside = outsideAddress();
        assumeTrue(outside.isPresent());
        try (SimulatedSite site = SimulatedSite.of(1, SimulatedDevice.a9210())) {
            assumeTrue(site.sharesPorts());
            URI http = site.device(0).httpUri();
            isResetAtOnce(outside.get(), http.getPort());
            isResetAtOnce(outside.get(), site.device(0).httpsUri().getPort());
            try (Socket stranger = new Socket()) {
                stranger.bind(new InetSocketAddress(outside.get(), 0));
                stranger.setSoTimeout(5000);
                assertThatThrownBy(() -> {
                            stranger.connect(new InetSocketAddress(http.getHost(), http.getPort()), 5000);
                            stranger.getInputStream().read();
                        })
                        .isInstanceOf(SocketException.class);
            }
            assertThat(site.device(0).counters().connectionsAccepted()).isZero();
        }
    }

    private static long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void closingLeavesNoConnectionNoThreadAndNoOpenFile() throws Exception {
        SimulatedSite.of(1, SimulatedDevice.a9210()).close();
        long before = openFiles();
        SimulatedSite site = SimulatedSite.of(50, SimulatedDevice.a9210());
        List<URI> uris = site.devices().stream().map(SimulatedDevice::httpUri).toList();
        Client client = new Client(site.device(0));
        CompletableFuture<HttpResponse<String>> held = client.getAsync("/axis-cgi/io/port.cgi?action=1%3A%2F60000%5C");
        await().atMost(SOON).until(() -> site.device(0).relay(0).isClosed());
        try (Socket idle = connected(uris.get(1).getHost(), uris.get(1).getPort())) {
            await().atMost(SOON).until(() -> site.device(1).counters().connectionsOpen() == 1);

            site.close();
            site.close();

            assertThatThrownBy(held::get).hasRootCauseInstanceOf(IOException.class);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
        for (URI uri : uris) {
            assertThatThrownBy(() -> connected(uri.getHost(), uri.getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("testkit-site-"));
        // The JDK's client needs a collection to let its selector go.
        await().atMost(SOON).until(() -> {
            System.gc();
            return openFiles() <= before + 4;
        });
    }

    @Test
    void withoutSuchAddressesEachDeviceHasItsOwnPorts() {
        int count = 3;
        try (SimulatedSite site = SimulatedSite.of(count, SimulatedDevice.a9210(), false)) {
            assertThat(site.sharesPorts()).isFalse();
            Set<Integer> ports = new HashSet<>();
            for (SimulatedDevice device : site.devices()) {
                assertThat(device.httpUri().getHost()).isEqualTo("127.0.0.1");
                ports.add(device.httpUri().getPort());
                ports.add(device.httpsUri().getPort());
                assertThat(serialAnsweredBy(device)).isEqualTo(device.serial());
            }
            assertThat(ports).hasSize(2 * count);
            URI down = site.device(0).httpUri();
            site.device(0).restart(Duration.ofMinutes(1));
            // The system closes the socket when it gets to it.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThatThrownBy(() ->
                                    connected(down.getHost(), down.getPort()).close())
                            .isInstanceOf(ConnectException.class));
        }
    }
}
