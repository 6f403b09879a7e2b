package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventStreamCount;
import dev.openaxis.testkit.SimulatedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Events that a test lets the device tell. */
public final class EventSource {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DeviceCore device;
    private final AtomicLong emitted = new AtomicLong();

    EventSource(DeviceCore device) {
        this.device = device;
    }

    /**
     * Tells an event.
     *
     * @param event the event
     */
    public void emit(SimulatedEvent event) {
        device.call(() -> {
            tell(event);
            return true;
        });
    }

    private void tell(SimulatedEvent event) {
        EventState state = new EventState(event.topic(), event.source(), event.data());
        if (!event.stateful()) {
            device.events().tell(state);
        } else if (device.events().isOwn(state.instance())) {
            throw new IllegalArgumentException("The device tells " + state.instance() + " itself");
        } else {
            device.events().put(state);
        }
        emitted.incrementAndGet();
    }

    /**
     * Takes a state back.
     *
     * @param topic its topic
     * @param source its source items
     */
    public void withdraw(String topic, Map<String, String> source) {
        EventState.Instance instance = new EventState.Instance(topic, source);
        boolean gone = device.call(() -> device.events().withdraw(instance));
        if (!gone) {
            throw new IllegalArgumentException("Nobody has told " + instance);
        }
    }

    /**
     * Begins to tell events.
     *
     * @param perSecond how many
     * @param each makes them
     * @return the load
     */
    public Load load(int perSecond, LongFunction<SimulatedEvent> each) {
        Load load = new Load(perSecond, each);
        device.schedule(0, load::tick);
        return load;
    }

    /**
     * How many events were told.
     *
     * @return number
     */
    public long emitted() {
        return emitted.get();
    }

    /**
     * The open streams.
     *
     * @return what was sent on each
     */
    public List<EventStreamCount> streams() {
        return device.call(() -> {
            List<EventStreamCount> counts = new ArrayList<>();
            device.events().sinks().forEach(sink -> {
                if (sink instanceof CountedStream stream) {
                    counts.add(stream.count());
                }
            });
            device.streams().monitors().all().forEach(monitor -> counts.add(monitor.count()));
            return counts;
        });
    }

    /** Events at a rate; on the device's loop. */
    public final class Load {
        private final int perSecond;
        private final LongFunction<SimulatedEvent> each;
        private final long began = System.nanoTime();
        private final AtomicLong told = new AtomicLong();
        private boolean ended;
        private @Nullable RuntimeException failure;

        private Load(int perSecond, LongFunction<SimulatedEvent> each) {
            this.perSecond = perSecond;
            this.each = each;
        }

        private void tick() {
            long due = (long) ((System.nanoTime() - began) * ((double) perSecond / SECOND_NANOS));
            try {
                while (!ended && told.get() < due) {
                    tell(each.apply(told.get()));
                    told.incrementAndGet();
                }
            } catch (RuntimeException e) {
                failure = e;
                ended = true;
            }
            if (!ended) {
                device.schedule(TICK_NANOS, this::tick);
            }
        }

        /**
         * How many events were told.
         *
         * @return number
         */
        public long emitted() {
            return told.get();
        }

        /** Ends it. */
        public void close() {
            RuntimeException reason = device.call(() -> {
                ended = true;
                return failure;
            });
            if (reason != null) {
                throw new IllegalStateException("The load ended early", reason);
            }
        }
    }
}
