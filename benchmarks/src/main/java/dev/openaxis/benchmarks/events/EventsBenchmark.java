package dev.openaxis.benchmarks.events;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.ChildProcess;
import dev.openaxis.benchmarks.OpenFiles;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.Watchdog;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.EventFilter;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Listens to thousands of devices at once, each over a WebSocket of its own, with the public API and the defaults of a runtime. Every
 * event is a momentary one, so that none may be left out; the devices' process counts what it sends.
 */
public final class EventsBenchmark {
    private static final EventFilter PULSES = EventFilter.topic("tnsaxis:Load/Pulse");
    private static final int CONNECTING_AT_ONCE = 200;
    private static final int SECONDS_TO_DRAIN = 30;
    /** Programs that listen run for months; what is measured is not the compiling of the first seconds. */
    private static final int WARM_UP_SECONDS = 10;

    private static final int MEBIBYTE = 1 << 20;

    private final Options options;
    private final PrintStream out;
    private final List<AxisDevice> devices = new ArrayList<>();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Latencies latencies = new Latencies();

    /** How long events took, in milliseconds. */
    private static final class Latencies {
        private static final int LONGEST = 60_000;

        private final AtomicLongArray counts = new AtomicLongArray(LONGEST + 1);
        private final AtomicLong all = new AtomicLong();

        void add(long millis) {
            counts.incrementAndGet((int) Math.max(0, Math.min(LONGEST, millis)));
            all.incrementAndGet();
        }

        void clear() {
            for (int i = 0; i <= LONGEST; i++) {
                counts.set(i, 0);
            }
            all.set(0);
        }

        long percentile(double part) {
            long limit = (long) (all.get() * part);
            long seen = 0;
            for (int i = 0; i <= LONGEST; i++) {
                seen += counts.get(i);
                if (seen > limit) {
                    return i;
                }
            }
            return LONGEST;
        }
    }

    /**
     * A benchmark that has not started.
     *
     * @param options what was asked for
     * @param out where the table goes
     */
    public EventsBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs both loads and prints the report. */
    public void run() {
        // A connection for events and one kept from connecting.
        OpenFiles.require(3 * options.streams());
        try (Watchdog watchdog = new Watchdog(options.limit());
                ChildProcess fleet = ChildProcess.start(List.of("-Xms256m", "-Xmx1g"), EventFleet.class);
                AxisRuntime runtime = AxisRuntime.create()) {
            int port = Integer.parseInt(fleet.hear());
            try {
                double connected = connect(runtime, port, fleet);
                out.printf(Locale.ROOT, "%d streams open after %.1f s%n", devices.size(), connected);
                load(fleet, "warm-up, not counted", WARM_UP_SECONDS);
                latencies.clear();
                double first = load(fleet, "everybody listens", options.eventSeconds());
                CountDownLatch go = new CountDownLatch(1);
                CountDownLatch stuck = new CountDownLatch(1);
                devices.get(0).events().subscribe(PULSES, item -> {
                    stuck.countDown();
                    await(go);
                });
                double second = load(fleet, "one subscriber is blocked", options.eventSeconds());
                boolean blocked = stuck.getCount() == 0;
                go.countDown();
                if (!blocked) {
                    throw new BenchmarkFailure("the blocked subscriber never got an event", null);
                }
                report(Math.min(first, second));
            } finally {
                devices.forEach(AxisDevice::close);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- connecting ----

    private double connect(AxisRuntime runtime, int port, ChildProcess fleet) {
        long begun = System.nanoTime();
        Semaphore places = new Semaphore(CONNECTING_AT_ONCE);
        List<CompletableFuture<AxisDevice>> connecting = new ArrayList<>();
        for (int i = 0; i < options.streams(); i++) {
            places.acquireUninterruptibly();
            String address = "http://127.2." + i / 250 + "." + (i % 250 + 1) + ":" + port;
            CompletableFuture<AxisDevice> device = AxisDevice.builder(address)
                    .credentials(Credentials.of("root", "invented"))
                    .trust(TrustPolicy.publicAuthorities())
                    .runtime(runtime)
                    .connectAsync();
            device.whenComplete((done, failure) -> places.release());
            connecting.add(device);
        }
        connecting.forEach(device -> devices.add(device.join()));
        devices.forEach(device -> device.events().subscribe(PULSES, new Subscriber()));
        until("every stream is open", () -> ask(fleet, "streams"), options.streams());
        return (System.nanoTime() - begun) / 1e9;
    }

    private static long ask(ChildProcess fleet, String command) {
        fleet.say(command);
        return Long.parseLong(fleet.hear());
    }

    private static void until(String what, LongSupplier value, long wanted) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (value.getAsLong() < wanted) {
            if (System.nanoTime() > limit) {
                throw new BenchmarkFailure("not within two minutes: " + what + ", only " + value.getAsLong(), null);
            }
            pause(100);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new BenchmarkFailure("interrupted", e);
        }
    }

    private final class Subscriber implements LiveListener {
        @Override
        public void onItem(LiveItem item) {
            if (item instanceof Gap gap) {
                lost.add(Math.max(1, gap.stateless()));
            } else if (item instanceof LiveItem.Happened happened) {
                String sentAt = happened.event().data().get("micros");
                if (sentAt != null) {
                    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                    latencies.add((now - Long.parseLong(sentAt)) / 1000);
                    delivered.increment();
                }
            }
        }
    }

    // ---- measuring ----

    /** Lets the devices tell events for a time; gives the rate at which they were delivered. */
    private double load(ChildProcess fleet, String name, int length) {
        delivered.reset();
        fleet.say("begin " + options.eventsPerSecond());
        fleet.hear();
        long begun = System.nanoTime();
        pause(TimeUnit.SECONDS.toMillis(length));
        long sent = ask(fleet, "end");
        double seconds = (System.nanoTime() - begun) / 1e9;
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_DRAIN);
        while (delivered.sum() + lost.sum() < sent && System.nanoTime() < limit) {
            pause(50);
        }
        long missing = sent - delivered.sum();
        out.printf(
                Locale.ROOT,
                "%s: %d sent, %d delivered, %.0f/s, p50 %d ms, p99 %d ms so far%n",
                name,
                sent,
                delivered.sum(),
                delivered.sum() / seconds,
                latencies.percentile(0.5),
                latencies.percentile(0.99));
        if (missing > lost.sum()) {
            lost.add(missing - lost.sum());
        }
        return delivered.sum() / seconds;
    }

    private void report(double rate) {
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE;
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("axis-"))
                .count();
        long p99 = latencies.percentile(0.99);
        out.printf(
                Locale.ROOT,
                "machine: %d cores, %s %s, load %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        out.println("reach: lost 0 " + reached(lost.sum() == 0) + ", heap <= 400 MB " + reached(heap <= 400)
                + ", threads <= 12 " + reached(threads <= 12) + ", p99 <= 250 ms " + reached(p99 <= 250));
        out.printf(
                Locale.ROOT,
                "RESULT events streams=%d delivered_per_s=%.0f lost=%d heap_mb=%d p99_ms=%d threads=%d%n",
                devices.size(),
                rate,
                lost.sum(),
                heap,
                p99,
                threads);
    }

    private static String reached(boolean goal) {
        return goal ? "reached" : "MISSED";
    }
}
