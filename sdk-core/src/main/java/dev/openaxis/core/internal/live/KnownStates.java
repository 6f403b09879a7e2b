package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.LiveItem;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What a stream knows of the device's states. Written on the device's event loop, read from any thread. */
final class KnownStates {

    /** A state: its last event, and the epoch that proved it. */
    record Known(DeviceEvent event, LiveItem.Origin origin, Instant receivedAt, long provenIn, Instant certainUntil) {}

    /** The known states beside the present ones; a known one that is not among the present ones is not readable. */
    record Comparison(Set<StateKey> changed, Set<StateKey> unproven, Set<StateKey> notReadable) {}

    private static final long NOT_PROVEN = -1;
    /** A gap said so, so hearing it again is news whatever it is. */
    private static final long NOT_READABLE = -2;

    private final Feed feed;
    private final Map<StateKey, Known> known = new ConcurrentHashMap<>();

    KnownStates(Feed feed) {
        this.feed = feed;
    }

    /** Takes a state into the picture; says whether it is news, not a repetition of what is known. */
    boolean take(DeviceEvent event, Instant at, LiveItem.Origin origin, long epoch) {
        Known before = known.get(event.key());
        if (before != null && before.provenIn() != NOT_READABLE && feed.same(before.event(), event)) {
            known.put(event.key(), new Known(before.event(), before.origin(), before.receivedAt(), epoch, at));
            return false;
        }
        known.put(event.key(), new Known(event, origin, at, epoch, at));
        return true;
    }

    /** The state is no more. */
    void remove(StateKey key) {
        known.remove(key);
    }

    /** What a read did not tell although it would have is not proven any more. */
    void unprovenBut(Predicate<StateKey> told) {
        known.replaceAll(
                (key, state) -> told.test(key) || state.provenIn() == NOT_READABLE || !feed.missing(state.event())
                        ? state
                        : new Known(
                                state.event(), state.origin(), state.receivedAt(), NOT_PROVEN, state.certainUntil()));
    }

    /** Subscribers were told that nothing tells these. */
    void notReadable(Set<StateKey> keys) {
        keys.forEach(key -> known.computeIfPresent(
                key,
                (same, state) -> new Known(
                        state.event(), state.origin(), state.receivedAt(), NOT_READABLE, state.certainUntil())));
    }

    /** Those a new subscriber is told: all but what was said to be unreadable, in no order. */
    Collection<Known> tellable() {
        return known.values().stream()
                .filter(state -> state.provenIn() != NOT_READABLE)
                .toList();
    }

    /** The connection of this epoch is lost: what it proved was certain until its last proof. */
    void lost(long epoch, Instant lastProof) {
        known.replaceAll((key, state) -> state.provenIn() != epoch
                ? state
                : new Known(state.event(), state.origin(), state.receivedAt(), state.provenIn(), lastProof));
    }

    Comparison compareWith(Map<StateKey, DeviceEvent> present) {
        Set<StateKey> changed = new HashSet<>();
        Set<StateKey> unproven = new HashSet<>();
        Set<StateKey> notReadable = new HashSet<>();
        known.forEach((key, before) -> {
            DeviceEvent now = present.get(key);
            (now == null ? notReadable : (feed.same(before.event(), now) ? unproven : changed)).add(key);
        });
        present.keySet().stream().filter(key -> !known.containsKey(key)).forEach(changed::add);
        return new Comparison(changed, unproven, notReadable);
    }

    /** All of them, in no order. */
    Collection<Known> all() {
        return known.values();
    }

    void clear() {
        known.clear();
    }
}
