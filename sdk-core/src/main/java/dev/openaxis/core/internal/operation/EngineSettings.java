package dev.openaxis.core.internal.operation;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallListener;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.internal.trace.Recorder;
import dev.openaxis.core.trace.FlightRecorder;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of an {@link Engine}. */
public final class EngineSettings implements AxisRuntime.Builder {
    int eventLoops = Math.min(Runtime.getRuntime().availableProcessors(), 4);

    @Nullable
    EventLoopGroup group;

    @Nullable
    Executor callbacks;

    @Nullable
    CallListener calls;

    @Nullable
    Recorder recorder;

    TransportOptions transport = TransportOptions.defaults();
    Consumer<AxisException> unobserved = failure -> {};

    @Override
    public EngineSettings eventLoops(int count) {
        if (count < 1 || count > 256) {
            throw new IllegalArgumentException("event loops out of range 1 to 256: " + count);
        }
        eventLoops = count;
        return this;
    }

    @Override
    public EngineSettings callbackExecutor(Executor executor) {
        callbacks = executor;
        return this;
    }

    @Override
    public EngineSettings transport(TransportOptions options) {
        transport = options;
        return this;
    }

    @Override
    public EngineSettings onCall(CallListener listener) {
        calls = listener;
        return this;
    }

    @Override
    public EngineSettings recorder(FlightRecorder flightRecorder) {
        recorder = (Recorder) flightRecorder;
        return this;
    }

    @Override
    public EngineSettings onUnobservedFailure(Consumer<AxisException> listener) {
        unobserved = listener;
        return this;
    }

    /** Runs on the host's loops, which stay open when the runtime is closed. */
    public EngineSettings group(EventLoopGroup shared) {
        group = shared;
        return this;
    }

    @Override
    public AxisRuntime build() {
        return new Engine(this);
    }
}
