package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import java.time.Instant;

/**
 * Makes events of its own from a stream's. Called on the device's event loop with every item, none merged; must not block.
 * Gaps and interruptions go on to the subscriber after it has seen them.
 */
public interface Derivation {

    /** Where its events go: to the one subscriber, in order. To be used on the event loop. */
    interface Output {
        /** Tells an event. */
        void tell(long epoch, Instant at, LiveItem.Origin origin, DeviceEvent event);

        /** Ends the subscription after what was told. */
        void giveUp(AxisException cause);
    }

    /** Begins; comes before everything else. */
    void begin(Output output);

    /** The stream tells an event. */
    void happened(LiveItem.Happened item);

    /** Events may be missing up to here. */
    void gap(Gap gap);

    /** The device cannot be heard. */
    void interrupted();

    /** Nothing comes any more; may be called more than once. */
    void ended();
}
