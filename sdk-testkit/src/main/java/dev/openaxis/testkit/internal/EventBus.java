package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows the last value of every state variable and tells everybody who listens what changed. */
final class EventBus {
    private final DeviceCore device;
    private final EventTopics topics;
    private final Map<EventState.Instance, EventNotice> states = new LinkedHashMap<>();
    private final List<EventNotice> held = new ArrayList<>();
    private final Set<EventSocket> sockets = new LinkedHashSet<>();
    private final Set<EventSink> sinks = new LinkedHashSet<>();
    /** States of somebody else than the device itself, a message that it subscribed to for example. */
    private final Map<EventState.Instance, EventState> others = new LinkedHashMap<>();

    private boolean holding;
    private volatile boolean muted;

    EventBus(DeviceCore device) {
        this.device = device;
        this.topics = new EventTopics(device.config());
    }

    void mute(boolean mute) {
        muted = mute;
    }

    void add(EventSocket socket) {
        sockets.add(socket);
        listen(socket);
        device.tally().webSockets.incrementAndGet();
    }

    void remove(EventSocket socket) {
        if (sockets.remove(socket)) {
            leave(socket);
            device.tally().webSockets.decrementAndGet();
        }
    }

    void listen(EventSink sink) {
        sinks.add(sink);
    }

    void leave(EventSink sink) {
        sinks.remove(sink);
    }

    List<EventSink> sinks() {
        return new ArrayList<>(sinks);
    }

    List<EventSocket> sockets() {
        return new ArrayList<>(sockets);
    }

    /** The present value of every state, as a new listener is told it. */
    List<EventNotice> present() {
        boolean stampedNow = device.config().is(Variant.INITIAL_TIMESTAMP_OF_SUBSCRIPTION);
        Instant now = device.config().clock().instant();
        return states.values().stream()
                .map(last -> last.as(EventNotice.Change.INITIALIZED, stampedNow ? now : last.since()))
                .toList();
    }

    /** Every event there is now, also those that tell no state. */
    List<EventState> declared() {
        List<EventState> declared = new ArrayList<>(states());
        declared.add(RuleEngine.failure(""));
        device.schedules().pulses(declared);
        if (device.shockSensor().hasEvent()) {
            declared.add(ShockSensor.event());
        }
        return declared;
    }

    private List<EventState> states() {
        List<EventState> states = topics.states(device.board(), device.virtualInputs(), device.isReady());
        device.schedules().states(states);
        device.streams().mqtt().states(states);
        states.addAll(others.values());
        return states;
    }

    /** A state of somebody else has this value, and is told even if it had it before. */
    void put(EventState state) {
        EventNotice last = states.get(state.instance());
        EventNotice notice = new EventNotice(
                state,
                device.config().clock().instant(),
                last == null ? EventNotice.Change.INITIALIZED : EventNotice.Change.CHANGED);
        others.put(state.instance(), state);
        states.put(state.instance(), notice);
        tell(List.of(notice));
    }

    /** Tells whether the device itself keeps this state. */
    boolean isOwn(EventState.Instance instance) {
        return states.containsKey(instance) && !others.containsKey(instance);
    }

    /** A state of somebody else is gone; false if there was none. */
    boolean withdraw(EventState.Instance instance) {
        if (others.remove(instance) == null) {
            return false;
        }
        EventNotice last = states.remove(instance);
        if (last != null) {
            tell(List.of(
                    last.as(EventNotice.Change.DELETED, device.config().clock().instant())));
        }
        return true;
    }

    /** What others told of goes with a restart (inference). */
    void reboot() {
        others.clear();
    }

    /** Tells of something that is over at once and is no state. */
    void tell(EventState event) {
        tell(List.of(new EventNotice(event, device.config().clock().instant(), EventNotice.Change.NONE)));
    }

    /** Rules see everything at once, whatever becomes of the notifications. */
    private void tell(List<EventNotice> notices) {
        notices.forEach(this::publish);
        device.ruleEngine().happened(notices);
    }

    /** Events of a request wait until its answer is written; the order is not found in the references. */
    void hold() {
        holding = !device.config().is(Variant.EVENT_BEFORE_ANSWER);
    }

    void release() {
        holding = false;
        List<EventNotice> due = new ArrayList<>(held);
        held.clear();
        due.forEach(this::send);
    }

    /** Compares all states with the last ones and publishes the differences. */
    void refresh() {
        Instant now = device.config().clock().instant();
        Map<EventState.Instance, EventNotice> before = new LinkedHashMap<>(states);
        states.clear();
        List<EventNotice> differences = new ArrayList<>();
        for (EventState state : states()) {
            EventNotice last = before.remove(state.instance());
            if (last != null && last.state().equals(state)) {
                states.put(state.instance(), last);
                continue;
            }
            // Inference: a new instance is told as to a new listener.
            EventNotice notice = new EventNotice(
                    state, now, last == null ? EventNotice.Change.INITIALIZED : EventNotice.Change.CHANGED);
            states.put(state.instance(), notice);
            differences.add(notice);
        }
        before.values().forEach(gone -> differences.add(gone.as(EventNotice.Change.DELETED, now)));
        tell(differences);
    }

    private void publish(EventNotice notice) {
        if (muted || sinks.isEmpty()) {
            return;
        }
        if (holding) {
            held.add(notice);
        } else {
            send(notice);
        }
    }

    private void send(EventNotice notice) {
        long delay = device.config().timing().eventDelay().toNanos();
        if (delay > 0) {
            device.scheduleInThisBoot(delay, () -> deliver(notice));
        } else {
            deliver(notice);
        }
    }

    private void deliver(EventNotice notice) {
        new ArrayList<>(sinks).forEach(sink -> sink.told(notice));
    }
}
