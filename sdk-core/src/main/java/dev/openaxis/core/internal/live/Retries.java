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
    private static final int TIMES_TO_END = 3;

    /** Failures of one kind, one after the other. */
    private static final class Row {
        private int length;
        private long since;

        void count(boolean another) {
            length = another ? length + 1 : 0;
            since = length == 1 ? System.nanoTime() : since;
        }

        boolean ended() {
            return length >= TIMES_TO_END;
        }

        boolean lasted(long nanos) {
            return ended() && System.nanoTime() - since >= nanos;
        }
    }

    private final LiveTiming timing;
    private final Row refusals = new Row();
    private final Row missing = new Row();
    private int attempts;
    private boolean wasUp;

    Retries(LiveTiming timing) {
        this.timing = timing;
    }

    /**
     * Counts a failed connection; says whether another attempt is no use.
     *
     * @param mayBeStarting whether the device may refuse an account only because it is not ready; that is believed for as long as
     *     the longest delay, in which a wrong password is tried a handful of times, far too rarely for a device to block the client
     */
    boolean hopeless(AxisException cause, boolean mayBeStarting) {
        long patience = timing.lastDelay().toNanos();
        refusals.count(cause instanceof AuthenticationException || cause instanceof AuthorizationException);
        missing.count(cause instanceof UnsupportedCapabilityException);
        // What was there may be missing while a device boots; only if it stays away for some time it is gone.
        boolean gone = cause instanceof UnsupportedCapabilityException && (!wasUp || missing.lasted(patience));
        return gone
                || (mayBeStarting ? refusals.lasted(patience) : refusals.ended())
                || cause instanceof TlsTrustException
                || cause instanceof SetupNeededException;
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
        refusals.count(false);
        missing.count(false);
        wasUp = true;
    }

    /** The connection held until the states were compared. */
    void synchronised() {
        attempts = 0;
    }

    void reset() {
        connected();
        attempts = 0;
        wasUp = false;
    }
}
