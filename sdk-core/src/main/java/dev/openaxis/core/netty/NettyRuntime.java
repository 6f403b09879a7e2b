package dev.openaxis.core.netty;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.internal.operation.EngineSettings;
import io.netty.channel.EventLoopGroup;

/** Runtimes on event loops that belong to the host. */
public final class NettyRuntime {
    private NettyRuntime() {}

    /**
     * A runtime on the host's event loops. Closing the runtime closes its connections and leaves the loops alone.
     *
     * @param group NIO event loops; the host shuts them down after closing the runtime
     * @return a builder for the rest
     */
    public static AxisRuntime.Builder on(EventLoopGroup group) {
        return new EngineSettings().group(group);
    }
}
