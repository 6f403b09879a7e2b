package dev.openaxis.vapix.internal.events;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The requests one stream holds open at a device. Its end cancels every one of them, also one that is started meanwhile. */
final class HeldRequests {
    /** Guarded by itself. */
    private final List<CompletableFuture<?>> held = new ArrayList<>();

    private volatile boolean over;

    /** Belongs to the stream from now on; cancelled at once if that is over. */
    void add(CompletableFuture<?> request) {
        synchronized (held) {
            if (!over) {
                held.add(request);
                return;
            }
        }
        request.cancel(false);
    }

    /** Ends all of them; {@code false} if that has happened before. */
    boolean end() {
        List<CompletableFuture<?>> all;
        synchronized (held) {
            if (over) {
                return false;
            }
            over = true;
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(request -> request.cancel(false));
        return true;
    }

    /** Whether the stream has ended. */
    boolean over() {
        return over;
    }
}
