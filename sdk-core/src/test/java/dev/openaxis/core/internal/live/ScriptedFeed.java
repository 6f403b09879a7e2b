package dev.openaxis.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.PointId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A feed whose connections and reads a test answers one by one. */
final class ScriptedFeed implements Feed {
    /** One attempt to connect. */
    static final class Opening implements Session {
        final Sink sink;
        final CompletableFuture<Session> result = new CompletableFuture<>();
        volatile Instant lastProof = Instant.now();
        volatile Optional<String> bootId = Optional.empty();
        volatile boolean closed;
        volatile Set<Wanted> wanted;
        final long at = System.nanoTime();

        Opening(Sink sink, Set<Wanted> wanted) {
            this.sink = sink;
            this.wanted = wanted;
        }

        void succeed() {
            result.complete(this);
        }

        void fail(AxisException cause) {
            result.completeExceptionally(cause);
        }

        void events(DeviceEvent... events) {
            for (DeviceEvent event : events) {
                sink.event(event);
            }
        }

        void lose() {
            sink.lost(connection());
        }

        @Override
        public Instant lastProof() {
            return lastProof;
        }

        @Override
        public Optional<String> bootId() {
            return bootId;
        }

        @Override
        public void want(Set<Wanted> all) {
            wanted = all;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** One read. */
    static final class Reading {
        final CompletableFuture<List<DeviceEvent>> result = new CompletableFuture<>();
        final long at = System.nanoTime();

        void answer(DeviceEvent... states) {
            result.complete(List.of(states));
        }

        void fail() {
            result.completeExceptionally(connection());
        }
    }

    private final BlockingQueue<Opening> openings = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    volatile boolean mayBeStarting;

    static ConnectionException connection() {
        return new ConnectionException(Failure.of("test", "events", "the connection broke"));
    }

    /** The next attempt to connect. */
    Opening opening() {
        return next(openings);
    }

    /** The next read. */
    Reading reading() {
        return next(readings);
    }

    /** Whether an attempt to connect comes within the time. */
    boolean opensWithin(long millis) {
        return comesWithin(openings, millis);
    }

    /** Whether a read comes within the time. */
    boolean readsWithin(long millis) {
        return comesWithin(readings, millis);
    }

    private static <T> boolean comesWithin(BlockingQueue<T> queue, long millis) {
        try {
            return queue.poll(millis, TimeUnit.MILLISECONDS) != null;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(5, TimeUnit.SECONDS);
            assertThat(next).as("the stream did nothing").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public CompletableFuture<Session> open(Sink sink, Set<Wanted> wanted) {
        opened.incrementAndGet();
        Opening opening = new Opening(sink, wanted);
        openings.add(opening);
        return opening.result;
    }

    @Override
    public boolean mayBeStarting() {
        return mayBeStarting;
    }

    @Override
    public CompletableFuture<List<DeviceEvent>> read() {
        reads.incrementAndGet();
        Reading reading = new Reading();
        readings.add(reading);
        return reading.result;
    }

    @Override
    public Optional<PointId> pointOf(DeviceEvent event) {
        String port = event.source().get("port");
        return port == null ? Optional.empty() : Optional.of(new PointId(event.serial(), "port", port, "topology"));
    }

    /** A read tells every port. */
    @Override
    public boolean missing(DeviceEvent known) {
        return pointOf(known).isPresent();
    }

    @Override
    public String valueOf(DeviceEvent event) {
        return event.data().getOrDefault("state", "");
    }
}
