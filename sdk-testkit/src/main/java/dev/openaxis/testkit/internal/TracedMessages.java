package dev.openaxis.testkit.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A WebSocket of a trace: sends what was received then, and waits for the client where it sent something. */
final class TracedMessages extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Deque<Trace.Message> left;

    TracedMessages(List<Trace.Message> messages) {
        this.left = new ArrayDeque<>(messages);
    }

    /** Sends all there is to be sent before the client says something. */
    void play(Channel channel) {
        for (Trace.Message next = left.peek(); next != null && !next.sent(); next = left.peek()) {
            left.remove();
            String text = next.text();
            if (text != null) {
                channel.write(new TextWebSocketFrame(text), channel.voidPromise());
            }
        }
        channel.flush();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            left.poll();
            play(context.channel());
        } else if (frame instanceof PingWebSocketFrame) {
            context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()), context.voidPromise());
        } else if (frame instanceof CloseWebSocketFrame) {
            context.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
