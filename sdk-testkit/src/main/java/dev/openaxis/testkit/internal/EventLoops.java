package dev.openaxis.testkit.internal;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one place where event-loop threads are made and ended. */
public final class EventLoops {
    private EventLoops() {}

    /**
     * A group of daemon threads named {@code name}-…
     *
     * @param name prefix of the thread names
     * @param threads number of threads
     * @return the group; end it with {@link #end}
     */
    @SuppressWarnings("deprecation") // the class Netty 4.1 and 4.2 have in common
    public static EventLoopGroup named(String name, int threads) {
        return new NioEventLoopGroup(threads, new DefaultThreadFactory(name, true));
    }

    /**
     * Ends a group and waits for its threads.
     *
     * @param group the group
     */
    public static void end(EventLoopGroup group) {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
