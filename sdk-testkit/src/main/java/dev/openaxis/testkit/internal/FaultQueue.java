package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their request, oldest first. Used from the device's loop and from tests. */
public final class FaultQueue {
    private final List<Waiting> waiting = new ArrayList<>();

    private static final class Waiting {
        final FaultSpec spec;
        long left;

        Waiting(FaultSpec spec) {
            this.spec = spec;
            this.left = spec.times();
        }
    }

    /**
     * Adds a fault.
     *
     * @param spec the fault
     */
    public synchronized void add(FaultSpec spec) {
        waiting.add(new Waiting(spec));
    }

    /** Forgets all faults. */
    public synchronized void clear() {
        waiting.clear();
    }

    /**
     * Number of faults that still wait.
     *
     * @return 0 when all have happened
     */
    public synchronized int size() {
        return waiting.size();
    }

    /** Takes the first fault for this request. */
    synchronized @Nullable FaultSpec take(Incoming request, boolean authenticated, boolean digest) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting candidate = all.next();
            FaultSpec spec = candidate.spec;
            boolean phase = authenticated || spec.beforeAuthentication();
            boolean scheme = digest || spec.kind() != FaultSpec.Kind.STALE_NONCE;
            if (phase && scheme && request.target().startsWith(spec.pathPrefix()) && request.says(spec.words())) {
                candidate.left--;
                if (candidate.left <= 0) {
                    all.remove();
                }
                return spec;
            }
        }
        return null;
    }
}
