package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.PortList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the channel for a device's events: the WebSocket stream if the device lists it or lists nothing, else the next one it
 * has. What was found is kept until the device restarts, unless a better one could not be reached at the time.
 */
final class EventSources {
    private final IoSession io;
    private final @Nullable EventChannel only;
    /** From the best to the last resort. */
    private final List<EventSource> all;

    private volatile @Nullable EventSource chosen;
    /** Whether a better one was away when it was chosen, so that the next connection begins with that. */
    private volatile boolean betterAway;

    EventSources(
            IoSession io,
            @Nullable EventChannel only,
            Supplier<Optional<PortList>> ports,
            EventTyping.Declared declared) {
        this.io = io;
        this.only = only;
        this.all = List.of(
                new WebSocketSource(io.session(), declared),
                new RtspSource(io.session()),
                new PullPointSource(io.session()),
                new PortMonitorSource(io.session(), ports));
    }

    Optional<EventChannel> chosen() {
        return Optional.ofNullable(chosen).map(EventSource::channel);
    }

    void forget() {
        chosen = null;
    }

    /** Opens nothing any more; completes when nothing of what was opened is left on the device. */
    CompletableFuture<Void> leave() {
        return CompletableFuture.allOf(all.stream().map(EventSource::leave).toArray(CompletableFuture<?>[]::new));
    }

    CompletableFuture<EventSource.Session> open(
            CallContext context, Set<Wanted> wanted, EventSource.Listener listener) {
        return open(context, wanted, listener, next(), null);
    }

    /** Whether the next connection may be over the channel that does not say which of its events are states. */
    boolean needDeclarations() {
        return next().stream().anyMatch(source -> source.channel() == EventChannel.WEB_SOCKET);
    }

    private List<EventSource> next() {
        EventSource known = chosen;
        return known == null || betterAway ? candidates() : List.of(known);
    }

    private CompletableFuture<EventSource.Session> open(
            CallContext context,
            Set<Wanted> wanted,
            EventSource.Listener listener,
            List<EventSource> candidates,
            @Nullable ConnectionException passedOver) {
        EventSource first = candidates.get(0);
        return first.open(context, wanted, listener)
                .handle((session, failure) -> {
                    Throwable cause = DeviceSession.cause(failure);
                    // The port of RTSP is another one, which may be closed on the way.
                    ConnectionException away = first.channel() == EventChannel.RTSP_METADATA
                                    && cause instanceof ConnectionException unreachable
                            ? unreachable
                            : passedOver;
                    boolean lacks = cause instanceof UnsupportedCapabilityException || (cause != null && cause == away);
                    if (lacks && candidates.size() > 1) {
                        List<EventSource> others = candidates.subList(1, candidates.size());
                        return open(context, wanted, listener, others, away);
                    }
                    if (lacks && away != null) {
                        // All the device has: worth another attempt later.
                        throw away;
                    }
                    if (lacks && only == null) {
                        throw new UnsupportedCapabilityException(
                                context.failure("the device has no event stream over any channel")
                                        .advice("WebSocket came with AXIS OS 10.11")
                                        .cause(cause),
                                WebSocketSource.API);
                    }
                    if (failure != null) {
                        throw DeviceSession.thrown(failure);
                    }
                    chosen = first;
                    betterAway = passedOver != null;
                    return CompletableFuture.completedFuture(session);
                })
                .thenCompose(result -> result);
    }

    private List<EventSource> candidates() {
        if (only != null) {
            return all.stream().filter(source -> source.channel() == only).toList();
        }
        Capabilities capabilities =
                io.session().known().map(DeviceSession.Identity::capabilities).orElseThrow();
        boolean mayHaveWebSocket = !capabilities.listed() || capabilities.has(WebSocketSource.API);
        // RTSP is clear text: whoever asked for https does not get it without asking.
        boolean clearTextAllowed = !io.session().invoker().address().secure();
        return all.stream()
                .filter(source -> source.channel() != EventChannel.WEB_SOCKET || mayHaveWebSocket)
                .filter(source -> source.channel() != EventChannel.RTSP_METADATA || clearTextAllowed)
                .toList();
    }
}
