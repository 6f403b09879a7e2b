package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.internal.panel.LinkOwner.Interruption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a device is there, since when, and when it is looked for again if it is not. */
final class Presence {
    private static final long STEADY = Duration.ofSeconds(10).toNanos();
    private static final int[] PAUSES = {0, 1, 2, 5, 10};
    private static final int PAUSE_IF_REFUSED = 60;

    private final long offlineAfter;
    private boolean online;
    private long heardAt;
    /** So long, beyond what is usual, nothing was to be said to it from then on. */
    private long silence;

    private long onlineSince;
    private @Nullable Interruption interruption;
    private int failures;
    private long retryAt;

    Presence(Duration offlineAfter) {
        this.offlineAfter = offlineAfter.toNanos();
    }

    boolean isOnline() {
        return online;
    }

    /** When it was last heard. */
    long heardAt() {
        return heardAt;
    }

    void heard(long now) {
        heardAt = now;
        silence = 0;
    }

    /** It wants to be left alone for so long, in nanoseconds; until it is heard again, it is missed later by as much. */
    void wantsSilence(long nanos) {
        silence = nanos;
    }

    /** When it is offline unless it is heard before. */
    long offlineAt() {
        return online ? heardAt + silence + offlineAfter : Long.MAX_VALUE;
    }

    /** When it is looked for again. */
    long retryAt() {
        return retryAt;
    }

    void retryAt(long when) {
        retryAt = when;
    }

    /** Whether it was looked for in vain. */
    boolean isMissed() {
        return !online && failures > 0;
    }

    /** Whether it has not failed since it was online. */
    boolean isUnblemished() {
        return failures == 0;
    }

    /** It can be used; what was in between. */
    Optional<Interruption> begin() {
        online = true;
        onlineSince = heardAt;
        Optional<Interruption> between = Optional.ofNullable(interruption);
        interruption = null;
        return between;
    }

    /** It begins anew and is still there: soon, unless it does so again and again. */
    void restart() {
        failures = online && heardAt - onlineSince > STEADY ? 0 : failures + 1;
        retryAt = heardAt + pause();
        if (online) {
            interrupt();
        }
    }

    /** It is not there, or cannot be used. */
    void end(long now) {
        if (online) {
            interrupt();
            failures = 1;
        }
        online = false;
        retryAt = now + pause();
    }

    /** Events may be lost from now on, or have been before. */
    private void interrupt() {
        if (interruption == null) {
            interruption = new Interruption(heardAt);
        }
    }

    /** One more attempt in vain. A device without power is looked for often enough to be there soon after it is back. */
    void failed() {
        failures = Math.min(failures + 1, PAUSES.length - 1);
    }

    /** Asking soon is of no use. */
    void failedForLong() {
        failures = Math.max(failures, PAUSES.length - 1);
    }

    /** It refused every key; asking often would be a nuisance, and help who listens. */
    void refused() {
        failures = Math.max(failures + 1, PAUSES.length - 1);
    }

    /** It has proved its key: what failed before was not for long, though it may fail once more. */
    void proved() {
        failures = Math.min(failures, 1);
    }

    /** There is a reason to look for it now. */
    void hope(long now) {
        failures = 0;
        retryAt = now;
    }

    private long pause() {
        int seconds = failures < PAUSES.length ? PAUSES[failures] : PAUSE_IF_REFUSED;
        return Duration.ofSeconds(seconds).toNanos();
    }
}
