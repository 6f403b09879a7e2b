package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.recordings.Mangled;
import dev.openaxis.vapix.recordings.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** Messages of an event stream as no device should send them: those after them arrive, over the same connection. */
class LiveLeniencyProperties {
    private static final String CONFIGURED = "{\"apiVersion\":\"1.0\",\"method\":\"events:configure\",\"data\":{}}";

    private final ScriptedDevice device = new ScriptedDevice();
    private final CompletableFuture<WebSocket> stream = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private Subscription subscription;

    @AfterProperty
    void close() {
        // The server ends only when its web sockets have ended in order.
        connected().close(1000, "");
        ended.orTimeout(10, TimeUnit.SECONDS).join();
        device.close();
    }

    private WebSocket connected() {
        if (subscription == null) {
            device.streamsEvents(new Server());
            subscription = device.client().events().subscribe(item -> {
                if (item instanceof LiveItem.Happened happened) {
                    heard.add(happened.event().topic());
                }
            });
        }
        return stream.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private final class Server extends WebSocketListener {
        @Override
        public void onOpen(WebSocket socket, Response response) {
            connections.incrementAndGet();
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            ended.complete(null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            ended.complete(null);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            socket.send(CONFIGURED);
            stream.complete(socket);
        }
    }

    @Property(tries = 200)
    void aMessageDoesNotTakeTheStreamDown(@ForAll("messages") String message) {
        WebSocket socket = connected();
        String last = "Test/Number" + sent.incrementAndGet();

        socket.send(message);
        socket.send("{\"apiVersion\":\"1.0\",\"method\":\"events:notify\",\"params\":{\"notification\":{\"topic\":\""
                + last + "\",\"message\":{\"source\":{},\"key\":{},\"data\":{}}}}}");

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> heard.contains(last));
        assertThat(connections).hasValue(1);
    }

    @Provide
    Arbitrary<String> messages() {
        return Mangled.json(List.of(
                Recorded.text("io/event-ws-IO-VirtualInput.json"),
                Recorded.text("events/notify-VirtualInput-port38-acap-rs.json"),
                inEnvelope("events/notification-IO-Port-admz.json"),
                inEnvelope("events/notification-MotionRegionDetector-admz.json"),
                inEnvelope("events/notification-PTZ-Move-admz.json"),
                Recorded.text("events/configure-response-error-2104-empty-list.json"),
                Recorded.text("io/event-mqtt-Sensor-PIR.json")));
    }

    /** Their origin kept only the inner object; the envelope is the documented one. */
    private static String inEnvelope(String recording) {
        return "{\"apiVersion\":\"1.0\",\"method\":\"events:notify\",\"params\":{\"notification\":"
                + Recorded.text(recording) + "}}";
    }
}
