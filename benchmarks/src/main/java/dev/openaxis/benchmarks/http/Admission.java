package dev.openaxis.benchmarks.http;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Lets so many connections be in the making at once; the others wait in line. */
final class Admission {
    private final Deque<Runnable> line = new ArrayDeque<>();
    private int free;

    Admission(int atOnce) {
        free = atOnce;
    }

    /** Starts making a connection as soon as there is room for it. */
    void enter(Runnable start) {
        synchronized (this) {
            if (free == 0) {
                line.addLast(start);
                return;
            }
            free--;
        }
        start.run();
    }

    /** A connection is made: the next one starts. */
    void leave() {
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = line.pollFirst();
        free += next == null ? 1 : 0;
        return next;
    }
}
