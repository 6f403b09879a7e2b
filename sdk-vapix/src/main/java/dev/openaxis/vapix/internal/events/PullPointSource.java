package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.events.PullPointWire.PullLimits;
import dev.openaxis.vapix.internal.events.PullPointWire.Pulled;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.internal.service.ServiceFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An ONVIF pull point (ONVIF Core, event handling; {@link PullPointWire}). The device keeps the events of the subscription, and
 * holds the answer to a pull until there is one. No filter is used: what door controllers of the A1001 family make of one is not
 * known.
 */
final class PullPointSource implements EventSource {
    /** What an answer may take beyond the time the device may hold it; a device that died is found within both. */
    private static final Duration GRACE = Duration.ofSeconds(14);
    /** A device that answers at once with nothing is not asked again at once. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private final DeviceSession session;
    /** By whom each session tells: from the moment a subscription is asked for until it is ended. */
    private final Map<Listener, CompletableFuture<Void>> present = new ConcurrentHashMap<>();

    private volatile boolean leaving;

    PullPointSource(DeviceSession session) {
        this.session = session;
    }

    @Override
    public EventChannel channel() {
        return EventChannel.PULL_POINT;
    }

    @Override
    public CompletableFuture<Session> open(CallContext context, Set<Wanted> wanted, Listener listener) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        present.put(listener, gone);
        gone.whenComplete((done, never) -> present.remove(listener));
        if (leaving) {
            gone.complete(null);
            return CompletableFuture.failedFuture(closed(context));
        }
        PullPointWire wire = new PullPointWire(session);
        return wire.create(context)
                .whenComplete((subscribed, failure) -> {
                    if (failure != null) {
                        gone.complete(null);
                    }
                })
                .thenCompose(subscribed -> begin(context, new Connection(wire, subscribed, listener, gone)));
    }

    private CompletableFuture<Session> begin(CallContext context, Connection connection) {
        // Nobody would close it any more.
        context.onGiveUp(connection::close);
        if (leaving) {
            connection.close();
            return CompletableFuture.failedFuture(closed(context));
        }
        return connection.wire.synchronise(context, connection.subscription).handle((done, failure) -> {
            if (failure != null && !(DeviceSession.cause(failure) instanceof RefusedException)) {
                connection.close();
                throw DeviceSession.thrown(failure);
            }
            connection.pull();
            return connection;
        });
    }

    private static ClosedException closed(CallContext context) {
        return new ClosedException(context.failure("the device object is being closed"));
    }

    @Override
    public CompletableFuture<Void> leave() {
        leaving = true;
        return CompletableFuture.allOf(present.values().toArray(new CompletableFuture<?>[0]));
    }

    private final class Connection implements Session {
        private final PullPointWire wire;
        private final Element subscription;
        /** Half of what the device grants, like working clients do (observed). */
        private final Duration renewal;

        private final Listener listener;
        /** Completes when the device keeps nothing for it any more, as far as that can be had. */
        private final CompletableFuture<Void> gone;

        private PullLimits limits;
        /** Whether the device was asked for what it allows, by being asked for too much. */
        private boolean limitsNamed;

        private long renewedAt = System.nanoTime();
        private volatile Instant lastProof = Instant.now();
        private volatile boolean over;
        private volatile @Nullable CompletableFuture<?> underWay;

        Connection(
                PullPointWire wire,
                PullPointWire.Subscribed subscribed,
                Listener listener,
                CompletableFuture<Void> gone) {
            this.wire = wire;
            this.subscription = subscribed.id();
            this.renewal = subscribed.life().dividedBy(2);
            this.limits = PullLimits.NORMAL.within(subscribed.life().dividedBy(4));
            this.listener = listener;
            this.gone = gone;
        }

        /** One pull follows the other, on the loop or a callback thread; never two at once. */
        void pull() {
            if (over) {
                return;
            }
            long asked = System.nanoTime();
            boolean renew = asked - renewedAt > renewal.toNanos();
            PullLimits with = limits;
            CompletableFuture<Pulled> pulled = session.invoker()
                    .startInternally(described("events.pull")
                            .within(with.timeout().plus(GRACE))
                            .steps(context -> renew
                                    ? wire.renew(context, subscription).thenCompose(done -> {
                                        renewedAt = asked;
                                        return wire.pull(context, subscription, with);
                                    })
                                    : wire.pull(context, subscription, with)));
            underWay = pulled;
            pulled.whenComplete((answer, failure) -> {
                if (failure != null) {
                    failed(DeviceSession.cause(failure), with);
                } else if (!over) {
                    took(answer, asked);
                }
            });
        }

        private void took(Pulled answer, long asked) {
            lastProof = Instant.now();
            answer.odd().forEach(listener::odd);
            answer.notifications().forEach(listener::notification);
            boolean hasty = answer.notifications().isEmpty() && System.nanoTime() - asked < LEAST.toNanos();
            if (hasty) {
                session.invoker().loop().schedule(this::pull, LEAST.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                pull();
            }
        }

        private void failed(@Nullable Throwable cause, PullLimits with) {
            PullLimits less = cause instanceof RefusedException refused ? less(refused, with) : with;
            if (!less.equals(with)) {
                limits = less;
                pull();
            } else if (!over) {
                over = true;
                if (cause instanceof MalformedResponseException) {
                    // The device is there and goes on keeping events for it.
                    end(wire, subscription).whenComplete((done, ignored) -> gone.complete(null));
                } else {
                    gone.complete(null);
                }
                listener.lost(
                        cause instanceof AxisException known
                                ? known
                                : new ConnectionException(
                                        Failure.of(session.invoker().address(), "events.pull", "unforeseen: " + cause)
                                                .cause(cause)));
            }
        }

        /** A device that refuses what it named itself gets the small ones. */
        private PullLimits less(RefusedException refused, PullLimits with) {
            if (!ServiceFault.names(refused, "PullMessagesFaultResponse")) {
                return with;
            }
            PullLimits less = limitsNamed ? with.atMost(PullLimits.SMALL) : with.allowedBy(refused);
            limitsNamed = true;
            return less;
        }

        @Override
        public Instant lastProof() {
            return lastProof;
        }

        @Override
        public void close() {
            if (over) {
                return;
            }
            over = true;
            CompletableFuture<?> held = underWay;
            if (held != null) {
                held.cancel(false);
            }
            end(wire, subscription).whenComplete((done, ignored) -> gone.complete(null));
        }
    }

    /** Best effort: what is not ended ends by itself after ten minutes. */
    private CompletableFuture<Void> end(PullPointWire wire, Element subscription) {
        return session.invoker()
                .startInternally(
                        described("events.unsubscribe").steps(context -> wire.unsubscribe(context, subscription)));
    }

    private static Operation.Description described(String name) {
        return Operation.named(name, "ONVIF events", Effect.READ).role(Role.VIEWER, "not documented");
    }
}
