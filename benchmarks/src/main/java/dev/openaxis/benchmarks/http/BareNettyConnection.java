package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One device's connection in {@link BareNettyClient}. */
final class BareNettyConnection extends ChannelInboundHandlerAdapter {
    private static final byte[] BODY = Fleet.BODY.getBytes(StandardCharsets.UTF_8);

    private final int device;
    private final String authority;
    private volatile @Nullable Channel channel;
    private volatile LoadClient.@Nullable Answers answers;
    private int status;
    private int length;

    BareNettyConnection(int device, String authority) {
        this.device = device;
        this.authority = authority;
    }

    boolean open() {
        return channel != null;
    }

    void next(LoadClient.Answers next) {
        answers = next;
    }

    void write() {
        Channel target = channel;
        if (target == null) {
            return;
        }
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, Fleet.TARGET, Unpooled.wrappedBuffer(BODY));
        request.headers()
                .set(HttpHeaderNames.HOST, authority)
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, BODY.length);
        target.writeAndFlush(request, target.voidPromise());
    }

    /** With TLS the first write waits in the handler for the end of the handshake. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        write();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response) {
            status = response.status().code();
            length = 0;
        }
        if (message instanceof HttpContent content) {
            length += content.content().readableBytes();
        }
        boolean last = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        LoadClient.Answers current = answers;
        if (last && current != null) {
            current.answered(device, status, length);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LoadClient.Answers current = answers;
        if (current != null) {
            current.failed(device, cause);
        }
        context.close();
    }
}
