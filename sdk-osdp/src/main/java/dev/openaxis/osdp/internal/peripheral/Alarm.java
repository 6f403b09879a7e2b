package dev.openaxis.osdp.internal.peripheral;

import java.time.Duration;

/** Something that happens after a time unless it is put off. Nobody is woken by it: it is asked. */
final class Alarm {
    static final long NEVER = Long.MAX_VALUE;

    private boolean set;
    private long at;

    void in(Duration time, long now) {
        set = true;
        at = now + time.toNanos();
    }

    void clear() {
        set = false;
    }

    boolean isSet() {
        return set;
    }

    /** Whether it went off; it does so once. */
    boolean rings(long now) {
        boolean rings = set && at - now <= 0;
        set &= !rings;
        return rings;
    }

    /** Nanoseconds to wait, 0 or more, or {@link #NEVER}. */
    long remaining(long now) {
        return set ? Math.max(0, at - now) : NEVER;
    }
}
