package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisOsVersion;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.testkit.Counters;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.SimulatedSite;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.RelayId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding out who a device is and what it can do; connections, log-ins and threads. */
class ConnectTest {

    private static AxisDevice connect(SimulatedDevice device, boolean secure) {
        return (secure ? Clients.secure(device) : Clients.clearText(device)).connect();
    }

    // ---- generations ----

    @ParameterizedTest
    @CsvSource({
        "9.80.2.2, false",
        "10.12.323, true",
        "11.11.192, true",
        "12.9.57, true",
    })
    void everyGeneration_isKnownAfterConnecting_withoutFurtherQuestions(String version, boolean events) {
        try (SimulatedDevice device = SimulatedDevice.a9210().axisOs(version).start()) {
            for (boolean secure : new boolean[] {false, true}) {
                try (AxisDevice client = connect(device, secure)) {
                    long asked = device.counters().requests();

                    assertThat(client.info().serial()).isEqualTo(device.serial());
                    assertThat(client.info().model()).isEqualTo("A9210");
                    assertThat(client.info().version()).isEqualTo(AxisOsVersion.parse(version));
                    assertThat(client.capabilities().listed()).isTrue();
                    assertThat(client.capabilities().has("io-port-management")).isTrue();
                    assertThat(client.capabilities().has("event-streaming-over-websocket"))
                            .isEqualTo(events);
                    assertThat(client.capabilities().has("no-such-api")).isFalse();
                    assertThat(device.counters().requests()).isEqualTo(asked);
                    assertThat(client.io().ports()).hasSize(11);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systemready",
                "basic-device-info",
                "api-discovery",
                "usergroup.cgi",
                "param-cgi",
                "user-management",
                "event-streaming-over-websocket",
                "systemready basic-device-info",
                "systemready basic-device-info api-discovery",
                "systemready basic-device-info api-discovery usergroup.cgi"
            })
    void aDeviceThatLacksAnApi_isConnectedToAllTheSame(String missing) {
        SimulatedDevice.Builder builder = SimulatedDevice.a9210();
        List.of(missing.split(" ")).forEach(builder::without);
        try (SimulatedDevice device = builder.start()) {
            for (boolean secure : new boolean[] {false, true}) {
                try (AxisDevice client = connect(device, secure)) {
                    assertThat(client.info().serial()).isEqualTo(device.serial());
                    assertThat(client.info().model()).isEqualTo("A9210");
                    assertThat(client.capabilities().listed()).isEqualTo(!missing.contains("api-discovery"));
                    assertThat(client.io().ports()).hasSize(11);
                    client.io().relay(RelayId.of(0)).activate();
                    client.io().relay(RelayId.of(0)).deactivate();
                }
            }
            assertThat(device.relay(0).closures()).isEqualTo(2);
        }
    }

    @Test
    void anApiListThatNeedsALogIn_isReadAfterIt() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .variant(Variant.API_DISCOVERY_NEEDS_LOGIN)
                        .start();
                AxisDevice client = Clients.connect(device)) {
            assertThat(client.capabilities().has("io-port-management")).isTrue();
            assertThat(client.system().apis()).isEqualTo(client.capabilities());
        }
    }

    @Test
    void aViewer_canConnectListAndSwitch() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .user("viewer", "look-only", SimulatedRole.VIEWER)
                        .start();
                AxisDevice client = Clients.clearText(device)
                        .credentials(Credentials.of("viewer", "look-only"))
                        .connect()) {
            assertThat(client.info().model()).isEqualTo("A9210");
            assertThat(client.io().ports()).hasSize(11);
            client.io().relay(RelayId.of(0)).activate();
            assertThat(device.relay(0).closures()).isEqualTo(1);
        }
    }

    @Test
    void aDeviceObject_doesNothingBeforeItIsUsed_andThenConnectsByItself() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.clearText(device).build()) {
            client.io().relay(RelayId.of(0));
            assertThat(device.counters().connectionsAccepted()).isZero();

            client.io().relay(RelayId.of(0)).activate();

            assertThat(device.relay(0).closures()).isEqualTo(1);
            assertThat(client.info().serial()).isEqualTo(device.serial());
        }
    }

    // ---- round trips ----

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inSteadyState_aReadIsOneRequest(boolean secure) {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = connect(device, secure)) {
            client.io().ports();
            Counters before = device.counters();

            for (int i = 0; i < 20; i++) {
                client.io().port(PortId.of(i % 11));
            }

            Counters after = device.counters();
            assertThat(after.requests() - before.requests()).isEqualTo(20);
            assertThat(after.challenges()).isEqualTo(before.challenges());
            assertThat(after.connectionsAccepted()).isEqualTo(before.connectionsAccepted());
        }
    }

    @Test
    void anActionInSteadyState_isALookTheActionAndAReadBack() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            client.io().relay(RelayId.of(0)).activate();
            long before = device.counters().requests();

            client.io().relay(RelayId.of(0)).deactivate();

            assertThat(device.counters().requests() - before).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void anExpiredNonce_costsOneMoreRequest_andNoError() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .nonceLife(Duration.ofMillis(100))
                        .start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            long before = device.counters().challenges();

            client.io().ports();

            assertThat(device.counters().challenges() - before).isEqualTo(1);
            assertThat(device.counters().failedLogins()).isZero();
        }
    }

    @Test
    void aRestart_isBridgedByTheNextRead() {
        try (SimulatedDevice device =
                        SimulatedDevice.a9210().readyAfterRestart(Duration.ZERO).start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            device.restart(Duration.ofMillis(100));

            List<Port> ports = await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(AxisException.class)
                    .until(() -> client.io().ports(), list -> !list.isEmpty());

            assertThat(ports).hasSize(11);
            assertThat(device.counters().failedLogins()).isZero();
        }
    }

    @Test
    void neverMoreConnectionsThanADeviceCanBear() {
        try (SimulatedDevice device = SimulatedDevice.a9210().connectionLimit(4).start();
                AxisDevice client = Clients.connect(device)) {
            device.faults().inject(Fault.latency(Duration.ofMillis(20)).always());

            List<CompletableFuture<List<Port>>> reads = IntStream.range(0, 60)
                    .mapToObj(i -> client.io().async().ports())
                    .toList();
            Set<Long> open = new HashSet<>();
            while (!reads.stream().allMatch(CompletableFuture::isDone)) {
                open.add(device.counters().connectionsOpen());
            }

            assertThat(reads).allMatch(read -> read.join().size() == 11);
            assertThat(open).allMatch(count -> count <= 4);
        }
    }

    // ---- many devices, and the end ----

    @Test
    void fiftyDevices_shareOneRuntime_andEachIsItself() {
        try (SimulatedSite site = SimulatedSite.of(50, SimulatedDevice.a9210());
                AxisRuntime runtime = AxisRuntime.create()) {
            List<CompletableFuture<AxisDevice>> connecting = site.devices().stream()
                    .map(device -> Clients.clearText(device)
                            .runtime(runtime)
                            .serial(device.serial())
                            .connectAsync())
                    .toList();
            List<AxisDevice> clients =
                    connecting.stream().map(CompletableFuture::join).toList();

            CompletableFuture.allOf(clients.stream()
                            .map(client ->
                                    client.io().output(PortId.of(3)).async().activate())
                            .toArray(CompletableFuture<?>[]::new))
                    .join();

            for (int i = 0; i < 50; i++) {
                assertThat(clients.get(i).info().serial())
                        .isEqualTo(site.device(i).serial());
                assertThat(site.device(i).output(3).closures()).isEqualTo(1);
            }
            assertThat(threads()).hasSizeLessThan(15);
            runtime.close();
            await().atMost(SOON)
                    .until(() -> site.devices().stream()
                            .allMatch(device -> device.counters().connectionsOpen() == 0));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void deadDevices_doNotDelayLiveOnes_andClosingTheRuntimeEndsTheirConnecting() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                SimulatedDevice dead =
                        SimulatedDevice.a9210().serial("B8A44F0000AA").start()) {
            AxisRuntime runtime = AxisRuntime.create();
            dead.faults().inject(Fault.stall().beforeAuthentication().always());
            List<CompletableFuture<AxisDevice>> hopeless = IntStream.range(0, 30)
                    .mapToObj(i -> Clients.clearText(dead).runtime(runtime).connectAsync())
                    .toList();
            long start = System.nanoTime();

            try (AxisDevice client = Clients.clearText(device).runtime(runtime).connect()) {
                client.io().ports();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(hopeless).noneMatch(CompletableFuture::isDone);
            assertTimeoutPreemptively(SOON, runtime::close);
            assertThat(hopeless)
                    .allSatisfy(connecting -> assertThatThrownBy(() -> connecting.get(20, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(ClosedException.class));
        }
    }

    @Test
    void closingADeviceFromItsOwnFuture_ends_alsoOnAnExecutorOfTheHost() throws Exception {
        ExecutorService host = Executors.newFixedThreadPool(2);
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            AxisRuntime runtime = AxisRuntime.builder().callbackExecutor(host).build();
            AxisDevice client = Clients.clearText(device).runtime(runtime).connect();

            CompletableFuture<Void> closed = client.io().async().ports().thenAccept(ports -> client.close());

            closed.get(20, TimeUnit.SECONDS);
            assertTimeoutPreemptively(SOON, runtime::close);
        } finally {
            host.shutdownNow();
        }
    }

    @Test
    void closing_leavesNoConnectionAndNoThread() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            AxisDevice client = Clients.connect(device);
            client.events().subscribe(item -> {});
            client.io().relay(RelayId.of(0)).pulse(Duration.ofMillis(300));
            client.io().async().awaitState(PortId.of(1), dev.openaxis.vapix.io.PortState.ACTIVE, SOON);
            await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 1);
            assertThat(threads()).isNotEmpty();

            client.close();

            await().atMost(SOON).until(() -> device.counters().connectionsOpen() == 0);
            await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
        }
    }

    @Test
    void aConnectThatFails_leavesNothingBehind() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> Clients.clearText(device)
                                .credentials(Credentials.of("root", "wrong"))
                                .connect())
                        .isInstanceOf(AxisException.class);
                assertThatThrownBy(() -> Clients.at(device.httpsUri())
                                .trust(TrustPolicy.publicAuthorities())
                                .connectAsync()
                                .join())
                        .hasCauseInstanceOf(AxisException.class);
            }

            await().atMost(SOON).until(() -> device.counters().connectionsOpen() == 0);
            await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("axis-sdk-"))
                .toList();
    }
}
