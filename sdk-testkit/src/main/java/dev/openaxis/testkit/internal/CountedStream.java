package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventStreamCount;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** A stream that tells how much was sent on it. */
interface CountedStream {
    EventStreamCount count();

    /** Address and port of the other end. */
    static String peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ":" + address.getPort()
                : "";
    }
}
