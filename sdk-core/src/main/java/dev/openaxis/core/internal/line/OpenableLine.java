package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What every line does the same way: it is open at most once at a time, any thread can close it at any moment, and who hears it
 * is told once, on the loop, that it is over. Each time it is opened is an {@link Opening} of its own, so that what is left of the
 * last one cannot disturb the next.
 *
 * @param <O> what an opening holds
 */
public abstract class OpenableLine<O extends Opening> implements ByteLine {
    /** Standard rates reach from 300 to 460,800 bits per second; the last is a vendor extension of OSDP readers. */
    private static final int SLOWEST = 300;

    private static final int FASTEST = 460_800;

    private final AtomicReference<@Nullable O> current = new AtomicReference<>();

    /** Makes what an opening holds; does nothing yet. */
    protected abstract O opening(LineListener listener);

    /** Begins to open. On the loop. */
    protected abstract void begin(O opening);

    /** The opening that is not over, or {@code null}. */
    protected final @Nullable O current() {
        return current.get();
    }

    @Override
    public final void open(LineListener listener) {
        O opening = opening(listener);
        if (!current.compareAndSet(null, opening)) {
            throw new IllegalStateException(name() + " is open or opening");
        }
        try {
            loop().execute(() -> {
                if (!opening.isOver()) {
                    begin(opening);
                }
            });
        } catch (RejectedExecutionException e) {
            forget(opening);
            throw new ClosedException(Failure.of(name(), "line.open", "the loop of this line has ended")
                    .cause(e));
        }
    }

    @Override
    public void close() {
        end(null);
    }

    /** Ends what is open, if anything is. By any thread. */
    protected final void end(@Nullable AxisException cause) {
        O opening = current.get();
        if (opening != null) {
            opening.end(cause);
        }
    }

    /** From now on the line can be opened again. */
    final void forget(Opening opening) {
        current.compareAndSet(cast(opening), null);
    }

    @SuppressWarnings("unchecked") // compared only
    private O cast(Opening opening) {
        return (O) opening;
    }

    /** Refuses what only the loop may do. */
    protected final void requireLoop(String what) {
        if (!loop().inLoop()) {
            throw new IllegalStateException(name() + ": " + what + " is for its loop only");
        }
    }

    /** Refuses rates no line has. */
    public static int requireRate(int bitsPerSecond) {
        if (bitsPerSecond < SLOWEST || bitsPerSecond > FASTEST) {
            throw new IllegalArgumentException("bits per second out of range 300 to 460800: " + bitsPerSecond);
        }
        return bitsPerSecond;
    }

    @Override
    public String toString() {
        return name();
    }
}
