package dev.openaxis.core.internal.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many connections a runtime has in the making, so that thousands of devices that come back at once all get
 * theirs: TCP connects, whose packets and table entries routers drop in bursts, and TLS handshakes, which each cost
 * milliseconds of a core; a thousand at once would all take so long that devices give up on them.
 *
 * <p>Whoever hangs costs nothing, so after a time it does not count any more. Among those who wait actions go first, and
 * devices that could not be reached the last time go last: dead ones hold up nobody.
 */
public final class ConnectLimits {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectLimits.class);
    private static final int CONNECTS = 256;
    private static final int HANDSHAKES_PER_CORE = 32;

    /** Who goes first. */
    enum Rank {
        ACTION,
        POLL,
        UNREACHABLE
    }

    private record Waiting(EventLoop loop, Consumer<Place> start) {}

    final Gate connects = new Gate(CONNECTS, Duration.ofMillis(250));
    final Gate handshakes =
            new Gate(HANDSHAKES_PER_CORE * Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(1));

    /** Some places, and those who wait for one. */
    static final class Gate {
        private final Deque<Waiting> actions = new ArrayDeque<>();
        private final Deque<Waiting> polls = new ArrayDeque<>();
        private final Deque<Waiting> unreachable = new ArrayDeque<>();
        private final long countsNanos;
        private int free;

        Gate(int places, Duration counts) {
            free = places;
            countsNanos = counts.toNanos();
        }

        /** Runs the task on the loop when there is a place; the task must leave it. Called on that loop. */
        void pass(EventLoop loop, Rank rank, Consumer<Place> start) {
            synchronized (this) {
                if (free == 0) {
                    line(rank).addLast(new Waiting(loop, start));
                    return;
                }
                free--;
            }
            enter(loop, start);
        }

        private Deque<Waiting> line(Rank rank) {
            return switch (rank) {
                case ACTION -> actions;
                case POLL -> polls;
                case UNREACHABLE -> unreachable;
            };
        }

        private void enter(EventLoop loop, Consumer<Place> start) {
            Place place = new Place(this);
            loop.schedule(place::leave, countsNanos, TimeUnit.NANOSECONDS);
            start.accept(place);
        }

        private void next() {
            Waiting next;
            while ((next = nextOrFree()) != null) {
                Waiting lucky = next;
                try {
                    lucky.loop().execute(() -> enter(lucky.loop(), lucky.start()));
                    return;
                } catch (RejectedExecutionException e) {
                    LOG.debug("a loop is closed; its place goes to the one behind it");
                }
            }
        }

        private synchronized @Nullable Waiting nextOrFree() {
            for (Rank rank : Rank.values()) {
                Waiting next = line(rank).pollFirst();
                if (next != null) {
                    return next;
                }
            }
            free++;
            return null;
        }
    }

    /** Room for one connection in the making. Confined to its loop. */
    static final class Place {
        private final Gate gate;
        private boolean left;

        private Place(Gate gate) {
            this.gate = gate;
        }

        /** It is made, has failed, or hangs; only the first time counts. */
        void leave() {
            if (!left) {
                left = true;
                gate.next();
            }
        }
    }
}
