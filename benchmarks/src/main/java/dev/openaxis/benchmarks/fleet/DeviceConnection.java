package dev.openaxis.benchmarks.fleet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Answers the requests of one connection. */
final class DeviceConnection extends ByteToMessageDecoder {
    private final SimulatedDevice device;
    private final Mode mode;
    private final LongAdder served;
    private final LongAdder challenged;
    private final DigestGate gate = new DigestGate();

    DeviceConnection(SimulatedDevice device, Mode mode, LongAdder served, LongAdder challenged) {
        this.device = device;
        this.mode = mode;
        this.served = served;
        this.challenged = challenged;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        RequestHead request = RequestHead.peek(in);
        if (request == null) {
            return;
        }
        in.skipBytes(request.length());
        if (!mode.logIn() || gate.accepts(device, request.method(), request.target(), request.authorization())) {
            served.increment();
            context.writeAndFlush(device.answer(), context.voidPromise());
        } else {
            challenged.increment();
            context.writeAndFlush(device.challenge(gate.sha1(), mode == Mode.DIGEST), context.voidPromise());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
