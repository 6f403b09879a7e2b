package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.internal.operation.LocalCalls.Pending;
import dev.openaxis.core.internal.operation.LocalCalls.Task;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task that begins on the loop and is ended by whoever it was given to. Who cancels it stops waiting; what was begun goes on. */
final class LoopTask<T> implements Task<T> {
    private final Panel panel;
    private final Consumer<Pending<T>> beginning;
    private volatile @Nullable Pending<T> pending;

    LoopTask(Panel panel, Consumer<Pending<T>> beginning) {
        this.panel = panel;
        this.beginning = beginning;
    }

    @Override
    public void begin(Pending<T> whose) {
        pending = whose;
        panel.onLoop(() -> beginning.accept(whose));
    }

    @Override
    public boolean cancel() {
        Pending<T> whose = pending;
        return whose != null && whose.failNow(new CancellationException("the waiting was cancelled; a change goes on"));
    }
}
