package dev.openaxis.testkit.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The present boot of a device, and who waits until it is ready. Changes on the device's loop. */
final class Boot {
    private final Clock clock;
    private final DeviceLoop loop;
    private final List<Waiter> waiters = new ArrayList<>();
    private volatile String id = UUID.randomUUID().toString();
    private volatile boolean ready = true;
    private boolean ending;
    private Instant since;
    private long restarts;

    /** Somebody who waits for readiness; compared by identity. */
    private static final class Waiter {
        final Runnable task;

        Waiter(Runnable task) {
            this.task = task;
        }
    }

    Boot(Clock clock, DeviceLoop loop) {
        this.clock = clock;
        this.loop = loop;
        this.since = clock.instant();
    }

    /** The end of this boot is decided and near. */
    void announceEnd() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /** The device goes down; nobody who waited is answered. */
    void end() {
        restarts++;
        ending = false;
        ready = false;
        waiters.clear();
    }

    /** The device comes up under a new identifier, not ready yet. */
    void begin() {
        id = UUID.randomUUID().toString();
        since = clock.instant();
    }

    void becomeReady() {
        ready = true;
        List<Waiter> due = new ArrayList<>(waiters);
        waiters.clear();
        due.forEach(waiter -> waiter.task.run());
    }

    /** Runs the task when the device is ready, at the latest after the given time. */
    void whenReady(long seconds, Runnable task) {
        if (ready || seconds == 0) {
            task.run();
            return;
        }
        Waiter waiter = new Waiter(task);
        waiters.add(waiter);
        loop.schedule(TimeUnit.SECONDS.toNanos(seconds), () -> {
            if (waiters.remove(waiter)) {
                task.run();
            }
        });
    }

    /** Runs the task after a time, unless the device restarted meanwhile: what it had begun went with its memory. */
    void later(long nanos, Runnable task) {
        long mine = restarts;
        loop.schedule(nanos, () -> {
            if (mine == restarts) {
                task.run();
            }
        });
    }

    String id() {
        return id;
    }

    boolean ready() {
        return ready;
    }

    long uptimeSeconds() {
        return Duration.between(since, clock.instant()).toSeconds();
    }
}
