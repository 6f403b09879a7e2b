package dev.openaxis.core.live;

import dev.openaxis.core.live.DeviceEvent.StateKey;
import java.time.Instant;
import java.util.Set;

/**
 * A time in which events may have been lost, as an item of the sequence it interrupts. Everything before it was proven,
 * everything after it is live again; in between only the states could be compared.
 *
 * @param epoch the connection that ended the gap
 * @param seq position in this subscription
 * @param lastProof the last moment the old connection was certainly alive: its last frame or answered ping, not the moment
 *     the loss was noticed
 * @param restored when the new connection was complete and the states were compared
 * @param cause why
 * @param changed states that differ from before; their present values follow as events
 * @param unchangedButUnproven states that are as before, but may have changed and changed back
 * @param notReadable states whose present value nothing tells
 * @param stateless how many momentary events are known to be lost, or -1 if that cannot be known
 */
public record Gap(
        long epoch,
        long seq,
        Instant lastProof,
        Instant restored,
        Cause cause,
        Set<StateKey> changed,
        Set<StateKey> unchangedButUnproven,
        Set<StateKey> notReadable,
        long stateless)
        implements LiveItem {

    /** Makes the sets immutable. */
    public Gap {
        changed = Set.copyOf(changed);
        unchangedButUnproven = Set.copyOf(unchangedButUnproven);
        notReadable = Set.copyOf(notReadable);
    }

    /** Why events may be missing. */
    public enum Cause {
        /** The connection broke or was found dead. */
        CONNECTION_LOST,
        /** The device restarted. */
        DEVICE_RESTARTED,
        /** This subscriber was too slow for its bounded queue. */
        SLOW_SUBSCRIBER
    }
}
