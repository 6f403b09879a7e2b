package dev.openaxis.benchmarks.modbus;

import dev.openaxis.benchmarks.SimulatedConverter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A Modbus TCP server that is nobody's: says its port and answers reads of holding registers with zeros, on one thread. */
final class ReferenceServer {
    private static final int HEADER = 7;
    private static final int LENGTH_AT = 4;
    private static final int COUNT_AT = 10;
    private static final int LARGEST = 260;
    private static final int WORD = 2;

    private ReferenceServer() {}

    /**
     * The program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SimulatedConverter.endWithInput();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(LARGEST, LENGTH_AT, WORD), new Answers());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        System.out.println(((InetSocketAddress) server.localAddress()).getPort());
        server.closeFuture().syncUninterruptibly();
    }

    private static final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf request = (ByteBuf) message;
            int bytes = request.getUnsignedShort(COUNT_AT) * WORD;
            ByteBuf answer = context.alloc().buffer(HEADER + WORD + bytes);
            answer.writeShort(request.getUnsignedShort(0));
            answer.writeShort(0);
            answer.writeShort(1 + WORD + bytes);
            answer.writeByte(request.getByte(HEADER - 1));
            answer.writeByte(request.getByte(HEADER));
            answer.writeByte(bytes);
            answer.writeZero(bytes);
            request.release();
            context.write(answer, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }
}
