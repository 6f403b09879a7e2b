package dev.openaxis.core.internal.live;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.BlockedException;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.UnsupportedCapabilityException;
import java.util.concurrent.ThreadLocalRandom;

/** Decides whether a connection that failed is tried again, and when. Used on the device's event loop only. */
final class Retries {
    /** Devices answer 401 while they boot, so one refusal does not end a stream. */
    private static final int REFUSALS_TO_END = 3;

    private final LiveTiming timing;
    private int attempts;
    private int refusals;
    private int missing;
    private long missingSince;
    private boolean wasUp;

    Retries(LiveTiming timing) {
        this.timing = timing;
    }

    /** Counts a refused connection; says whether another attempt is no use. */
    boolean hopeless(AxisException cause) {
        boolean login = cause instanceof AuthenticationException || cause instanceof AuthorizationException;
        refusals = login ? refusals + 1 : 0;
        return refusals >= REFUSALS_TO_END
                || cause instanceof TlsTrustException
                || cause instanceof SetupNeededException
                || gone(cause);
    }

    /** What was there may be missing while a device boots; only if it stays away for some time it is gone. */
    private boolean gone(AxisException cause) {
        boolean unsupported = cause instanceof UnsupportedCapabilityException;
        missing = unsupported ? missing + 1 : 0;
        long now = System.nanoTime();
        missingSince = missing == 1 ? now : missingSince;
        boolean forLong = now - missingSince >= timing.lastDelay().toNanos();
        return unsupported && (!wasUp || (missing >= REFUSALS_TO_END && forLong));
    }

    /** Nanoseconds until the next attempt, longer each time. */
    long nextDelay(AxisException cause) {
        long base = timing.firstDelay().toNanos() << Math.min(attempts, 20);
        base = base <= 0
                ? timing.lastDelay().toNanos()
                : Math.min(base, timing.lastDelay().toNanos());
        attempts++;
        // Full devices come back together after a power cut: spread them over half of the delay.
        long delay = base / 2 + ThreadLocalRandom.current().nextLong(base / 2 + 1);
        if (cause instanceof BlockedException blocked) {
            delay = Math.max(delay, blocked.retryAfter().toNanos());
        }
        return delay;
    }

    /** The device let the client in. */
    void connected() {
        refusals = 0;
        missing = 0;
        wasUp = true;
    }

    /** The connection held until the states were compared. */
    void synchronised() {
        attempts = 0;
    }

    void reset() {
        attempts = 0;
        refusals = 0;
        missing = 0;
        wasUp = false;
    }
}
