package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.BenchmarkFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps one request in flight per device until every device has had its share; each answer sends the next request. */
final class Load implements LoadClient.Answers {
    private static final int LEAST_BODY = 100;

    private final LoadClient client;
    private final int requestsPerDevice;
    /** Touched by one thread at a time per device: the sending of the next request hands it over. */
    private final int[] answered;

    private final CountDownLatch open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Load(LoadClient client, int devices, int requestsPerDevice) {
        this.client = client;
        this.requestsPerDevice = requestsPerDevice;
        this.answered = new int[devices];
        this.open = new CountDownLatch(devices);
    }

    /**
     * Runs the load.
     *
     * @return seconds from the first request to the last answer
     */
    static double run(LoadClient client, int devices, int requestsPerDevice, Duration limit) {
        return new Load(client, devices, requestsPerDevice).run(limit);
    }

    private double run(Duration limit) {
        long start = System.nanoTime();
        for (int device = 0; device < answered.length; device++) {
            client.send(device, this);
        }
        boolean complete;
        try {
            complete = open.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted", e);
        }
        long nanos = System.nanoTime() - start;
        Throwable first = failure.get();
        if (first != null) {
            throw new BenchmarkFailure("a request failed", first);
        }
        if (!complete) {
            throw new BenchmarkFailure(open.getCount() + " devices were not done after " + limit, null);
        }
        return nanos / 1e9;
    }

    @Override
    public void answered(int device, int status, int bodyBytes) {
        if (status != 200 || bodyBytes < LEAST_BODY) {
            failed(device, new IllegalStateException("status " + status + " with " + bodyBytes + " bytes"));
        } else if (++answered[device] < requestsPerDevice) {
            client.send(device, this);
        } else {
            open.countDown();
        }
    }

    @Override
    public void failed(int device, Throwable cause) {
        failure.compareAndSet(null, cause);
        while (open.getCount() > 0) {
            open.countDown();
        }
    }
}
