package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The upgrade to the event web socket, reference 04 sections 1.1 and 1.2. No extension is negotiated. */
final class EventStream implements Endpoint {
    static final String PATH = "/vapix/ws-data-stream";

    private static final int MAX_FRAME = 1024 * 1024;

    private final DeviceCore device;

    EventStream(DeviceCore device) {
        this.device = device;
    }

    /** The needed role is not found; administrators were observed. */
    @Override
    public SimulatedRole roleFor(Incoming request) {
        return device.config().is(Variant.EVENTS_NEED_ADMIN) ? SimulatedRole.ADMIN : SimulatedRole.VIEWER;
    }

    /** A session token takes the place of credentials. */
    @Override
    public @Nullable Account accountOf(Incoming request) {
        String token = request.argument("wssession");
        return token == null ? null : device.sessions().use(token);
    }

    @Override
    public void handle(Exchange exchange) {
        Incoming request = exchange.request();
        String sources = request.argument("sources");
        boolean events = sources != null && Arrays.asList(sources.split(",")).contains("events");
        boolean upgrade = request.headers().contains("Upgrade", "websocket", true);
        if (!events || !upgrade || !request.method().equals("GET")) {
            // Inference: other data sources and plain requests are refused.
            exchange.answer(Answer.page(400, ""));
            return;
        }
        DefaultFullHttpRequest copy =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, request.target());
        copy.headers().set(request.headers());
        try {
            upgrade(exchange, copy);
        } finally {
            copy.release();
        }
    }

    private void upgrade(Exchange exchange, DefaultFullHttpRequest request) {
        Connection connection = exchange.connection();
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "ws://" + request.headers().get("Host", "") + request.uri(), null, false, MAX_FRAME)
                .newHandshaker(request);
        exchange.answeredOtherwise();
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(connection.channel());
            connection.finish();
            return;
        }
        EventSocket socket = new EventSocket(device, connection);
        // Counted before the client can know; without filters nothing is sent.
        connection.becomes(socket);
        device.events().add(socket);
        handshaker.handshake(connection.channel(), request).addListener(done -> {
            if (!done.isSuccess()) {
                connection.finish();
                return;
            }
            ChannelPipeline pipeline = connection.channel().pipeline();
            pipeline.addLast(new WebSocketFrameAggregator(MAX_FRAME));
            pipeline.addLast(socket);
            socket.opened();
        });
    }
}
