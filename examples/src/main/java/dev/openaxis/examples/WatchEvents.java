package dev.openaxis.examples;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.VirtualInputEvent;
import dev.openaxis.vapix.io.PortState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Prints a device's events as they come. On the simulated device inputs are wired, and the network is cut for three seconds, in which
 * one input changes and another changes and changes back: the first is found, the second cannot be known by anybody, and the gap says
 * both.
 */
public final class WatchEvents implements LiveListener {
    private static final Duration CUT = Duration.ofSeconds(3);
    private static final int CHANGES = 2;
    private static final int RETURNS = 3;

    private final AtomicLong events = new AtomicLong();
    private final List<Gap> gaps = new CopyOnWriteArrayList<>();
    private final Map<Integer, PortState> states = new ConcurrentHashMap<>();

    private WatchEvents() {}

    /**
     * Runs it on a simulated device, or until it is interrupted on a real one.
     *
     * @param arguments none, or how to reach a real device
     * @throws IOException if the password file cannot be read
     * @throws InterruptedException if the program is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        WatchEvents watch = new WatchEvents();
        try (Stage stage = Stage.of(arguments);
                AxisDevice device = stage.device().connect();
                Subscription subscription = device.events().subscribe(watch)) {
            if (stage.simulated().isPresent()) {
                watch.play(device, stage.simulated().get());
            } else {
                Thread.currentThread().join();
            }
        }
    }

    @Override
    public void onItem(LiveItem item) {
        if (item instanceof Gap gap) {
            gaps.add(gap);
            System.out.println(
                    "GAP from " + gap.lastProof() + " to " + gap.restored() + ", changed: " + ports(gap.changed()));
            return;
        }
        LiveItem.Happened happened = (LiveItem.Happened) item;
        events.incrementAndGet();
        if (happened.event() instanceof PortEvent port) {
            states.put(port.port().index(), port.state());
        }
        // A device has dozens of virtual inputs; the ones in use are enough.
        if (!(happened.event() instanceof VirtualInputEvent input) || input.active()) {
            System.out.println(happened.receivedAt() + " " + happened.event());
        }
    }

    @Override
    public void onInterrupted(AxisException cause) {
        System.out.println("the device cannot be heard: " + cause.getMessage());
    }

    @Override
    public void onEnd(AxisException cause) {
        System.out.println("the events ended: " + cause.getMessage());
    }

    private void play(AxisDevice device, SimulatedDevice simulated) throws InterruptedException {
        Stage.await(
                "the stream is up",
                () -> device.events().live()
                        && states.size() == device.io().ports().size());
        simulated.input(1).close();
        Stage.await("input 1 is told", () -> states.get(1) == PortState.ACTIVE);
        device.io().virtualInputs().activate(1);

        simulated.faults().cutNetwork(CUT);
        simulated.input(CHANGES).close();
        simulated.input(RETURNS).close();
        simulated.input(RETURNS).open();
        Stage.await("the gap is told", () -> !gaps.isEmpty());
        Stage.await("the stream is up again", () -> device.events().live());

        long wrong = device.io().ports().stream()
                .filter(port -> states.get(port.id().index())
                        != onTheDevice(simulated, port.id().index(), port.state()))
                .count();
        String returned = Integer.toString(simulated.input(RETURNS).port());
        long unknowable = gaps.get(0).unchangedButUnproven().stream()
                .filter(key -> key.topic().equals("Device/IO/Port")
                        && returned.equals(key.source().get("port")))
                .count();
        if (wrong > 0 || unknowable != 1 || gaps.size() != 1) {
            throw new IllegalStateException("states wrong: " + wrong + ", unknowable: " + unknowable + ", " + gaps);
        }
        System.out.println("OK watch-events events=" + events + " gaps=" + gaps.size() + " states_wrong=" + wrong
                + " unknowable=" + unknowable);
    }

    /** The simulated device's own view of an input; of outputs that of a read. */
    private static PortState onTheDevice(SimulatedDevice simulated, int port, PortState read) {
        for (int terminal = 1; terminal <= 5; terminal++) {
            if (simulated.input(terminal).port() == port) {
                return simulated.input(terminal).isClosed() ? PortState.ACTIVE : PortState.INACTIVE;
            }
        }
        return read;
    }

    private static List<String> ports(Set<StateKey> keys) {
        return keys.stream().map(StateKey::toString).sorted().toList();
    }
}
