package dev.openaxis.core.internal.operation;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallListener;
import dev.openaxis.core.CallReport;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.CredentialsProvider;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Failure;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.internal.http.ConnectLimits;
import dev.openaxis.core.internal.http.DeviceTransport;
import dev.openaxis.core.internal.http.EventLoops;
import dev.openaxis.core.internal.http.Workers;
import dev.openaxis.core.internal.trace.Recorder;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.ThreadLoop;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the threads: event loops and the callback pool. */
public final class Engine implements AxisRuntime, Call.Unobserved {
    private static final Logger LOG = LoggerFactory.getLogger(AxisRuntime.class);
    private static final int LOOKUP_THREADS = 2;
    private static final int VAULT_THREADS = 8;
    private static final int FILE_THREADS = 4;
    private static final long CLOSE_SECONDS = 10;
    private static final long FILE_SECONDS = 2;

    private final EventLoopGroup group;
    private final boolean ownsGroup;
    private final Executor callbacks;
    private final @Nullable ExecutorService ownCallbacks;
    /** Looks up names, which must not wait for slow listeners or vaults that hang. */
    private final ExecutorService lookups = occasional("axis-sdk-lookup", LOOKUP_THREADS);

    /** Asks for credentials. */
    private final ExecutorService vaults = occasional("axis-sdk-vault", VAULT_THREADS);

    /** Reads and writes files; a share that hangs keeps nothing waiting but other files. */
    private final ExecutorService files = occasional("axis-sdk-file", FILE_THREADS);

    private final Workers workers;
    private final TransportOptions options;
    private final Consumer<AxisException> unobserved;
    private final @Nullable CallListener calls;
    private final @Nullable Recorder recorder;
    private final LostFailures lost;
    private final SecureRandom random = new SecureRandom();
    private final ConnectLimits limits = new ConnectLimits();
    private final Map<EventLoop, HandOver> handOvers = new ConcurrentHashMap<>();
    private final Set<Part> parts = ConcurrentHashMap.newKeySet();
    /** Its thread is there only while lines need it. */
    private final ThreadLoop exactTimers = new ThreadLoop("timers");

    private volatile boolean closed;

    /** What lives no longer than the runtime: a device, an open line, a listening port. */
    public interface Part {
        /** Ends it; the future completes when nothing of it is left. */
        CompletableFuture<Void> closeAsync();
    }

    Engine(EngineSettings settings) {
        EventLoopGroup shared = settings.group;
        ownsGroup = shared == null;
        group = shared != null ? shared : EventLoops.create(settings.eventLoops, SdkThread.named("axis-sdk-loop"));
        lost = new LostFailures(group);
        Executor given = settings.callbacks;
        ownCallbacks = given == null ? new CallbackPool(group) : null;
        callbacks = given != null ? given : Objects.requireNonNull(ownCallbacks);
        workers = new Workers(lookups, vaults, files, callbacks);
        options = settings.transport;
        unobserved = settings.unobserved;
        calls = settings.calls;
        recorder = settings.recorder;
    }

    /** Threads that are there only while they have something to do. */
    private static ExecutorService occasional(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SdkThread.named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    Executor callbacks() {
        return callbacks;
    }

    /** Timers that are exact below a millisecond, for who does next to nothing when they are due. */
    public LineLoop exactTimers() {
        return exactTimers;
    }

    Executor files() {
        return files;
    }

    /** The invoker of a new device object. */
    public Invoker device(
            DeviceAddress address,
            @Nullable CredentialsProvider credentials,
            TrustPolicy trust,
            @Nullable OwnCertificate presented) {
        EventLoop loop = nextLoop(address);
        DeviceTransport transport =
                new DeviceTransport(address, credentials, trust, presented, options, loop, workers, random, limits);
        if (recorder != null) {
            transport.recordTo(recorder);
        }
        HandOver handOver = handOvers.computeIfAbsent(loop, this::handOver);
        Invoker invoker = new Invoker(this, transport, handOver);
        parts.add(invoker);
        return invoker;
    }

    /** An event loop for something that has an address or a name. */
    public EventLoop nextLoop(Object what) {
        if (closed) {
            throw new ClosedException(Failure.of(what, "open", "the runtime is closed"));
        }
        return group.next();
    }

    /** The event loops, for what has a connection on each of them. */
    public EventLoopGroup loops() {
        return group;
    }

    /** Where names are looked up. */
    public Executor lookups() {
        return lookups;
    }

    /** From now on closing the runtime ends this, too; {@code false} if it is closed already. */
    public boolean keep(Part part) {
        parts.add(part);
        if (closed) {
            parts.remove(part);
            return false;
        }
        return true;
    }

    private HandOver handOver(EventLoop loop) {
        return new HandOver(loop, callbacks, ownCallbacks != null ? CallbackPool.THREADS : Integer.MAX_VALUE);
    }

    /** Closing the runtime has nothing more to do with this. */
    public void forget(Part part) {
        parts.remove(part);
    }

    @Override
    public DeviceHttp http(DeviceAddress address, CredentialsProvider credentials, TrustPolicy trust) {
        return new DeviceHttp(device(address, credentials, trust, null));
    }

    @Override
    public DeviceHttp http(
            DeviceAddress address, CredentialsProvider credentials, TrustPolicy trust, OwnCertificate presented) {
        return new DeviceHttp(device(address, credentials, trust, presented));
    }

    @Override
    public void whenCollected(Object future, Runnable task) {
        lost.whenCollected(future, task);
    }

    @Override
    public void later(Runnable task) {
        lost.later(task);
    }

    @Override
    public void report(Throwable failure) {
        LOG.warn("a failed call was never looked at: {}", failure.toString());
        if (failure instanceof AxisException known) {
            try {
                callbacks.execute(() -> tellUnobserved(known));
            } catch (RejectedExecutionException e) {
                LOG.debug("the runtime is closed; nobody hears of the lost failure");
            }
        }
    }

    /** Tells how a call ended, if anybody wants to know. */
    void ended(DeviceAddress device, CallContext call, @Nullable Throwable failure) {
        CallListener listener = calls;
        if (listener == null) {
            return;
        }
        Operation<?> operation = call.operation();
        Duration time = Duration.ofNanos(System.nanoTime() - call.started());
        try {
            listener.ended(
                    new CallReport(device, operation.name(), operation.effect(), time, Optional.ofNullable(failure)));
        } catch (RuntimeException | Error e) {
            LOG.warn("the listener for calls failed", e);
        }
    }

    private void tellUnobserved(AxisException failure) {
        try {
            unobserved.accept(failure);
        } catch (RuntimeException e) {
            LOG.warn("the listener for failures nobody looked at failed itself", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (Part part : parts) {
            ends.add(part.closeAsync());
        }
        if (SdkThread.isCurrent()) {
            CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).thenRun(this::stopThreads);
            return;
        }
        CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).join();
        stopThreads();
        awaitFiles();
        if (ownsGroup) {
            group.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Unfinished downloads are removed, which a process that ends now would not do; a share that hangs is not waited for. */
    private void awaitFiles() {
        try {
            if (!files.awaitTermination(FILE_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("files are still being closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopThreads() {
        if (ownsGroup) {
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        }
        exactTimers.close();
        lookups.shutdownNow();
        vaults.shutdownNow();
        // Not "now": files are closed there.
        files.shutdown();
        if (ownCallbacks != null) {
            ownCallbacks.shutdown();
        }
    }
}
