package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.internal.live.LiveStream;
import dev.openaxis.core.internal.live.LiveTiming;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.Invoker;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.TopicExpression;
import dev.openaxis.vapix.internal.io.IoSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The live streams of one device: one over the best channel it has, and one for each channel that was asked for by name. */
public final class EventStreams {

    /**
     * A stream and what feeds it.
     *
     * @param feed knows the channel and the ports
     * @param live brings the events to subscribers
     */
    public record Fed(EventFeed feed, LiveStream live) {}

    private final IoSession io;
    private final Fed best;
    private final Map<EventChannel, Fed> named = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** No connection is made before somebody subscribes. */
    public EventStreams(IoSession io) {
        this.io = io;
        this.best = fed(null);
    }

    private Fed fed(@Nullable EventChannel channel) {
        Invoker invoker = io.session().invoker();
        EventFeed feed = new EventFeed(io, channel);
        LiveStream live = new LiveStream(feed, invoker.loop(), invoker.listeners(), LiveTiming.defaults());
        feed.rereadThrough(live);
        return new Fed(feed, live);
    }

    /** What a subscriber with a filter wants. */
    public static Wanted wanted(EventFilter filter) {
        requirePrefixes(filter);
        return new EventSource.Filtered(filter);
    }

    /** Devices take topics without prefixes silently, and find nothing. */
    public static void requirePrefixes(EventFilter filter) {
        for (TopicExpression topic : filter.topics()) {
            if (!topic.prefixed()) {
                throw new IllegalArgumentException(
                        "devices want topics with prefixes, tns1:Device/tnsaxis:IO/Port for example; declarations() tells their"
                                + " spelling: " + filter);
            }
        }
    }

    /** The stream over the best channel. */
    public Fed best() {
        return best;
    }

    /** The stream over a channel, or over the best one. */
    public Fed over(Optional<EventChannel> channel) {
        if (channel.isEmpty()) {
            return best;
        }
        Fed fed = named.computeIfAbsent(channel.get(), this::fed);
        if (closed) {
            fed.live().close();
        }
        return fed;
    }

    /**
     * Ends every stream.
     *
     * @return completes when they have left nothing on the device, or could not take it away; at once if there is nothing
     */
    public CompletableFuture<Void> closeAsync() {
        closed = true;
        List<Fed> all = new ArrayList<>(named.values());
        all.add(best);
        all.forEach(fed -> fed.live().close());
        return CompletableFuture.allOf(
                all.stream().map(fed -> fed.feed().leave()).toArray(CompletableFuture<?>[]::new));
    }
}
