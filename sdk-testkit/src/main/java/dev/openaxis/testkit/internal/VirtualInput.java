package dev.openaxis.testkit.internal;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One virtual input or the manual trigger. Changed on the device's loop only. */
public final class VirtualInput {
    private volatile boolean active;
    private final AtomicLong activations = new AtomicLong();
    private @Nullable ScheduledFuture<?> end;

    /**
     * The present state.
     *
     * @return true if active
     */
    public boolean active() {
        return active;
    }

    /**
     * How often it really became active.
     *
     * @return count since the start
     */
    public long activations() {
        return activations.get();
    }

    /** Returns true if the state really changed. */
    boolean set(boolean newState) {
        if (active == newState) {
            return false;
        }
        active = newState;
        if (newState) {
            activations.incrementAndGet();
        }
        return true;
    }

    /** What ends the activation by itself; null for nothing. */
    void endWith(@Nullable ScheduledFuture<?> timer) {
        if (end != null) {
            end.cancel(false);
        }
        end = timer;
    }
}
