package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.identity.DeviceIdentity;
import dev.openaxis.core.identity.IdentityProbe;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who answers at an address, without a log-in, a trusted certificate, or a trace left behind. */
class IdentityProbeTest {
    private final AxisRuntime runtime = AxisRuntime.create();

    @AfterEach
    void stop() {
        runtime.close();
    }

    private DeviceIdentity probe(URI address) {
        return IdentityProbe.on(runtime).probe(DeviceAddress.parse(address.toString()));
    }

    @Test
    void aModernDevice_tellsEverything() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            DeviceIdentity found = probe(device.httpsUri());

            assertThat(found.axis()).isTrue();
            assertThat(found.serial()).contains(device.serial());
            assertThat(found.model()).contains("A9210");
            assertThat(found.version()).isPresent();
            assertThat(found.ready()).contains(true);
            assertThat(found.needsSetup()).contains(false);
            assertThat(found.certificateSha256().map(IdentityProbeTest::plain))
                    .contains(plain(device.certificateSha256()));
            assertThat(device.requests())
                    .hasSize(3)
                    .noneMatch(request -> request.header("Authorization").isPresent());
            await().atMost(Clients.SOON).until(() -> device.counters().connectionsOpen() == 0);
        }
    }

    private static String plain(String fingerprint) {
        return fingerprint
                .toLowerCase(java.util.Locale.ROOT)
                .replace("sha256:", "")
                .replace(":", "");
    }

    @Test
    void anOldDevice_tellsItsSerialNumberInItsChallenge() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .without("systemready")
                .without("basic-device-info")
                .without("api-discovery")
                .start()) {
            DeviceIdentity found = probe(device.httpUri());

            assertThat(found.axis()).isTrue();
            assertThat(found.serial()).contains(device.serial());
            assertThat(found.model()).isEmpty();
            assertThat(found.ready()).isEmpty();
            assertThat(found.certificateSha256()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.12.323", "12.9.57"})
    void aDeviceFromTheBox_needsSetup(String version) {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().axisOs(version).factoryDefaulted().start()) {
            assertThat(probe(device.httpsUri()).needsSetup()).contains(true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>hello</html>",
                "{\"data\":{\"propertyList\":{\"Brand\":\"Other\",\"SerialNumber\":\"123\"}}}",
                "[]"
            })
    void somethingElse_isNoAxisDevice(String body) throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse.Builder().body(body).build();
                }
            });
            server.start();

            DeviceIdentity found = probe(server.url("/").uri());

            assertThat(found.axis()).isFalse();
            assertThat(found.serial()).isEmpty();
        }
    }

    @Test
    void aDeviceThatTakesHttpsOnly_tellsWhere() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse.Builder()
                            .code(301)
                            .setHeader("Location", "https://" + server.getHostName() + ":8443/x")
                            .build();
                }
            });
            server.start();

            DeviceIdentity found = probe(server.url("/").uri());

            assertThat(found.axis()).isFalse();
            assertThat(found.secureAddress())
                    .hasValueSatisfying(
                            to -> assertThat(to.toString()).isEqualTo("https://" + server.getHostName() + ":8443"));
        }
    }

    @Test
    void nobody() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> probe(URI.create("http://127.0.0.1:" + free))).isInstanceOf(ConnectionException.class);
    }

    @Test
    void somebodyWhoIsSilent() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            device.faults().inject(Fault.stall());

            assertThatThrownBy(() -> IdentityProbe.on(runtime)
                            .with(CallOptions.deadline(Duration.ofMillis(500)))
                            .probe(DeviceAddress.parse(device.httpUri().toString())))
                    .isInstanceOf(DeadlineExceededException.class);
            await().atMost(Clients.SOON).until(() -> device.counters().connectionsOpen() == 0);
        }
    }

    @Test
    void manyAtOnce_leaveNothingOpen() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            DeviceAddress address = DeviceAddress.parse(device.httpUri().toString());
            List<CompletableFuture<DeviceIdentity>> all = IntStream.range(0, 50)
                    .mapToObj(i -> IdentityProbe.on(runtime).async().probe(address))
                    .toList();

            assertThat(all).allSatisfy(one -> assertThat(one.join().serial()).contains(device.serial()));
            await().atMost(Clients.SOON).until(() -> device.counters().connectionsOpen() == 0);
        }
    }
}
