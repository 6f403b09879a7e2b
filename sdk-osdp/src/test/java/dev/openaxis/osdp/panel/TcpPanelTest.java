package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.TcpLine;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.core.line.TcpServer;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged.Channel;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A panel and a device that speak over TCP of this machine, in its time (section 1.4 of the reference). */
class TcpPanelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final PanelTiming QUICK = offlineAfter(Duration.ofSeconds(8));
    /** More than the busiest machine makes of a millisecond. */
    private static final TcpOptions LENIENT =
            TcpOptions.defaults().withBaudRate(115_200).withTolerance(Duration.ofSeconds(1));

    private final AxisRuntime runtime = AxisRuntime.create();
    private final OsdpKeyStore store = OsdpKeyStore.inMemory();
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private TcpServer server = listen(0);
    private ControlPanel panel;
    private PeripheralDevice device;
    private Peripheral door;

    private static PanelTiming offlineAfter(Duration offline) {
        return new PanelTiming(Duration.ofMillis(200), Duration.ofMillis(20), offline, Duration.ofMillis(50));
    }

    private TcpServer listen(int port) {
        return TcpServer.listen(runtime, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LENIENT);
    }

    private ByteLine dial() {
        return TcpLine.to(runtime, "127.0.0.1", server.address().getPort(), LENIENT);
    }

    private void start(boolean panelDials, PanelTiming timing) throws Exception {
        startDevice(panelDials ? server.line() : dial());
        store.update("door", keys -> keys.withCurrent(Bench.keyOf("door"), Instant.now()));
        panel = ControlPanel.on(panelDials ? dial() : server.line())
                .keys(store)
                .runtime(runtime)
                .timing(timing)
                .start();
        panel.subscribe(this::hear);
        door = panel.add(PeripheralSettings.of("door", 5).pollEvery(Duration.ofMillis(5)));
        await(ConnectionChanged.class, ConnectionChanged::online);
    }

    private void startDevice(ByteLine line) {
        device = PeripheralDevice.builder(line)
                .address(5)
                .key(Bench.keyOf("door"))
                .reopenAfter(Duration.ofMillis(50))
                .start();
    }

    private void hear(LiveItem item) {
        if (item instanceof LiveItem.Happened happened) {
            events.add(happened.event());
        }
    }

    private <T> T await(Class<T> kind, Predicate<T> which) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (long left = PATIENCE.toNanos(); left > 0; left = end - System.nanoTime()) {
            Object event = events.poll(left, TimeUnit.NANOSECONDS);
            if (kind.isInstance(event) && which.test(kind.cast(event))) {
                return kind.cast(event);
            }
        }
        throw new AssertionError(kind.getSimpleName() + " was not told within " + PATIENCE);
    }

    @AfterEach
    void close() {
        if (panel != null) {
            panel.close();
        }
        device.close();
        server.close();
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverDials_aConnectionThatIsCut_comesBack_andTheDeviceIsUsedOn(boolean panelDials) throws Exception {
        start(panelDials, QUICK);
        assertThat(door.channel()).isEqualTo(Channel.SECURED);
        for (int cut = 1; cut <= 3; cut++) {
            server.line().close();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (panel.health().openings() <= cut && System.nanoTime() < end) {
                assertThat(door.inputs().inputs()).hasSize(2);
            }
            assertThat(panel.health().openings()).isEqualTo(cut + 1);
            device.presentCard(CardFormat.H10301.write(17, cut));
            CardPresented card = await(CardPresented.class, any -> true);
            assertThat(CardFormat.H10301.read(card.bits()).orElseThrow().number())
                    .isEqualTo(cut);
        }
    }

    @Test
    void aServerThatIsAway_makesTheDeviceOffline_andBothAreFoundAgain() throws Exception {
        start(true, offlineAfter(Duration.ofSeconds(2)));
        int port = server.address().getPort();
        device.close();
        server.close();
        await(ConnectionChanged.class, changed -> !changed.online());
        assertThat(panel.health().lineUp()).isFalse();
        assertThat(panel.health().score()).isZero();

        server = listen(port);
        startDevice(server.line());
        await(ConnectionChanged.class, ConnectionChanged::online);
        assertThat(panel.health().lineUp()).isTrue();
        assertThat(door.inputs().inputs()).hasSize(2);
    }

    @Test
    void anAnswerThatIsLateWithinTheTolerance_isInTime() throws Exception {
        start(true, QUICK);
        long timeouts = door.health().timeouts();
        device.misbehave(ReplyFault.LATE, 3);
        for (int i = 0; i < 5; i++) {
            assertThat(door.inputs().inputs()).hasSize(2);
        }

        assertThat(door.health().slowDelay()).isGreaterThan(Duration.ofMillis(250));
        assertThat(door.health().timeouts()).isEqualTo(timeouts);
        assertThat(door.health().retries()).isZero();
    }

    @Test
    void devicesAreFound_overTcp_atTheOnlyRateThereIs() throws Exception {
        startDevice(server.line());
        panel = ControlPanel.on(dial()).runtime(runtime).timing(QUICK).start();
        DiscoveryOptions few = DiscoveryOptions.EVERYTHING.addresses(5, 5);

        assertThat(panel.discover(few, found -> {})).singleElement().satisfies(one -> {
            assertThat(one.address()).isEqualTo(5);
            assertThat(one.baudRate()).isEqualTo(115_200);
        });
    }
}
