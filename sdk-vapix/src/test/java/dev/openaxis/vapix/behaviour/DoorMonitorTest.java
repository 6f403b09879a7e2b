package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Point;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.DoorEvent;
import dev.openaxis.vapix.io.DoorEvent.Cause;
import dev.openaxis.vapix.io.DoorMonitor;
import dev.openaxis.vapix.io.DoorState;
import dev.openaxis.vapix.io.EndOfLineResistors;
import dev.openaxis.vapix.io.MonitoredDoor;
import dev.openaxis.vapix.io.PortId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A door of an A9210: position switch at I1 (port 1), request to exit at I/O 1 (port 7). */
class DoorMonitorTest {
    private static final PortId SWITCH = PortId.of(1);
    private static final PortId EXIT = PortId.of(7);
    /** Longer than any of these tests takes. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final MonitoredDoor DOOR = MonitoredDoor.of("Server room", SWITCH)
            .withRequestToExit(EXIT)
            .withOpenTooLong(LONG)
            .withAccessTime(LONG);

    private final SimulatedDevice device =
            SimulatedDevice.a9210().readyAfterRestart(Duration.ZERO).start();
    private final AxisRuntime quickToNotice = AxisRuntime.builder()
            .transport(
                    TransportOptions.defaults().withWebSocketLiveness(Duration.ofMillis(150), Duration.ofMillis(600)))
            .build();
    private final AxisDevice client =
            Clients.clearText(device).runtime(quickToNotice).connect();
    private final Heard told = new Heard();

    @AfterEach
    void close() {
        client.close();
        quickToNotice.close();
        device.close();
    }

    /** What was told of the door, in words. */
    private List<String> doors() {
        return told.events(DoorEvent.class).stream()
                .map(event -> event.state() + " " + event.cause())
                .toList();
    }

    private void awaitLast(DoorState state, Cause cause) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(doors()).isNotEmpty().last().isEqualTo(state + " " + cause));
    }

    /** Watches the door, and waits until the stream is up. */
    private DoorMonitor watch(MonitoredDoor door) {
        DoorMonitor monitor = client.io().watchDoor(door, told);
        await().atMost(SOON).until(() -> client.events().live() && !doors().isEmpty());
        return monitor;
    }

    private DoorMonitor watchShut(MonitoredDoor door) {
        DoorMonitor monitor = watch(door);
        awaitLast(DoorState.CLOSED, Cause.FOUND);
        return monitor;
    }

    private void open() {
        device.input(1).close();
    }

    private void shut() {
        device.input(1).open();
    }

    private void pressExit() {
        device.auxInput(1).close();
        device.auxInput(1).open();
    }

    // ---- what a door does ----

    @Test
    void doorOpenedWithoutPermission_isForced_untilItIsShut() {
        DoorMonitor monitor = watchShut(DOOR);

        open();
        awaitLast(DoorState.FORCED, Cause.NO_PERMISSION);
        assertThat(monitor.state()).isEqualTo(DoorState.FORCED);
        monitor.accessGranted();
        shut();

        awaitLast(DoorState.CLOSED, Cause.SHUT);
        assertThat(doors()).containsExactly("CLOSED FOUND", "FORCED NO_PERMISSION", "CLOSED SHUT");
    }

    @Test
    void doorOpenedAfterARequestToExit_isOpen() {
        watchShut(DOOR);

        pressExit();
        open();

        awaitLast(DoorState.OPEN, Cause.REQUEST_TO_EXIT);
    }

    @Test
    void shortestPressOfTheExitButton_isNotLostInABurst() {
        watchShut(DOOR.withAccessTime(Duration.ofMillis(1)));

        // All of it arrives at once, as after a hiccup of the network: the button is still held when the door opens.
        device.auxInput(1).close();
        open();
        device.auxInput(1).open();

        awaitLast(DoorState.OPEN, Cause.REQUEST_TO_EXIT);
    }

    @Test
    void accessTimeThatIsOver_permitsNothing() {
        DoorMonitor monitor = watchShut(DOOR.withAccessTime(Duration.ofMillis(1)));

        pressExit();
        monitor.accessGranted();
        // The event of another port shows that both are over.
        device.input(2).close();
        await().atMost(SOON)
                .until(() -> client.points().known().stream()
                        .anyMatch(point ->
                                point.id().wireId().equals("2") && point.value().equals("active")));
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        open();

        awaitLast(DoorState.FORCED, Cause.NO_PERMISSION);
    }

    @Test
    void doorOpenedAfterAnAccess_isOpen_asOftenAsTheAccessTimeLasts() {
        DoorMonitor monitor = watchShut(DOOR);

        monitor.accessGranted();
        open();
        awaitLast(DoorState.OPEN, Cause.ACCESS_GRANTED);
        shut();
        awaitLast(DoorState.CLOSED, Cause.SHUT);
        open();

        awaitLast(DoorState.OPEN, Cause.ACCESS_GRANTED);
    }

    @Test
    void doorThatStaysOpen_isToldOnce_andShutAfterwards() {
        DoorMonitor monitor = watchShut(DOOR.withOpenTooLong(Duration.ofMillis(150)));

        monitor.accessGranted();
        open();

        awaitLast(DoorState.OPEN_TOO_LONG, Cause.TIME_IS_UP);
        shut();
        awaitLast(DoorState.CLOSED, Cause.SHUT);
        assertThat(doors())
                .containsExactly("CLOSED FOUND", "OPEN ACCESS_GRANTED", "OPEN_TOO_LONG TIME_IS_UP", "CLOSED SHUT");
    }

    @Test
    void doorShutInTime_isNotToldAsOpenTooLong() {
        DoorMonitor monitor = watchShut(DOOR.withOpenTooLong(Duration.ofMillis(300)));

        monitor.accessGranted();
        open();
        awaitLast(DoorState.OPEN, Cause.ACCESS_GRANTED);
        shut();
        awaitLast(DoorState.CLOSED, Cause.SHUT);

        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> monitor.state() == DoorState.CLOSED);
        assertThat(doors()).doesNotContain("OPEN_TOO_LONG TIME_IS_UP");
    }

    @Test
    void doorFoundOpen_isOpen_whateverLetItBe() {
        open();

        watch(DOOR);

        awaitLast(DoorState.OPEN, Cause.FOUND);
        assertThat(doors()).containsExactly("OPEN FOUND");
    }

    @Test
    void doorWithoutAnExitButton_isWatchedToo() {
        watchShut(MonitoredDoor.of("Cabinet", SWITCH));

        open();

        awaitLast(DoorState.FORCED, Cause.NO_PERMISSION);
    }

    // ---- cables ----

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cableThatIsCutOrShorted_saysNothingAboutTheDoor(boolean cut) {
        client.io().supervision().supervise(SWITCH, EndOfLineResistors.parallelFirst());
        // With its resistors, and shut.
        shut();
        watchShut(DOOR);

        if (cut) {
            device.input(1).cutCable();
        } else {
            device.input(1).shortCircuit();
        }
        awaitLast(DoorState.FAULT, Cause.CABLE);
        await().atMost(SOON)
                .until(() -> client.points().known().stream()
                        .anyMatch(point -> point.id().source().equals("supervised-port")
                                && point.quality() == Point.Quality.FAULT));
        open();
        awaitLast(DoorState.OPEN, Cause.FOUND);
        shut();
        awaitLast(DoorState.CLOSED, Cause.SHUT);
        // What was found after the repair is not forced; the short circuit itself closes the circuit, as an open door
        // does.
        List<String> doors = doors();
        assertThat(doors.subList(doors.indexOf("FAULT CABLE"), doors.size()))
                .containsExactly("FAULT CABLE", "OPEN FOUND", "CLOSED SHUT");
    }

    /** Its port and its circuit both tell that the door is open; the second word is no second opening. */
    @Test
    void supervisedDoorFoundOpen_isNotForced() {
        client.io().supervision().supervise(SWITCH, EndOfLineResistors.parallelFirst());
        open();
        watch(DOOR);
        await().atMost(SOON)
                .until(() -> client.points().known().stream()
                        .anyMatch(point -> point.id().source().equals("supervised-port")));

        shut();

        awaitLast(DoorState.CLOSED, Cause.SHUT);
        assertThat(doors()).containsExactly("OPEN FOUND", "CLOSED SHUT");
    }

    // ---- outages ----

    @Test
    void exitButtonHeldThroughAnOutage_stillPermits() {
        watchShut(DOOR.withAccessTime(Duration.ofMillis(1)));
        device.auxInput(1).close();
        await().atMost(SOON)
                .until(() -> client.points().known().stream()
                        .anyMatch(point ->
                                point.id().wireId().equals("7") && point.value().equals("active")));

        device.restart(Duration.ofMillis(300));
        awaitLast(DoorState.UNKNOWN, Cause.OUTAGE);
        awaitLast(DoorState.CLOSED, Cause.FOUND);
        open();

        awaitLast(DoorState.OPEN, Cause.REQUEST_TO_EXIT);
    }

    @Test
    void outage_isUnknownAtOnce_andWhatIsFoundAfterwardsIsNotForced() {
        DoorMonitor monitor = watchShut(DOOR);

        device.restart(Duration.ofMillis(300));
        awaitLast(DoorState.UNKNOWN, Cause.OUTAGE);
        assertThat(monitor.state()).isEqualTo(DoorState.UNKNOWN);
        open();

        awaitLast(DoorState.OPEN, Cause.FOUND);
        assertThat(told.gaps()).hasSize(1);
        assertThat(told.interruptions).hasSize(1);
        assertThat(doors()).containsExactly("CLOSED FOUND", "UNKNOWN OUTAGE", "OPEN FOUND");
    }

    @Test
    void forcedDoor_isNotForgottenInAnOutage() {
        watchShut(DOOR);
        open();
        awaitLast(DoorState.FORCED, Cause.NO_PERMISSION);

        device.restart(Duration.ofMillis(300));
        awaitLast(DoorState.UNKNOWN, Cause.OUTAGE);

        awaitLast(DoorState.FORCED, Cause.FOUND);
    }

    @Test
    void doorThatStaysOpenThroughAnOutage_countsAnew() {
        DoorMonitor monitor = watchShut(DOOR.withOpenTooLong(Duration.ofMillis(700)));
        monitor.accessGranted();
        open();
        awaitLast(DoorState.OPEN, Cause.ACCESS_GRANTED);

        device.restart(Duration.ofMillis(100));
        awaitLast(DoorState.UNKNOWN, Cause.OUTAGE);

        awaitLast(DoorState.OPEN_TOO_LONG, Cause.TIME_IS_UP);
        assertThat(doors())
                .containsExactly(
                        "CLOSED FOUND",
                        "OPEN ACCESS_GRANTED",
                        "UNKNOWN OUTAGE",
                        "OPEN FOUND",
                        "OPEN_TOO_LONG TIME_IS_UP");
    }

    @Test
    void portsThatBecomeOthers_endTheWatch() {
        DoorMonitor monitor = watchShut(DOOR);

        device.changeTopology(8, Direction.OUTPUT);
        device.restart(Duration.ofMillis(100));

        await().atMost(SOON).until(() -> !told.ends.isEmpty());
        assertThat(told.ends.get(0)).isInstanceOf(TopologyChangedException.class);
        assertThat(monitor.active()).isFalse();
        assertThat(monitor.state()).isEqualTo(DoorState.UNKNOWN);
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
    }

    // ---- the handle ----

    @Test
    void monitorThatWasClosed_hearsNothingAndLeavesTheDevice() {
        DoorMonitor monitor = watchShut(DOOR.withOpenTooLong(Duration.ofMillis(900)));
        monitor.accessGranted();
        open();
        awaitLast(DoorState.OPEN, Cause.ACCESS_GRANTED);

        monitor.close();

        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
        int heard = told.items.size();
        await().during(Duration.ofMillis(1000)).atMost(SOON).until(() -> told.items.size() == heard);
        assertThat(monitor.active()).isFalse();
        assertThat(monitor.state()).isEqualTo(DoorState.UNKNOWN);
        monitor.accessGranted();
    }

    @Test
    void monitorNobodyWaitsForAnyMore_isClosed() {
        for (int i = 0; i < 40; i++) {
            CompletableFuture<DoorMonitor> beginning = client.io().async().watchDoor(DOOR, told);
            if (i % 2 == 0) {
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(SOON)
                        .until(() -> device.counters().webSocketsOpen() > 0 || beginning.isDone());
            }
            // Whoever cancels in time gets no monitor; whoever is late has one to close.
            if (!beginning.cancel(false) && !beginning.isCompletedExceptionally()) {
                beginning.join().close();
            }
        }

        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
        for (int port : new int[] {1, 2, 5, 9, 10}) {
            client.io().watchDoor(MonitoredDoor.of("Door " + port, PortId.of(port)), told);
        }
    }

    @Test
    void slowListener_isToldEveryChange() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<String> heard = new CopyOnWriteArrayList<>();
        DoorMonitor monitor = client.io().watchDoor(DOOR, item -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (item instanceof LiveItem.Happened happened) {
                heard.add(happened.event().data().get("state"));
            }
        });
        await().atMost(SOON).until(() -> monitor.state() == DoorState.CLOSED);
        for (int i = 0; i < 3; i++) {
            open();
            await().atMost(SOON).until(() -> monitor.state() == DoorState.FORCED);
            shut();
            await().atMost(SOON).until(() -> monitor.state() == DoorState.CLOSED);
        }

        go.countDown();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard)
                        .containsExactly("closed", "forced", "closed", "forced", "closed", "forced", "closed"));
    }

    @Test
    void fiveDoors_areAllAnA9210Has_andAClosedOneMakesRoom() {
        List<DoorMonitor> monitors = new ArrayList<>();
        for (int port : new int[] {1, 2, 5, 9, 10}) {
            monitors.add(client.io().watchDoor(MonitoredDoor.of("Door " + port, PortId.of(port)), told));
        }
        MonitoredDoor sixth = MonitoredDoor.of("Sixth", PortId.of(8));

        Told.by(
                UnsupportedCapabilityException.class,
                device.httpUri(),
                "io.watchDoor",
                AppliedEffect.NONE,
                () -> client.io().watchDoor(sixth, told));
        monitors.get(0).close();
        monitors.get(0).close();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(client.io().watchDoor(sixth, told).active()).isTrue());
        assertThatThrownBy(() -> client.io().watchDoor(DOOR, told)).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void contactsThatCannotBe_areRefused() {
        MonitoredDoor atOutput = MonitoredDoor.of("Door", PortId.of(0));
        MonitoredDoor nowhere = MonitoredDoor.of("Door", PortId.of(99));
        MonitoredDoor exitAtI3 = MonitoredDoor.of("Door", SWITCH).withRequestToExit(PortId.of(5));

        for (MonitoredDoor door : List.of(atOutput, nowhere, exitAtI3)) {
            Told.by(
                    WrongPortException.class,
                    device.httpUri(),
                    "io.watchDoor",
                    AppliedEffect.NONE,
                    () -> client.io().watchDoor(door, told));
        }
        assertThat(device.counters().webSocketsOpen()).isZero();
        assertThatThrownBy(() -> DOOR.withRequestToExit(SWITCH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DOOR.withOpenTooLong(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DOOR.withAccessTime(Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MonitoredDoor.of(" ", SWITCH)).isInstanceOf(IllegalArgumentException.class);
    }
}
