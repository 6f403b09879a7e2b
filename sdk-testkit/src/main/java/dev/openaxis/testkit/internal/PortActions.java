package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the actions of {@code port.cgi} on the device, reference 02 section 2.2 (observed on an A9210): the answer is
 * held until the action ends, it ends early when something else deactivates the port, and a second action on the same
 * port restarts the timer. Those of {@code io/virtualinput.cgi} are taken to work alike (inference).
 */
final class PortActions {
    private final EventExecutor loop;
    private final DeviceConfig config;
    private final Map<Integer, Running> running = new HashMap<>();

    PortActions(EventExecutor loop, DeviceConfig config) {
        this.loop = loop;
        this.config = config;
    }

    /** What an action activates and deactivates. */
    @FunctionalInterface
    interface Switch {
        void set(boolean active);
    }

    private static final class Running {
        final List<Runnable> ends = new ArrayList<>();

        @Nullable
        ScheduledFuture<?> next;

        void stop() {
            if (next != null) {
                next.cancel(false);
            }
        }

        void end() {
            ends.forEach(Runnable::run);
            ends.clear();
        }
    }

    /** Starts an action on a port of this number; {@code ended} runs when its answer is due. */
    void run(int port, Switch target, List<ActionGrammar.Step> steps, Runnable ended) {
        Running now = new Running();
        Running before = running.remove(port);
        if (before != null) {
            before.stop();
            if (config.is(Variant.HELD_ANSWER_FOLLOWS_RESTART) && steps.size() > 1) {
                now.ends.addAll(before.ends);
                before.ends.clear();
            }
        }
        boolean answerAtOnce = config.is(Variant.PULSE_ANSWERED_AT_ONCE);
        if (!answerAtOnce) {
            now.ends.add(ended);
        }
        running.put(port, now);
        step(port, target, steps, 0, now);
        if (before != null) {
            before.end();
        }
        if (answerAtOnce) {
            ended.run();
        }
    }

    private void step(int port, Switch target, List<ActionGrammar.Step> steps, int index, Running mine) {
        ActionGrammar.Step step = steps.get(index);
        target.set(step.active());
        if (index == steps.size() - 1) {
            running.remove(port, mine);
            mine.end();
            return;
        }
        mine.next = loop.schedule(
                () -> step(port, target, steps, index + 1, mine), step.waitMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something else wrote the port's state: a running action ends early once the port is inactive. */
    void writtenByOthers(Port port) {
        if (!port.active() || !port.isOutput()) {
            end(port.index());
        }
    }

    /** The action running on a port ends here; its answer is due. */
    void end(int port) {
        Running mine = running.remove(port);
        if (mine != null) {
            mine.stop();
            mine.end();
        }
    }

    /** Forgets everything without answering: the device restarts or stops. */
    void abort() {
        running.values().forEach(Running::stop);
        running.clear();
    }
}
