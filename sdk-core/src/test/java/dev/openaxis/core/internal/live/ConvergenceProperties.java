package dev.openaxis.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.internal.http.EventLoops;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.PointId;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens in whatever order: in the end every subscriber knows the truth, and no sequence lies. */
class ConvergenceProperties {
    private static final LiveTiming TIMING = new LiveTiming(
            Duration.ofMillis(4),
            Duration.ofMillis(20),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofSeconds(10));

    private static EventLoop loop;
    private static ExecutorService callbacks;

    @BeforeContainer
    static void start() {
        loop = EventLoops.create(1, ConvergenceProperties::daemon).next();
        callbacks = Executors.newFixedThreadPool(2, ConvergenceProperties::daemon);
    }

    @AfterContainer
    static void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        callbacks.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "convergence");
        thread.setDaemon(true);
        return thread;
    }

    enum Kind {
        CHANGE,
        SILENT_CHANGE,
        MOMENT,
        HINT,
        LOSE,
        OPEN,
        REFUSE,
        TAKE_READ,
        ANSWER_READ,
        FAIL_READ,
        DEMAND,
        LATE_SUBSCRIBER,
        SETTLE,
        WAIT
    }

    record Step(Kind kind, int port) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(12, Kind.CHANGE),
                net.jqwik.api.Tuple.of(2, Kind.SILENT_CHANGE),
                net.jqwik.api.Tuple.of(3, Kind.MOMENT),
                net.jqwik.api.Tuple.of(3, Kind.HINT),
                net.jqwik.api.Tuple.of(3, Kind.LOSE),
                net.jqwik.api.Tuple.of(4, Kind.OPEN),
                net.jqwik.api.Tuple.of(1, Kind.REFUSE),
                net.jqwik.api.Tuple.of(4, Kind.TAKE_READ),
                net.jqwik.api.Tuple.of(4, Kind.ANSWER_READ),
                net.jqwik.api.Tuple.of(1, Kind.FAIL_READ),
                net.jqwik.api.Tuple.of(2, Kind.DEMAND),
                net.jqwik.api.Tuple.of(1, Kind.LATE_SUBSCRIBER),
                net.jqwik.api.Tuple.of(3, Kind.SETTLE),
                net.jqwik.api.Tuple.of(2, Kind.WAIT));
        return Arbitraries.integers()
                .between(0, 3)
                .flatMap(port -> kinds.map(kind -> new Step(kind, port)))
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void everySubscriber_learnsTheTruthInTheEnd(@ForAll("steps") List<Step> steps) {
        Device device = new Device();
        LiveStream stream = new LiveStream(device, loop, callbacks, TIMING);
        device.stream = stream;
        List<Watcher> watchers = new ArrayList<>();
        watchers.add(new Watcher(stream, Long.MAX_VALUE));
        watchers.add(new Watcher(stream, 0));
        for (Step step : steps) {
            // Waiting must not keep the loop from calling the device.
            switch (step.kind()) {
                case SETTLE -> loop.submit(() -> {}).awaitUninterruptibly(1000);
                case WAIT -> loop.schedule(() -> {}, 3, TimeUnit.MILLISECONDS).awaitUninterruptibly(1000);
                default -> device.doStep(step, watchers);
            }
        }
        for (Watcher watcher : watchers) {
            watcher.subscription.request(Long.MAX_VALUE);
        }
        device.recover();

        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(stream.live()).isTrue();
                    for (Watcher watcher : watchers) {
                        assertThat(new TreeMap<>(watcher.values())).isEqualTo(device.truthAsText());
                    }
                });
        watchers.forEach(Sequence::sound);
        stream.points()
                .forEach(point -> assertThat(point.value())
                        .isEqualTo(device.truthAsText().get(point.id().wireId())));
        stream.close();
    }

    private static final class Watcher extends Sequence implements Flow.Subscriber<LiveItem> {
        Flow.Subscription subscription;

        Watcher(LiveStream stream, long demand) {
            stream.subscribe(this);
            if (demand > 0) {
                subscription.request(demand);
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(LiveItem item) {
            take(item);
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        public void onComplete() {}
    }

    /** A device with four ports that tells changes while it is connected and can be asked at any time. */
    private static final class Device implements Feed {
        private final Map<Integer, Integer> truth = new TreeMap<>();
        private final List<Connection> pending = new ArrayList<>();
        private final List<PendingRead> reads = new ArrayList<>();
        private Connection connected;
        private boolean healthy;
        private int moments;
        LiveStream stream;

        private static final class Connection implements Session {
            final Sink sink;
            final CompletableFuture<Session> opened = new CompletableFuture<>();

            Connection(Sink sink) {
                this.sink = sink;
            }

            @Override
            public Instant lastProof() {
                return Instant.now();
            }

            @Override
            public Optional<String> bootId() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        }

        private static final class PendingRead {
            final CompletableFuture<List<DeviceEvent>> result = new CompletableFuture<>();
            /** What the device answered when it looked; it looks some time after the read was sent. */
            List<DeviceEvent> taken;
        }

        Device() {
            for (int port = 0; port < 4; port++) {
                truth.put(port, 0);
            }
        }

        synchronized Map<String, String> truthAsText() {
            Map<String, String> text = new TreeMap<>();
            truth.forEach((port, value) -> text.put(port.toString(), value.toString()));
            return text;
        }

        private List<DeviceEvent> present() {
            List<DeviceEvent> states = new ArrayList<>();
            truth.forEach((port, value) -> states.add(TestEvent.state(port.toString(), value)));
            return states;
        }

        private static ConnectionException broken() {
            return new ConnectionException(Failure.of("test", "events", "broken"));
        }

        synchronized void doStep(Step step, List<Watcher> watchers) {
            switch (step.kind()) {
                case CHANGE -> {
                    int value = truth.merge(step.port(), 1, Integer::sum);
                    tell(TestEvent.state("" + step.port(), value));
                }
                case SILENT_CHANGE -> {
                    // A change the device does not identify: it only hints that something changed.
                    truth.merge(step.port(), 1, Integer::sum);
                    stream.reread();
                }
                case MOMENT -> tell(TestEvent.moment(moments++));
                case HINT -> stream.reread();
                case LOSE -> {
                    if (connected != null) {
                        connected.sink.lost(broken());
                        connected = null;
                    } else if (!pending.isEmpty()) {
                        Connection opening = pending.remove(0);
                        opening.sink.lost(broken());
                        if (step.port() % 2 == 0) {
                            opening.opened.complete(opening);
                        } else {
                            opening.opened.completeExceptionally(broken());
                        }
                    }
                }
                case OPEN -> open();
                case REFUSE -> {
                    if (!pending.isEmpty()) {
                        pending.remove(0).opened.completeExceptionally(broken());
                    }
                }
                case TAKE_READ ->
                    reads.stream()
                            .filter(read -> read.taken == null)
                            .findFirst()
                            .ifPresent(read -> read.taken = present());
                case ANSWER_READ -> {
                    if (!reads.isEmpty()) {
                        answer(reads.remove(0));
                    }
                }
                case FAIL_READ -> {
                    if (!reads.isEmpty()) {
                        reads.remove(0).result.completeExceptionally(broken());
                    }
                }
                case DEMAND -> watchers.get(1).subscription.request(1);
                case LATE_SUBSCRIBER -> {
                    if (watchers.size() < 5) {
                        watchers.add(new Watcher(stream, step.port() % 2 == 0 ? Long.MAX_VALUE : 0));
                    }
                }
                default -> throw new AssertionError(step);
            }
        }

        private void tell(DeviceEvent event) {
            if (connected != null) {
                connected.sink.event(event);
            }
        }

        private void open() {
            if (!pending.isEmpty()) {
                // A connection made later replaces the one before, which the stream has given up.
                connected = pending.remove(0);
                connected.opened.complete(connected);
            }
        }

        private void answer(PendingRead read) {
            read.result.complete(read.taken != null ? read.taken : present());
        }

        /** From now on everything works. */
        synchronized void recover() {
            healthy = true;
            while (!pending.isEmpty()) {
                open();
            }
            while (!reads.isEmpty()) {
                answer(reads.remove(0));
            }
        }

        @Override
        public synchronized CompletableFuture<Session> open(Sink sink, Set<Wanted> wanted) {
            Connection connection = new Connection(sink);
            pending.add(connection);
            if (healthy) {
                open();
            }
            return connection.opened;
        }

        @Override
        public synchronized CompletableFuture<List<DeviceEvent>> read() {
            PendingRead read = new PendingRead();
            if (healthy) {
                answer(read);
            } else {
                reads.add(read);
            }
            return read.result;
        }

        @Override
        public Optional<PointId> pointOf(DeviceEvent event) {
            String port = event.source().get("port");
            return port == null ? Optional.empty() : Optional.of(new PointId("serial", "port", port, "t"));
        }

        @Override
        public String valueOf(DeviceEvent event) {
            return event.data().get("state");
        }
    }
}
