package dev.openaxis.benchmarks.fleet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Answers the requests of one connection. */
final class DeviceConnection extends ByteToMessageDecoder {
    private final SimulatedDevice device;
    private final Mode mode;
    private final LongAdder served;
    private final LongAdder challenged;
    private final @Nullable DigestGate gate;

    DeviceConnection(SimulatedDevice device, Mode mode, LongAdder served, LongAdder challenged) {
        this.device = device;
        this.mode = mode;
        this.served = served;
        this.challenged = challenged;
        this.gate = mode.logIn() ? new DigestGate(device, mode.algorithm()) : null;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        RequestHead request = RequestHead.peek(in);
        if (request == null) {
            return;
        }
        in.skipBytes(request.length());
        if (gate != null && !gate.accepts(request.method(), request.target(), request.authorization())) {
            challenged.increment();
            context.writeAndFlush(device.challenge(gate.sha1(), mode), context.voidPromise());
        } else if (mode == Mode.SLOW) {
            context.executor().schedule(() -> answer(context), device.slowMillis(), TimeUnit.MILLISECONDS);
        } else {
            answer(context);
        }
    }

    private void answer(ChannelHandlerContext context) {
        served.increment();
        context.writeAndFlush(device.answer(), context.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
