package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The newest requests of a device, and the ones a test has not taken yet. */
final class RequestLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<ReceivedRequest> all = new ArrayDeque<>();
    private final Deque<ReceivedRequest> untaken = new ArrayDeque<>();
    private final int limit;

    RequestLog(int limit) {
        this.limit = limit;
    }

    void add(ReceivedRequest request) {
        lock.lock();
        try {
            append(all, request);
            append(untaken, request);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void append(Deque<ReceivedRequest> log, ReceivedRequest request) {
        if (limit == 0) {
            return;
        }
        if (log.size() == limit) {
            log.removeFirst();
        }
        log.addLast(request);
    }

    List<ReceivedRequest> all() {
        lock.lock();
        try {
            return new ArrayList<>(all);
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    ReceivedRequest take(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (untaken.isEmpty()) {
                if (left <= 0) {
                    return null;
                }
                left = arrived.awaitNanos(left);
            }
            return untaken.removeFirst();
        } finally {
            lock.unlock();
        }
    }
}
