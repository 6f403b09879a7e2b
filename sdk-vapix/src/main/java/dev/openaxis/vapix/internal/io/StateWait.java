package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.events.EventFeed;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Waiting until a port is in a state: an event tells when, and a read then tells the whole port. Where no event would tell,
 * reads now and then do it alone.
 */
final class StateWait {
    private static final Duration POLL = Duration.ofMillis(500);
    /** Not every device has the topic, so it is looked now and then even while the stream is up. */
    private static final int POLLS_WHILE_LIVE = 4;

    private final IoSession io;
    private final CallContext context;
    private final PortId id;
    private final PortState wanted;
    private final CompletableFuture<Port> reached = new CompletableFuture<>();

    StateWait(IoSession io, CallContext context, PortId id, PortState wanted) {
        this.io = io;
        this.context = context;
        this.id = id;
        this.wanted = wanted;
    }

    /** Waits until the deadline; the port was not in that state a moment ago. */
    CompletableFuture<Port> run() {
        context.awaits(id + " did not become " + wanted + " before the deadline");
        context.onGiveUp(() -> reached.cancel(false));
        if (EventFeed.supported(io.session())) {
            watch();
        }
        look(1);
        return reached;
    }

    private boolean over() {
        return reached.isDone() || context.left().compareTo(Duration.ZERO) <= 0;
    }

    private void look(int turn) {
        if (over()) {
            return;
        }
        context.pause(POLL).thenRun(() -> {
            if (over()) {
                return;
            }
            if (io.stream().live() && turn % POLLS_WHILE_LIVE != 0) {
                look(turn + 1);
            } else {
                read(port -> port.state() == wanted, () -> look(turn + 1), () -> look(turn + 1));
            }
        });
    }

    private void watch() {
        Instant from = Instant.now();
        Subscription subscription = io.stream().subscribeOnLoop(item -> {
            if (item instanceof LiveItem.Happened happened
                    && happened.event() instanceof PortEvent event
                    && event.port().equals(id)
                    && event.state() == wanted) {
                // What was known before may be over; what comes now was waited for, even if the read finds it over.
                boolean now = happened.origin() == LiveItem.Origin.NOTIFIED
                        && happened.receivedAt().isAfter(from);
                afterEvent(port -> now || port.state() == wanted);
            }
        });
        reached.whenComplete((port, failure) -> subscription.close());
    }

    private void afterEvent(Predicate<Port> enough) {
        if (!over()) {
            read(enough, () -> {}, () -> context.pause(POLL).thenRun(() -> afterEvent(enough)));
        }
    }

    /**
     * Reads the port.
     *
     * @param enough whether it is what was waited for
     * @param otherwise if it is not
     * @param unread if it could not be read just now: a device that is away may come back in the wanted state
     */
    private void read(Predicate<Port> enough, Runnable otherwise, Runnable unread) {
        IoOperations.read(io, context, id).whenComplete((port, failure) -> {
            Throwable cause = DeviceSession.cause(failure);
            if (cause != null && !passes(cause)) {
                reached.completeExceptionally(cause);
            } else if (cause != null) {
                unread.run();
            } else if (enough.test(port)) {
                reached.complete(port);
            } else {
                otherwise.run();
            }
        });
    }

    /** Whether a failed read may succeed later: the device is away, starting, or busy. */
    private static boolean passes(Throwable cause) {
        return cause instanceof ConnectionException
                || cause instanceof DeadlineExceededException
                || (cause instanceof RefusedException refused && refused.code() >= 500 && refused.code() < 600);
    }
}
