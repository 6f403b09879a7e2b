package dev.openaxis.vapix.events;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.internal.events.Declarations;
import dev.openaxis.vapix.internal.events.EventAwait;
import dev.openaxis.vapix.internal.events.EventStreams;
import dev.openaxis.vapix.internal.io.IoSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Live events of one device. The connection is made when somebody listens, shared by all listeners, made again after every
 * interruption with the states compared, and closed when nobody listens any more. It goes over the best channel the device has
 * ({@link EventChannel}), unless {@link #via} names one.
 *
 * <p>The device is asked for what the listeners want and for the states of its ports, and for nothing else. Which role this needs
 * is not documented; administrators were seen using it.
 */
public final class Events {
    private final IoSession io;
    private final CallOptions options;
    private final Optional<EventChannel> channel;

    /**
     * Made by the device object.
     *
     * @param io what everything about the device's ports shares
     * @param options how calls are made
     */
    public Events(IoSession io, CallOptions options) {
        this(io, options, Optional.empty());
    }

    private Events(IoSession io, CallOptions options, Optional<EventChannel> channel) {
        this.io = io;
        this.options = options;
        this.channel = channel;
    }

    /**
     * The events over one channel, whether or not there is a better one. Its connection is separate from the others.
     *
     * @param wanted the channel
     * @return a view
     */
    public Events via(EventChannel wanted) {
        return new Events(io, options, Optional.of(wanted));
    }

    private EventStreams.Fed fed() {
        return io.events().over(channel);
    }

    /**
     * Listens to everything the device tells. On a camera that can be much: some topics start services in the device, so
     * listening to what is needed ({@link #subscribe(EventFilter, LiveListener)}) is kinder. Returns at once.
     *
     * @param listener called on the callback executor, one item at a time: the present states first, then every change; a possible
     *     loss comes as a {@link dev.openaxis.core.live.Gap}
     * @return the subscription; close it to stop listening
     */
    public Subscription subscribe(LiveListener listener) {
        return subscribe(EventFilter.all(), listener);
    }

    /**
     * Listens to some topics. If the device refuses the filter, this subscription ends with a
     * {@link dev.openaxis.core.RefusedException}, and no other does; a filter for a topic the device does not have is taken
     * silently. Returns at once.
     *
     * @param filter what to hear
     * @param listener as for {@link #subscribe(LiveListener)}
     * @return the subscription; close it to stop listening
     * @throws IllegalArgumentException if a topic has no prefix, as devices would take it and tell nothing
     */
    public Subscription subscribe(EventFilter filter, LiveListener listener) {
        return fed().live().subscribe(listener, EventStreams.wanted(filter));
    }

    /**
     * The same as a publisher with demand. A slow subscriber never gets an error: of states it gets the latest, of momentary
     * events a gap with the number lost. {@code onError} means that the stream ended for good.
     *
     * @param filter what to hear; {@link EventFilter#all()} for everything
     * @return a publisher; every subscription is its own
     * @throws IllegalArgumentException as for {@link #subscribe(EventFilter, LiveListener)}
     */
    public Flow.Publisher<LiveItem> publisher(EventFilter filter) {
        return fed().live().publisher(EventStreams.wanted(filter));
    }

    /**
     * Waits for an event. A state that is as wanted already is found at once, so nothing is missed between this call and the
     * connection; to hear changes only, {@link #subscribe(EventFilter, LiveListener) subscribe}.
     *
     * @param filter what to wait for
     * @param timeout how long
     * @return the first event or state that matches
     * @throws IllegalArgumentException as for {@link #subscribe(EventFilter, LiveListener)}
     * @throws dev.openaxis.core.DeadlineExceededException if none came in time
     * @throws dev.openaxis.core.AxisException if the device cannot be listened to at all
     */
    public VapixEvent awaitEvent(EventFilter filter, Duration timeout) {
        return io.session().invoker().call(EventAwait.of(fed(), filter), CallOptions.deadline(timeout));
    }

    /**
     * What the device can tell: topics, items and their values, in the device's own words (VAPIX event-and-action-services,
     * {@code GetEventInstances}; firmware 5.50 and later).
     *
     * @return all declarations
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device has no event service
     * @throws dev.openaxis.core.AxisException if it cannot be asked
     */
    public EventDeclarations declarations() {
        return io.session().invoker().call(Declarations.reading(io.session()), options);
    }

    /**
     * Whether the stream is up: connected, the states compared, and events told as they come. It may take up to 35 s until a
     * connection that died silently is found. {@link LiveListener#onInterrupted} and the {@link dev.openaxis.core.live.Gap}
     * tell when it changes.
     *
     * @return {@code false} while nobody listens, during an outage, and while the states are compared after it
     */
    public boolean live() {
        return fed().live().live();
    }

    /**
     * The channel the events come over.
     *
     * @return the channel of the connection, or of the last one; empty before the first
     */
    public Optional<EventChannel> channel() {
        return fed().feed().channel();
    }

    /**
     * What the device sent that is no event, counted: such things are logged once per kind and never end the stream.
     *
     * @return how often, by kind
     */
    public Map<String, Long> oddities() {
        return fed().feed().oddities();
    }

    /**
     * The same calls as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return new Async();
    }

    /** The calls of {@link Events} as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * As {@link Events#awaitEvent}.
         *
         * @param filter what to wait for
         * @param timeout how long
         * @return the first event or state that matches
         */
        public CompletableFuture<VapixEvent> awaitEvent(EventFilter filter, Duration timeout) {
            return io.session().invoker().start(EventAwait.of(fed(), filter), CallOptions.deadline(timeout));
        }

        /**
         * As {@link Events#declarations}.
         *
         * @return all declarations
         */
        public CompletableFuture<EventDeclarations> declarations() {
            return io.session().invoker().start(Declarations.reading(io.session()), options);
        }
    }
}
