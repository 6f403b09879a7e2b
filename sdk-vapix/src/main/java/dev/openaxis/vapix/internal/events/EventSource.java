package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.events.EventFilter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A way in which a device tells its events. The times, repeats and gaps are the live engine's. */
interface EventSource {

    /** What arrives. May be called from any thread. */
    interface Listener {
        /** Something happened, or a state is told. */
        void notification(Notification told);

        /** As above, of an output, and the source item {@code port} is the port's own number. */
        void output(Notification told);

        /** Something came that says nothing; reported once per kind. */
        void odd(String what);

        /** The device does not take a filter; what others want is told all the same. */
        void refused(Wanted wanted, AxisException cause);

        /** The connection is over; heard once. */
        void lost(AxisException cause);
    }

    /** A connection over which events flow. */
    interface Session {
        /** The last moment the device was certainly there. */
        Instant lastProof();

        /** Something more is wanted; all that is wanted now. Sources that tell everything have nothing to do. */
        default void want(Set<Wanted> wanted) {}

        /** Ends it. */
        void close();
    }

    /** Which one it is. */
    EventChannel channel();

    /**
     * Connects; completes when events flow, so that a read sent after it misses nothing. Fails with an
     * {@link dev.openaxis.core.UnsupportedCapabilityException} if the device does not have it.
     *
     * @param wanted what somebody wants to hear; a source may tell more
     */
    CompletableFuture<Session> open(CallContext context, Set<Wanted> wanted, Listener listener);

    /**
     * Its sessions are closed, and it opens none any more; one that is being opened ends when it is there.
     *
     * @return completes when nothing of them is left on the device, or could not be taken away; at once if nothing was
     */
    default CompletableFuture<Void> leave() {
        return CompletableFuture.completedFuture(null);
    }

    /** What the filters want as a subscriber. */
    record Filtered(EventFilter filter) implements Wanted {
        /** The state of every port has this topic in its key, whatever topic tells it. */
        private static final String PORT = "Device/IO/Port";

        private static final List<String> OUTPUTS = List.of("Device/IO/OutputPort", "Device/Trigger/Relay");

        @Override
        public boolean event(DeviceEvent event) {
            return filter.matches(event);
        }

        @Override
        public boolean topic(String topic) {
            return filter.matchesTopic(topic)
                    || (topic.equals(PORT) && OUTPUTS.stream().anyMatch(filter::matchesTopic));
        }
    }
}
