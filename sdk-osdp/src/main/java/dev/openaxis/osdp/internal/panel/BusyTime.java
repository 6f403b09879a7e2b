package dev.openaxis.osdp.internal.panel;

import java.time.Duration;

/**
 * For how long a device has been too busy for one command: the time it took to be told so, and to wait then. What is spent waiting for
 * answers that do not come is not among it.
 */
final class BusyTime {
    /** Eight times 800 ms, as libosdp waits. */
    private static final long LONGEST = Duration.ofMillis(6_400).toNanos();

    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private boolean busy;
    private long spent;
    private long askedAt;

    /** Another command. */
    void begin() {
        busy = false;
        spent = 0;
    }

    /** It goes out. */
    void asked(long now) {
        spent += busy ? now - askedAt : 0;
        busy = false;
        askedAt = now;
    }

    /** The device is busy; {@code false} if it has been for too long. */
    boolean wasBusy() {
        busy = true;
        return spent < LONGEST;
    }

    /** When to ask a device that is busy again. */
    long repeatAt() {
        return askedAt + PAUSE;
    }
}
