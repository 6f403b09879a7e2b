package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings a stream's items to a {@link Derivation}, and what that makes of them to a subscriber. */
final class DerivedLane implements Lane.Receiver, Derivation.Output {
    private final Derivation derivation;
    private final Loop onLoop;
    private final Lane source;
    private final Lane told;

    /**
     * A lane beside the stream's.
     *
     * @param onLoop runs at once on the loop: so no state is merged with the one after it
     * @param leave takes the source lane out of the stream
     */
    DerivedLane(Derivation derivation, LiveListener listener, Loop onLoop, Executor callbacks, Consumer<Lane> leave) {
        this.derivation = derivation;
        this.onLoop = onLoop;
        Lane[] own = new Lane[1];
        source = new Lane(this, Wanted.WHATEVER_COMES, onLoop, () -> onLoop.execute(() -> leave.accept(own[0])));
        own[0] = source;
        told = new Lane(Lane.receiver(listener), Wanted.WHATEVER_COMES, callbacks, () -> {
            source.close();
            onLoop.execute(derivation::ended);
        });
        source.request(Long.MAX_VALUE);
        told.request(Long.MAX_VALUE);
    }

    /** What the stream fills. */
    Lane source() {
        return source;
    }

    /** What the subscriber hears and closes. */
    Lane told() {
        return told;
    }

    @Override
    public void item(LiveItem item) {
        if (item instanceof LiveItem.Happened happened) {
            derivation.happened(happened);
        } else if (item instanceof Gap gap) {
            derivation.gap(gap);
            told.gap(gap);
        }
    }

    @Override
    public void interrupted(AxisException cause) {
        derivation.interrupted();
        told.interrupted(cause);
    }

    @Override
    public void end(@Nullable Throwable cause) {
        derivation.ended();
        told.end(cause);
    }

    @Override
    public void reportIfBlocked(long afterNanos) {
        told.reportIfBlocked(afterNanos);
    }

    @Override
    public void tell(long epoch, Instant at, LiveItem.Origin origin, DeviceEvent event) {
        told.happened(epoch, at, origin, event);
    }

    @Override
    public void giveUp(AxisException cause) {
        told.end(cause);
        // Not at once: the stream is in the middle of telling its lanes.
        onLoop.afterwards(source::close);
    }
}
