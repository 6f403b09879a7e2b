package dev.openaxis.core.live;

import dev.openaxis.core.AxisException;

/**
 * Hears live items one at a time, in order, on the callback executor. A slow listener does not delay
 * others, as long as the executor has a thread left: the runtime's own gets more while listeners hold all of them, up to 64.
 * What a slow listener misses it gets as a {@link Gap}.
 */
@FunctionalInterface
public interface LiveListener {

    /**
     * The next item.
     *
     * @param item an event or a gap
     */
    void onItem(LiveItem item);

    /**
     * The device cannot be heard: its connection is lost, or could not be made when this subscription began. Attempts go on.
     * Nothing is certain until the {@link Gap} that follows, or, if nothing was told before, until the first item.
     *
     * <p>Comes after the items that arrived before, once per outage however many attempts fail, and not at all if the
     * connection is back before this listener got so far. Whoever subscribes during an outage is told of it after the last
     * known states.
     *
     * @param cause why, as of the first failure
     */
    default void onInterrupted(AxisException cause) {}

    /**
     * The stream ended for good, for example because the account was revoked. Interruptions are not ends: they are
     * bridged and reported as gaps.
     *
     * @param cause why
     */
    default void onEnd(AxisException cause) {}
}
