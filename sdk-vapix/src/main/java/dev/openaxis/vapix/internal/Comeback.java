package dev.openaxis.vapix.internal;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.system.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waiting until a device is ready, possibly after a restart: it goes away, answers again, and says that it is ready. A
 * restart that fits between two questions shows in the boot id and the uptime of newer devices (spec: systemready-api;
 * the order of things observed).
 */
final class Comeback {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A device that is going down can leave a question unanswered. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Readiness READY =
            new Readiness(true, false, Optional.empty(), Optional.empty(), Optional.empty());

    private final DeviceSession session;
    private final CallContext context;
    private final @Nullable Readiness before;
    private final CompletableFuture<Readiness> back = new CompletableFuture<>();
    /** Whether the device is known to have gone down since; if nobody restarts it, being ready is enough. */
    private boolean restarted;

    private boolean saysReady = true;

    private Comeback(DeviceSession session, CallContext context, boolean restarted, @Nullable Readiness before) {
        this.session = session;
        this.context = context;
        this.restarted = restarted;
        this.before = before;
    }

    /** Waits until the device is ready. */
    static CompletableFuture<Readiness> untilReady(DeviceSession session, CallContext context) {
        return new Comeback(session, context, true, null).run("the device did not become ready in time");
    }

    /**
     * Waits until the device has restarted and is ready.
     *
     * @param before what it said before the restart, or {@code null} where it cannot say
     */
    static CompletableFuture<Readiness> afterRestart(
            DeviceSession session, CallContext context, @Nullable Readiness before) {
        return new Comeback(session, context, false, before)
                .run("the device was not seen to restart and become ready again in time");
    }

    private CompletableFuture<Readiness> run(String ifNot) {
        context.awaits(ifNot);
        context.onGiveUp(() -> back.cancel(false));
        ask();
        return back;
    }

    private void ask() {
        if (back.isDone() || context.left().compareTo(Duration.ZERO) <= 0) {
            return;
        }
        (saysReady ? readiness() : anyAnswer()).whenComplete(this::judge);
    }

    private CompletableFuture<Readiness> readiness() {
        return context.exchange(SystemOperations.readyRequest(context), context.leftAtMost(ANSWER))
                .response()
                .thenApply(response -> SystemOperations.readiness(session, context, response));
    }

    /** Devices without the API are ready when they answer an ordinary question (spec: systemready-api replaced this). */
    private CompletableFuture<Readiness> anyAnswer() {
        return ParamCgi.list(session, context, List.of("root.Brand")).thenApply(list -> READY);
    }

    private void judge(@Nullable Readiness now, @Nullable Throwable failure) {
        Throwable cause = DeviceSession.cause(failure);
        if (now != null) {
            restarted |= !now.ready() || anotherBoot(now);
            if (restarted && now.ready()) {
                back.complete(now);
                return;
            }
        } else if (cause instanceof UnsupportedCapabilityException && saysReady) {
            saysReady = false;
        } else if (cause instanceof AxisException && !isFinal(cause)) {
            restarted = true;
        } else if (cause != null) {
            back.completeExceptionally(cause);
            return;
        }
        context.pause(POLL).thenRun(this::ask);
    }

    private boolean anotherBoot(Readiness now) {
        Readiness then = before;
        if (then == null) {
            return false;
        }
        boolean otherId = now.bootId().isPresent()
                && then.bootId().isPresent()
                && !now.bootId().equals(then.bootId());
        boolean youngerThanBefore = now.uptime().isPresent()
                && then.uptime().isPresent()
                && now.uptime().get().compareTo(then.uptime().get()) < 0;
        return otherId || youngerThanBefore;
    }

    /** What no waiting mends. A log-in that is refused is not among it: devices do that while they start. */
    private static boolean isFinal(Throwable cause) {
        return cause instanceof TlsTrustException
                || cause instanceof NotAnAxisDeviceException
                || cause instanceof ClosedException;
    }
}
