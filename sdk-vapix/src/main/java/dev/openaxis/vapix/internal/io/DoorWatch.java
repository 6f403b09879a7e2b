package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.Failure;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.internal.live.Derivation;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.SupervisedPortEvent;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.DoorEvent;
import dev.openaxis.vapix.io.DoorEvent.Cause;
import dev.openaxis.vapix.io.DoorState;
import dev.openaxis.vapix.io.MonitoredDoor;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.SupervisedState;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Judges the events of a door's contacts. Confined to the device's event loop, but for its state and accesses. */
public final class DoorWatch implements Derivation {
    private final IoSession io;
    private final MonitoredDoor door;
    private final String serial;
    private final String topology;
    private final EventLoop loop;
    private final Runnable whenEnded;

    private @Nullable Output output;
    private volatile DoorState state = DoorState.UNKNOWN;
    /** What the position switch said last. */
    private PortState position = PortState.UNKNOWN;

    /** Whether the next word of the position switch says how the door is, not what it just did. */
    private boolean looking = true;

    private boolean cableInOrder = true;
    /** What the door was when the device was heard last. */
    private DoorState beforeOutage = DoorState.UNKNOWN;

    /** What the request to exit said last. */
    private PortState exit = PortState.UNKNOWN;

    private boolean exitHeld;
    private volatile Permission permission = new Permission(Cause.NO_PERMISSION, System.nanoTime());
    private @Nullable ScheduledFuture<?> timer;
    private long epoch;
    private boolean ended;

    private record Permission(Cause why, long untilNanos) {
        boolean lasts() {
            return why != Cause.NO_PERMISSION && System.nanoTime() - untilNanos <= 0;
        }
    }

    DoorWatch(IoSession io, MonitoredDoor door, String serial, String topology, Runnable whenEnded) {
        this.io = io;
        this.door = door;
        this.serial = serial;
        this.topology = topology;
        this.loop = io.session().invoker().loop();
        this.whenEnded = whenEnded;
    }

    /** What is watched. */
    public MonitoredDoor door() {
        return door;
    }

    /** What it is at the moment. */
    public DoorState state() {
        return state;
    }

    /** Somebody was let through. Counts from now, though the loop may have the door's event already. */
    public void accessGranted() {
        permit(Cause.ACCESS_GRANTED);
    }

    private void permit(Cause why) {
        permission = new Permission(why, System.nanoTime() + door.accessTime().toNanos());
    }

    // ---- what the stream tells ----

    @Override
    public void begin(Output to) {
        output = to;
    }

    @Override
    public void happened(LiveItem.Happened item) {
        if (ended || movedAway()) {
            return;
        }
        epoch = item.epoch();
        DeviceEvent event = item.event();
        if (event instanceof PortEvent port) {
            if (port.port().equals(door.position())) {
                moved(port, item.receivedAt());
            } else if (door.requestToExit().filter(port.port()::equals).isPresent()) {
                exit(port.state());
            }
        } else if (event instanceof SupervisedPortEvent supervised
                && supervised.port().equals(door.position())) {
            supervised(supervised, item.receivedAt());
        }
    }

    /** Whether the ports are not those any more that were checked; then the ids may mean other contacts. */
    private boolean movedAway() {
        if (io.livePorts().filter(now -> !now.topology().equals(topology)).isEmpty()) {
            return false;
        }
        Output to = output;
        become(DoorState.UNKNOWN, Cause.OUTAGE, Instant.now(), Optional.empty());
        ended();
        if (to != null) {
            to.giveUp(new TopologyChangedException(Failure.of(
                            io.session().invoker().address(),
                            "io.watchDoor",
                            "the device's ports are not the ones that were there when the watch over \"" + door.name()
                                    + "\" began")
                    .advice("List the ports again, check the wiring, and watch the door anew")));
        }
        return true;
    }

    private void exit(PortState now) {
        boolean before = exitHeld;
        exit = now;
        exitHeld = now == PortState.ACTIVE;
        // As long as it is held, and for the access time after that.
        if (before || exitHeld) {
            permit(Cause.REQUEST_TO_EXIT);
        }
    }

    private void moved(PortEvent event, Instant at) {
        boolean found = looking;
        looking = false;
        position = event.state();
        if (cableInOrder) {
            judge(found, at, event.deviceTime());
        }
    }

    private void judge(boolean found, Instant at, Optional<Instant> deviceTime) {
        if (position == PortState.ACTIVE) {
            if (isOpen()) {
                // Its port and its circuit both tell that it was opened; it was judged by the first of them.
                return;
            }
            Cause cause = found ? Cause.FOUND : why();
            DoorState now = cause == Cause.NO_PERMISSION ? DoorState.FORCED : DoorState.OPEN;
            become(now, cause, at, deviceTime);
            if (now == DoorState.OPEN) {
                countOpenTime();
            }
        } else if (position == PortState.INACTIVE) {
            become(DoorState.CLOSED, found ? Cause.FOUND : Cause.SHUT, at, deviceTime);
        } else {
            become(DoorState.UNKNOWN, Cause.FOUND, at, deviceTime);
        }
    }

    private boolean isOpen() {
        return state == DoorState.OPEN || state == DoorState.FORCED || state == DoorState.OPEN_TOO_LONG;
    }

    private Cause why() {
        if (exitHeld) {
            return Cause.REQUEST_TO_EXIT;
        }
        Permission last = permission;
        return last.lasts() ? last.why() : Cause.NO_PERMISSION;
    }

    private void supervised(SupervisedPortEvent event, Instant at) {
        boolean repaired = !cableInOrder;
        cableInOrder = event.intact();
        if (!cableInOrder) {
            become(DoorState.FAULT, Cause.CABLE, at, event.deviceTime());
            return;
        }
        // A circuit out of order counts as open or closed, too, so the port's own state is that of before the repair.
        position = positionBy(event.state() == SupervisedState.CLOSED ? CircuitState.CLOSED : CircuitState.OPEN);
        boolean found = repaired || looking;
        looking = position == PortState.UNKNOWN;
        judge(found, at, event.deviceTime());
    }

    private PortState positionBy(CircuitState circuit) {
        CircuitState normal = io.livePorts()
                .flatMap(ports -> ports.port(door.position()))
                .map(Port::normal)
                .orElse(CircuitState.UNKNOWN);
        if (normal == CircuitState.UNKNOWN) {
            return PortState.UNKNOWN;
        }
        return circuit == normal ? PortState.INACTIVE : PortState.ACTIVE;
    }

    @Override
    public void interrupted() {
        beforeOutage = state == DoorState.UNKNOWN ? beforeOutage : state;
        looking = true;
        exitHeld = false;
        become(DoorState.UNKNOWN, Cause.OUTAGE, Instant.now(), Optional.empty());
    }

    @Override
    public void gap(Gap gap) {
        if (ended || movedAway()) {
            return;
        }
        epoch = gap.epoch();
        // What did not change is not told again.
        exitHeld = exit == PortState.ACTIVE
                && door.requestToExit()
                        .map(DoorWatch::key)
                        .filter(gap.unchangedButUnproven()::contains)
                        .isPresent();
        if (!cableInOrder) {
            // Unless the device says something else, which then follows.
            become(DoorState.FAULT, Cause.CABLE, gap.restored(), Optional.empty());
        }
        StateKey key = key(door.position());
        if (gap.unchangedButUnproven().contains(key)) {
            resume(gap.restored());
        } else {
            looking = true;
            beforeOutage = DoorState.UNKNOWN;
            if (gap.notReadable().contains(key)) {
                position = PortState.UNKNOWN;
                become(DoorState.UNKNOWN, Cause.OUTAGE, gap.restored(), Optional.empty());
            }
        }
    }

    private static StateKey key(PortId port) {
        return new StateKey("Device/IO/Port", Map.of("port", Integer.toString(port.index())));
    }

    /** The door is as it was; a forced one is not forgotten. */
    private void resume(Instant at) {
        looking = false;
        if (state != DoorState.UNKNOWN) {
            return;
        }
        if (position == PortState.ACTIVE
                && (beforeOutage == DoorState.FORCED || beforeOutage == DoorState.OPEN_TOO_LONG)) {
            become(beforeOutage, Cause.FOUND, at, Optional.empty());
        } else if (position != PortState.UNKNOWN) {
            judge(true, at, Optional.empty());
        }
        beforeOutage = DoorState.UNKNOWN;
    }

    @Override
    public void ended() {
        if (!ended) {
            ended = true;
            stopCounting();
            state = DoorState.UNKNOWN;
            whenEnded.run();
        }
    }

    // ---- the door ----

    private void become(DoorState now, Cause cause, Instant at, Optional<Instant> deviceTime) {
        if (now == state || ended) {
            return;
        }
        stopCounting();
        state = now;
        Output to = output;
        if (to != null) {
            to.tell(
                    epoch,
                    at,
                    LiveItem.Origin.NOTIFIED,
                    new DoorEvent(serial, door.name(), door.position(), now, cause, deviceTime));
        }
    }

    private void countOpenTime() {
        stopCounting();
        timer = loop.schedule(
                () -> become(DoorState.OPEN_TOO_LONG, Cause.TIME_IS_UP, Instant.now(), Optional.empty()),
                door.openTooLong().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void stopCounting() {
        ScheduledFuture<?> counting = timer;
        timer = null;
        if (counting != null) {
            counting.cancel(false);
        }
    }
}
