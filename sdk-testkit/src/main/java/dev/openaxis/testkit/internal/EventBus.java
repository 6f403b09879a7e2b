package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows the last value of every state variable and tells the open event sockets what changed. */
final class EventBus {
    private final DeviceCore device;
    private final EventTopics topics;
    private final Map<EventState.Instance, Stamped> states = new LinkedHashMap<>();
    private final List<Stamped> held = new ArrayList<>();
    private final Set<EventSocket> sockets = new LinkedHashSet<>();
    private boolean holding;
    private volatile boolean muted;

    /**
     * A state and when it took this value.
     *
     * @param state the state
     * @param since when it changed
     */
    record Stamped(EventState state, Instant since) {}

    EventBus(DeviceCore device) {
        this.device = device;
        this.topics = new EventTopics(device.config());
    }

    void mute(boolean mute) {
        muted = mute;
    }

    void add(EventSocket socket) {
        sockets.add(socket);
        device.tally().webSockets.incrementAndGet();
    }

    void remove(EventSocket socket) {
        if (sockets.remove(socket)) {
            device.tally().webSockets.decrementAndGet();
        }
    }

    List<EventSocket> sockets() {
        return new ArrayList<>(sockets);
    }

    List<Stamped> present() {
        return new ArrayList<>(states.values());
    }

    /** Every event there is now, also those that tell no state. */
    List<EventState> declared() {
        List<EventState> declared = new ArrayList<>(states());
        if (device.shockSensor().hasEvent()) {
            declared.add(ShockSensor.event());
        }
        return declared;
    }

    private List<EventState> states() {
        return topics.states(device.board(), device.virtualInputs(), device.isReady());
    }

    /** Tells of something that is over at once and is no state. */
    void tell(EventState event) {
        publish(new Stamped(event, device.config().clock().instant()));
    }

    /** Events of a request wait until its answer is written; the order is not found in the references. */
    void hold() {
        holding = !device.config().is(Variant.EVENT_BEFORE_ANSWER);
    }

    void release() {
        holding = false;
        List<Stamped> due = new ArrayList<>(held);
        held.clear();
        due.forEach(this::send);
    }

    /** Compares all states with the last ones and publishes the differences. */
    void refresh() {
        Instant now = device.config().clock().instant();
        Map<EventState.Instance, Stamped> before = new LinkedHashMap<>(states);
        states.clear();
        for (EventState state : states()) {
            Stamped last = before.get(state.instance());
            boolean same = last != null && last.state().equals(state);
            Stamped stamped = same && last != null ? last : new Stamped(state, now);
            states.put(state.instance(), stamped);
            if (!same) {
                publish(stamped);
            }
        }
    }

    private void publish(Stamped stamped) {
        if (muted || sockets.isEmpty()) {
            return;
        }
        if (holding) {
            held.add(stamped);
        } else {
            send(stamped);
        }
    }

    private void send(Stamped stamped) {
        long delay = device.config().timing().eventDelay().toNanos();
        if (delay > 0) {
            device.scheduleInThisBoot(delay, () -> deliver(stamped));
        } else {
            deliver(stamped);
        }
    }

    private void deliver(Stamped stamped) {
        sockets().forEach(socket -> socket.changed(stamped));
    }
}
