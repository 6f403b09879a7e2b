package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.internal.operation.LocalCalls.Pending;
import dev.openaxis.core.internal.operation.LocalCalls.Task;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task that begins on the loop and is ended by whoever it was given to. */
final class LoopTask<T> implements Task<T> {
    private final Panel panel;
    private final Consumer<Pending<T>> beginning;
    private final Consumer<Pending<T>> cancelling;
    private volatile @Nullable Pending<T> pending;

    /** A task that goes on though nobody waits for it any more. */
    LoopTask(Panel panel, Consumer<Pending<T>> beginning) {
        this(panel, beginning, whose -> {});
    }

    /**
     * A task.
     *
     * @param cancelling ends it on the loop, when nobody waits any more
     */
    LoopTask(Panel panel, Consumer<Pending<T>> beginning, Consumer<Pending<T>> cancelling) {
        this.panel = panel;
        this.beginning = beginning;
        this.cancelling = cancelling;
    }

    @Override
    public void begin(Pending<T> whose) {
        pending = whose;
        panel.onLoop(() -> {
            try {
                beginning.accept(whose);
            } catch (RuntimeException e) {
                whose.fail(e);
            }
        });
    }

    @Override
    public boolean cancel() {
        Pending<T> whose = pending;
        boolean cancelled = whose != null && whose.failNow(new CancellationException("the waiting was cancelled"));
        if (cancelled) {
            panel.onLoop(() -> cancelling.accept(whose));
        }
        return cancelled;
    }
}
