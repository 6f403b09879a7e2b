package dev.openaxis.core.internal.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds how many TLS handshakes a runtime has under way. Each costs milliseconds of a core; a thousand at once would all
 * take so long that devices give up on them. Actions go before polls, else first come, first served. Devices that do not even accept a connection never
 * get here, so they hold up nobody.
 */
public final class HandshakeLimiter {
    private static final int PER_CORE = 32;

    private record Waiting(EventLoop loop, Runnable start) {}

    private final Deque<Waiting> actions = new ArrayDeque<>();
    private final Deque<Waiting> polls = new ArrayDeque<>();
    private int free = PER_CORE * Runtime.getRuntime().availableProcessors();

    /** Runs the task on the loop when there is room; it must lead to one {@link #done}. */
    void start(EventLoop loop, boolean action, Runnable start) {
        synchronized (this) {
            if (free == 0) {
                (action ? actions : polls).addLast(new Waiting(loop, start));
                return;
            }
            free--;
        }
        start.run();
    }

    /** A handshake is over, or was not made after all. */
    void done() {
        Waiting next;
        synchronized (this) {
            next = actions.isEmpty() ? polls.pollFirst() : actions.pollFirst();
            if (next == null) {
                free++;
                return;
            }
        }
        try {
            next.loop().execute(next.start());
        } catch (java.util.concurrent.RejectedExecutionException e) {
            // Its loop is closed; the place goes to the one behind it.
            done();
        }
    }
}
