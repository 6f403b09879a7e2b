package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.EventStreamCount;
import dev.openaxis.testkit.Variant;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One open event web socket, reference 04 section 1.3: the filters of the last {@code events:configure} count. */
final class EventSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements EventSink, CountedStream {
    private static final int MAX_REQUEST = 64 * 1024;
    private static final long MAX_BACKLOG = 8L * 1024 * 1024;
    private static final int UNANSWERED_PINGS = 3;

    private final DeviceCore device;
    private final Connection connection;
    private List<Subscription> subscriptions = List.of();
    private boolean configured;
    private int pingsOpen;
    private long sent;

    EventSocket(DeviceCore device, Connection connection) {
        this.device = device;
        this.connection = connection;
    }

    /**
     * One element of the filter list.
     *
     * @param topic topic filter
     * @param content content filter or null
     */
    private record Subscription(TopicFilter topic, @Nullable String content) {
        boolean matches(EventState state) {
            return topic.matches(state.topic())
                    && (content == null || Boolean.TRUE.equals(ContentFilter.evaluate(content, state)));
        }
    }

    void opened() {
        if (device.config().is(Variant.WEBSOCKET_PINGS)) {
            ping();
        }
    }

    private void ping() {
        connection.later(1000, () -> {
            if (pingsOpen >= UNANSWERED_PINGS) {
                connection.reset();
            } else if (!connection.isFrozen()) {
                pingsOpen++;
                connection
                        .channel()
                        .writeAndFlush(
                                new PingWebSocketFrame(), connection.channel().voidPromise());
                ping();
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (connection.isFrozen()) {
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            request(text.text());
        } else if (frame instanceof PingWebSocketFrame) {
            context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()), context.voidPromise());
        } else if (frame instanceof PongWebSocketFrame) {
            pingsOpen = 0;
        } else if (frame instanceof CloseWebSocketFrame) {
            context.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
        } else {
            // Frames are text; binary is a protocol violation, reference 04 section 1.1.
            close(1003);
        }
    }

    /** Close codes are not found in the references. */
    void close(int code) {
        connection.channel().writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
    }

    private void request(String text) {
        if (text.length() > MAX_REQUEST) {
            send(error(null, 2107, "Request too large"));
            return;
        }
        ObjectNode object = JsonText.object(text.getBytes(StandardCharsets.UTF_8));
        if (object == null) {
            send(error(null, 2101, "Invalid JSON"));
            return;
        }
        JsonCall call = JsonCall.of(object);
        JsonNode version = call.apiVersion();
        if (version == null || call.method() == null) {
            send(error(call, 2103, "Required parameter missing"));
        } else if (!version.asText().equals("1.0") && !version.asText().equals("1")) {
            // "1" is accepted too (observed).
            send(error(call, 2100, "API version not supported"));
        } else if (!"events:configure".equals(call.method())) {
            send(error(call, 2102, "Method not supported"));
        } else {
            configure(call);
        }
    }

    private void configure(JsonCall call) {
        List<Subscription> wanted = new ArrayList<>();
        ObjectNode error = read(call, wanted);
        if (error != null) {
            send(error);
            return;
        }
        boolean first = !configured;
        configured = true;
        // A new configuration replaces the whole list.
        subscriptions = List.copyOf(wanted);
        ObjectNode answer = envelope(call);
        answer.putObject("data");
        if (device.config().is(Variant.NOTIFY_BEFORE_CONFIGURE_ANSWER)) {
            initialStates(first);
            send(answer);
        } else {
            send(answer);
            initialStates(first);
        }
    }

    private @Nullable ObjectNode read(JsonCall call, List<Subscription> into) {
        JsonNode list = call.param("eventFilterList");
        if (list == null || !list.isArray()) {
            return error(call, 2103, "Required parameter missing: 'eventFilterList'");
        }
        if (list.isEmpty()) {
            // Message reported from a real device.
            return error(call, 2104, "Invalid event datasource payload: eventFilterList is empty");
        }
        for (JsonNode element : list) {
            JsonNode topic = element.get("topicFilter");
            JsonNode content = element.get("contentFilter");
            if (topic == null && content == null) {
                return error(call, 2103, "Required parameter missing: 'topicFilter' or 'contentFilter'");
            }
            if ((topic != null && !topic.isTextual()) || (content != null && !isAccepted(content))) {
                return error(call, 2104, "Invalid parameter value");
            }
            TopicFilter filter = new TopicFilter(topic == null ? "" : topic.textValue());
            if (device.config().is(Variant.UNKNOWN_TOPIC_REFUSED)
                    && !EventTopics.isDeclared(device.events().declared(), filter)) {
                return error(call, 2104, "Invalid parameter value");
            }
            into.add(new Subscription(filter, content == null ? null : content.textValue()));
        }
        return null;
    }

    private boolean isAccepted(JsonNode content) {
        return content.isTextual()
                && !device.config().is(Variant.CONTENT_FILTER_REFUSED)
                && ContentFilter.isWellFormed(content.textValue());
    }

    private void initialStates(boolean first) {
        boolean silent = device.config().is(Variant.NO_INITIAL_STATES)
                || (!first && device.config().is(Variant.INITIAL_STATES_NOT_REPEATED));
        if (silent) {
            return;
        }
        device.events().present().forEach(this::told);
    }

    /**
     * An event that matches n elements is delivered n times (documented). Whether this interface tells that an instance is
     * gone is not found; it has no word for it.
     */
    @Override
    public void told(EventNotice notice) {
        if (notice.change() == EventNotice.Change.DELETED) {
            return;
        }
        for (Subscription subscription : subscriptions) {
            if (subscription.matches(notice.state())) {
                notify(notice);
            }
        }
    }

    @Override
    public EventStreamCount count() {
        return new EventStreamCount(EventStreamCount.Kind.WEB_SOCKET, CountedStream.peer(connection.channel()), sent);
    }

    private void notify(EventNotice notice) {
        ObjectNode message = JsonText.MAPPER.createObjectNode();
        message.put("apiVersion", "1.0").put("method", "events:notify");
        ObjectNode notification = message.putObject("params").putObject("notification");
        notification.put("topic", notice.state().topic());
        if (!device.config().is(Variant.TIMESTAMP_ABSENT)) {
            notification.put("timestamp", timestamp(notice.since()));
        }
        ObjectNode parts = notification.putObject("message");
        boolean lean = device.config().is(Variant.NOTIFY_WITHOUT_KEY);
        if (!lean || !notice.state().source().isEmpty()) {
            notice.state().source().forEach(parts.putObject("source")::put);
        }
        if (!lean) {
            parts.putObject("key");
        }
        notice.state().data().forEach(parts.putObject("data")::put);
        if (isWritable()) {
            device.tally().notifications.incrementAndGet();
            sent++;
            send(message);
        }
    }

    private long timestamp(Instant since) {
        boolean local = device.config().is(Variant.TIMESTAMP_LOCAL);
        return since.toEpochMilli()
                + (local ? TimeUnit.SECONDS.toMillis(ZoneOffset.ofHours(2).getTotalSeconds()) : 0);
    }

    private static ObjectNode envelope(@Nullable JsonCall call) {
        ObjectNode answer = JsonText.MAPPER.createObjectNode().put("apiVersion", "1.0");
        if (call != null && call.context() != null) {
            answer.set("context", call.context());
        }
        if (call != null && call.method() != null) {
            answer.put("method", call.method());
        }
        return answer;
    }

    private static ObjectNode error(@Nullable JsonCall call, int code, String message) {
        ObjectNode answer = envelope(call);
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }

    /** A client that reads nothing is dropped before its backlog eats the memory. */
    private boolean isWritable() {
        if (connection.isFrozen() || !connection.channel().isActive()) {
            return false;
        }
        if (connection.channel().bytesBeforeWritable() > MAX_BACKLOG) {
            connection.reset();
            return false;
        }
        return true;
    }

    private void send(ObjectNode message) {
        if (isWritable()) {
            TextWebSocketFrame frame = new TextWebSocketFrame(JsonText.write(message, JsonText.Style.COMPACT));
            connection.channel().writeAndFlush(frame, connection.channel().voidPromise());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
