package dev.openaxis.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JDK's WebSocket on the event stream. */
final class EventClient implements WebSocket.Listener {
    static final String TARGET = "/vapix/ws-data-stream?sources=events";

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket socket;

    static EventClient open(SimulatedDevice device) {
        Client client = new Client(device);
        String token = client.get("/axis-cgi/wssession.cgi").body();
        return openWithToken(client, token);
    }

    static EventClient openWithToken(Client client, String token) {
        return open(client, TARGET + "&wssession=" + token, null);
    }

    static EventClient open(Client client, String target, String credentials) {
        EventClient events = new EventClient();
        WebSocket.Builder builder = client.http().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        if (credentials != null) {
            builder.header("Authorization", credentials);
        }
        URI uri = client.uri(target);
        events.socket = builder.buildAsync(URI.create(uri.toString().replaceFirst("^http", "ws")), events)
                .join();
        return events;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(Client.parse(partial.toString()));
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    CompletableFuture<Integer> closed() {
        return closed;
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    void sendBinary() {
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
    }

    /** Configures one topic filter and gives the first frame. */
    JsonNode configure(String topicFilter) {
        send(
                "{\"apiVersion\":\"1.0\",\"context\":\"c\",\"method\":\"events:configure\",\"params\":{\"eventFilterList\":[{\"topicFilter\":\""
                        + topicFilter + "\"}]}}");
        return next();
    }

    JsonNode next() {
        try {
            JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("No frame within 10 seconds");
            }
            return frame;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next notification as text: topic, source and data. */
    String notification() {
        return text(next());
    }

    static String text(JsonNode frame) {
        JsonNode notification = frame.at("/params/notification");
        return notification.get("topic").asText() + " " + notification.at("/message/source") + " "
                + notification.at("/message/data");
    }

    List<String> notifications(int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(notification());
        }
        return all;
    }

    /** The frames sent until now, as one round trip on this socket tells. */
    List<JsonNode> pending() {
        send("{\"apiVersion\":\"1.0\",\"context\":\"until now\",\"method\":\"no:such\"}");
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode frame = next(); !frame.at("/context").asText().equals("until now"); frame = next()) {
            all.add(frame);
        }
        return all;
    }

    /** True if no frame is waiting after one round trip on this socket. */
    boolean isQuiet() {
        send("{\"apiVersion\":\"1.0\",\"context\":\"quiet?\",\"method\":\"no:such\"}");
        return next().at("/context").asText().equals("quiet?") && frames.isEmpty();
    }
}
