package dev.openaxis.testkit.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;

/** One connection to the generic TCP server of a serial port. */
final class SerialConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private final SerialPort port;
    private final SocketChannel channel;
    private long lastCarried = System.nanoTime();
    private boolean held;

    SerialConnection(SerialPort port, SocketChannel channel) {
        this.port = port;
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /** Neither reads nor writes from now on; TCP stays up. */
    void hold() {
        held = true;
        channel.config().setAutoRead(false);
    }

    boolean isHeld() {
        return held;
    }

    /** How long nothing was carried. */
    long idleNanos() {
        return System.nanoTime() - lastCarried;
    }

    void send(byte[] bytes) {
        lastCarried = System.nanoTime();
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
    }

    /** Closes in order. */
    void finish() {
        channel.close();
    }

    /** Closes with a TCP reset. */
    void reset() {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.unsafe().close(channel.voidPromise());
        port.left(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        if (!held) {
            lastCarried = System.nanoTime();
            port.hear(ByteBufUtil.getBytes(bytes));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        port.left(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
