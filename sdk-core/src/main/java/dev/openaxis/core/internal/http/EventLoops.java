package dev.openaxis.core.internal.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.ThreadFactory;

/** The one place that makes event loops. */
public final class EventLoops {
    private EventLoops() {}

    /** NIO loops; this class is deprecated in Netty 4.2, but its successor does not exist in 4.1. */
    @SuppressWarnings("deprecation")
    public static EventLoopGroup create(int count, ThreadFactory threads) {
        return new NioEventLoopGroup(count, threads);
    }
}
