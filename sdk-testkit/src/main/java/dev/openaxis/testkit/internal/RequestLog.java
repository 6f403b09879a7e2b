package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The newest requests of a device, and the ones a test has not taken yet; bounded in number and bytes. */
final class RequestLog {
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Entry> all = new ArrayDeque<>();
    private final Deque<Entry> untaken = new ArrayDeque<>();
    private final int limit;
    private long bytes;

    /**
     * A request and its size.
     *
     * @param request the request
     * @param size bytes of its body
     */
    private record Entry(ReceivedRequest request, int size) {}

    RequestLog(int limit) {
        this.limit = limit;
    }

    void add(ReceivedRequest request, int size) {
        if (limit == 0) {
            return;
        }
        lock.lock();
        try {
            Entry entry = new Entry(request, size);
            all.addLast(entry);
            untaken.addLast(entry);
            bytes += size;
            while (all.size() > limit || bytes > MAX_BYTES) {
                Entry oldest = all.removeFirst();
                bytes -= oldest.size();
                if (oldest.equals(untaken.peekFirst())) {
                    untaken.removeFirst();
                }
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedRequest> all() {
        lock.lock();
        try {
            return all.stream().map(Entry::request).toList();
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
            return untaken.removeFirst().request();
        } finally {
            lock.unlock();
        }
    }
}
