package dev.openaxis.core.internal.line;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a connection brings until it is taken out, when somebody hears it. That is what comes together with the end of a handshake:
 * the channel does not read by itself before.
 */
final class Held extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Held.class);

    private final Queue<ByteBuf> bytes = new ArrayDeque<>();
    private boolean ended;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        bytes.add((ByteBuf) message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            ended = true;
        }
    }

    /** Failures of a connection that nobody hears yet are told by who makes it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("while connecting: {}", cause.toString());
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        bytes.forEach(ByteBuf::release);
        bytes.clear();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        while (!bytes.isEmpty()) {
            context.fireChannelRead(bytes.remove());
        }
        if (ended) {
            context.fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
        }
    }
}
