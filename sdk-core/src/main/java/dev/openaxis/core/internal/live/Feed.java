package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.PointId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A source of events as the engine needs it: a connection that can be made again, and a read of the present states. */
public interface Feed {

    /** Where a connection puts what it hears. May be called from any thread. */
    interface Sink {
        /** An event arrived. */
        void event(DeviceEvent event);

        /** The connection is lost. */
        void lost(AxisException cause);

        /** The device refuses to tell what somebody wants; the others are not concerned. */
        void refused(Wanted wanted, AxisException cause);
    }

    /** One connection. */
    interface Session {
        /** The last moment the device was certainly there. */
        Instant lastProof();

        /** Changes when the device restarts; empty if the device does not say. */
        Optional<String> bootId();

        /**
         * Something is wanted that was not before.
         *
         * @param wanted all that is wanted now
         */
        default void want(Set<Wanted> wanted) {}

        /** Ends the connection. */
        void close();
    }

    /**
     * Makes a connection; completes when events are flowing, so that a read sent after it misses nothing.
     *
     * @param wanted what the subscribers want; the feed may tell more
     */
    CompletableFuture<Session> open(Sink sink, Set<Wanted> wanted);

    /** Whether the device cannot say that it is still starting, so that it may refuse for a while what it takes later. */
    default boolean mayBeStarting() {
        return false;
    }

    /** Reads the present value of every state that can be read, as events. */
    CompletableFuture<List<DeviceEvent>> read();

    /** The point an event belongs to, if it belongs to one. */
    Optional<PointId> pointOf(DeviceEvent event);

    /** The value of that point. */
    String valueOf(DeviceEvent event);

    /** Whether two events of one state tell the same, so that the later one is no news. */
    default boolean same(DeviceEvent before, DeviceEvent now) {
        return before.data().equals(now.data());
    }

    /** Whether the last read would have told this state, or what it is about, if it still were so: its value is unknown then. */
    default boolean missing(DeviceEvent known) {
        return false;
    }

    /** Whether the event says that the sensor of that point is out of order. */
    default boolean faulty(DeviceEvent event) {
        return false;
    }
}
