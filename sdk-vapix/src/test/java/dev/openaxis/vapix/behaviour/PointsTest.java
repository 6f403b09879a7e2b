package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.Point.Quality;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.EndOfLineResistors;
import dev.openaxis.vapix.io.PortId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything with a wire as points. */
class PointsTest {
    private static final int OWN = 11;
    private static final int OF_A_MODULE = 12;

    private final SimulatedDevice device =
            SimulatedDevice.a9210().modules(1).readyAfterRestart(Duration.ZERO).start();
    private final AxisDevice client = Clients.clearText(device).connect();
    private final Map<String, Point> heard = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        client.close();
        device.close();
    }

    private void hear(Point point) {
        heard.put(point.id().source() + point.id().wireId(), point);
    }

    @Test
    void aSnapshot_needsNobodyWhoListens() {
        device.input(1).close();

        assertThat(client.points().known()).isEmpty();
        assertThat(client.points().snapshot())
                .hasSize(OWN + OF_A_MODULE)
                .allMatch(point -> point.quality() == Quality.GOOD)
                .anyMatch(point ->
                        point.id().wireId().equals("1") && point.value().equals("active"));
        assertThat(device.counters().webSocketsOpen()).isZero();
    }

    @Test
    void aSnapshot_tellsAFaultyLoop_asListeningDoes() {
        client.io().supervision().supervise(PortId.of(1), EndOfLineResistors.parallelFirst());
        client.io().supervision().supervise(PortId.of(2), EndOfLineResistors.parallelFirst());
        device.input(1).cutCable();
        device.input(2).open();

        List<Point> read = client.points().snapshot();

        assertThat(read).hasSize(OWN + OF_A_MODULE + 2);
        assertThat(read.subList(OWN + OF_A_MODULE, read.size()))
                .extracting(point ->
                        point.id().source() + point.id().wireId() + " " + point.value() + " " + point.quality())
                .containsExactly("supervised-port1 cut FAULT", "supervised-port2 open GOOD");
        client.points().subscribe(this::hear);
        await().atMost(SOON).until(() -> heard.size() == read.size());
        assertThat(client.points().known())
                .extracting(Point::id, Point::value, Point::quality)
                .containsExactlyElementsOf(read.stream()
                        .map(point -> tuple(point.id(), point.value(), point.quality()))
                        .toList());
    }

    @Test
    void listening_bringsEveryPointAndItsChanges() {
        try (Subscription subscription = client.points().subscribe(this::hear)) {
            await().atMost(SOON).until(() -> heard.size() == OWN + OF_A_MODULE);
            device.input(2).close();
            await().atMost(SOON).until(() -> heard.get("port2").value().equals("active"));

            assertThat(client.points().snapshot()).isEqualTo(client.points().known());
            assertThat(subscription.active()).isTrue();
        }
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
    }

    @Test
    void pointsOfAModuleThatIsAway_areUnknown_andNotGuessed() {
        client.points().subscribe(this::hear);
        await().atMost(SOON).until(() -> heard.size() == OWN + OF_A_MODULE);

        device.removeModule(0);
        device.restart(Duration.ofMillis(200));

        await().atMost(Duration.ofSeconds(40)).until(() -> {
            Point ofModule = heard.get("port15");
            Point own = heard.get("port1");
            return ofModule != null && ofModule.quality() == Quality.UNKNOWN && own.quality() == Quality.GOOD;
        });
    }
}
