package dev.openaxis.testkit.internal;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code setStateSequence}, reference 02 section 3.4: once, in the background, the last state stays. */
final class StateSequences {
    private final EventExecutor loop;
    private final Map<Integer, ScheduledFuture<?>> running = new HashMap<>();

    StateSequences(EventExecutor loop) {
        this.loop = loop;
    }

    /**
     * One circuit state and the times around it.
     *
     * @param closed the circuit state to set
     * @param waitBefore milliseconds before it is set
     * @param waitAfter milliseconds it is held
     */
    record Step(boolean closed, int waitBefore, int waitAfter) {}

    /** Sets a circuit state at its moment. */
    @FunctionalInterface
    interface Setter {
        void set(boolean closed);
    }

    boolean isRunning(int port) {
        return running.containsKey(port);
    }

    void start(int port, List<Step> steps, Setter setter) {
        step(port, steps, 0, setter);
    }

    private void step(int port, List<Step> steps, int index, Setter setter) {
        if (index == steps.size()) {
            running.remove(port);
            return;
        }
        Step step = steps.get(index);
        after(step.waitBefore(), port, () -> {
            setter.set(step.closed());
            after(step.waitAfter(), port, () -> step(port, steps, index + 1, setter));
        });
    }

    private void after(int millis, int port, Runnable task) {
        if (millis == 0) {
            task.run();
        } else {
            running.put(port, loop.schedule(task, millis, TimeUnit.MILLISECONDS));
        }
    }

    /** Changing direction or normalState cancels a running sequence, reference 02 section 3.4 (documented). */
    void cancel(int port) {
        ScheduledFuture<?> next = running.remove(port);
        if (next != null) {
            next.cancel(false);
        }
    }

    void abort() {
        running.values().forEach(next -> next.cancel(false));
        running.clear();
    }
}
