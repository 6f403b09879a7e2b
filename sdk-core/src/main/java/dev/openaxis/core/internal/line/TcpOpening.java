package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.line.LineListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opening of a line over TCP, and its connection when there is one. On the loop. */
final class TcpOpening extends Opening implements Engine.Part {
    private static final Logger LOG = LoggerFactory.getLogger(TcpOpening.class);

    private final TcpByteLine line;
    private @Nullable Channel channel;
    private boolean flushing;
    private long lastHeard;

    TcpOpening(TcpByteLine line, LineListener listener) {
        super(line, listener);
        this.line = line;
    }

    /** The connection is made; its channel does not read yet. */
    void connected(Channel connection) {
        channel = connection;
        lastHeard = System.nanoTime();
        int limit = line.options.unsentBytes();
        connection.config().setOption(ChannelOption.TCP_NODELAY, true);
        connection.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        connection.config().setWriteBufferWaterMark(new WriteBufferWaterMark(limit / 2, limit));
        connection.pipeline().addLast(new Incoming());
        if (!connection.isActive()) {
            end(lost(null));
            return;
        }
        told(this::opened);
        if (connection.pipeline().get(Held.class) != null) {
            connection.pipeline().remove(Held.class);
        }
        connection.config().setAutoRead(true);
    }

    @Nullable
    Channel channel() {
        return channel;
    }

    /** When bytes last came, or the connection. */
    long lastHeard() {
        return lastHeard;
    }

    void send(ByteBuffer bytes) {
        Channel connection = channel;
        int length = bytes.remaining();
        if (connection == null || !isOpen() || length == 0) {
            return;
        }
        if (connection.bytesBeforeUnwritable() < length) {
            connection.flush();
        }
        if (connection.bytesBeforeUnwritable() < length) {
            end(line.failure(
                    TcpByteLine.CARRY,
                    "the other end does not read: " + line.options.unsentBytes() + " bytes wait for it",
                    null));
            return;
        }
        ByteBuf copy = connection.alloc().buffer(length).writeBytes(bytes);
        connection.write(copy).addListener(written -> {
            if (!written.isSuccess()) {
                end(lost(written.cause()));
            }
        });
        flushSoon(connection);
    }

    /** What is sent in one turn of the loop leaves together: many small sends cost one system call. */
    private void flushSoon(Channel connection) {
        if (!flushing) {
            flushing = true;
            line.loop.execute(() -> {
                flushing = false;
                connection.flush();
            });
        }
    }

    private AxisException lost(@Nullable Throwable cause) {
        return line.failure(
                TcpByteLine.CARRY,
                cause == null ? "the other end closed the connection" : "the connection broke",
                cause);
    }

    /** A listener that throws ends no connection. */
    private void told(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("the listener of {} failed", line.name(), e);
        }
    }

    @Override
    protected void release() {
        line.engine.forget(this);
        Channel connection = channel;
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        end(line.runtimeClosed());
        return told();
    }

    /** What the connection brings. */
    private final class Incoming extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                lastHeard = System.nanoTime();
                told(() -> received(bytes.nioBuffer()));
            } finally {
                bytes.release();
            }
        }

        /** With TLS the other end says that it has nothing more to say, and may keep the connection. */
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslCloseCompletionEvent) {
                end(lost(null));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end(lost(null));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            end(lost(cause));
        }
    }
}
