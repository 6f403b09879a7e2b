package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.recordings.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that refuses every list of filters with one certain topic in it, as the recorded refusal does. */
class RefusedFilterTest {
    private static final String CONFIGURED = "{\"apiVersion\":\"1.0\",\"method\":\"events:configure\",\"data\":{}}";
    private static final String REFUSAL = Recorded.text("events/configure-response-error-2104-empty-list.json");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScriptedDevice device = new ScriptedDevice();
    private final CompletableFuture<WebSocket> stream = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<String> lists = new CopyOnWriteArrayList<>();

    /** One subscriber. */
    private static final class Listener implements LiveListener {
        final List<String> topics = new CopyOnWriteArrayList<>();
        final List<AxisException> ends = new CopyOnWriteArrayList<>();
        final List<AxisException> interruptions = new CopyOnWriteArrayList<>();

        @Override
        public void onItem(LiveItem item) {
            if (item instanceof LiveItem.Happened happened) {
                topics.add(happened.event().topic());
            }
        }

        @Override
        public void onInterrupted(AxisException cause) {
            interruptions.add(cause);
        }

        @Override
        public void onEnd(AxisException cause) {
            ends.add(cause);
        }
    }

    @BeforeEach
    void answer() {
        device.streamsEvents(new Server());
    }

    @AfterEach
    void close() {
        if (stream.isDone()) {
            // The server ends only when its web sockets have ended in order.
            stream.join().close(1000, "");
            ended.orTimeout(10, TimeUnit.SECONDS).join();
        }
        device.close();
    }

    private final class Server extends WebSocketListener {
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
            lists.add(text);
            stream.complete(socket);
            if (text.contains("Silent")) {
                return;
            }
            socket.send(text.contains("Nowhere") ? REFUSAL : CONFIGURED);
        }
    }

    private void tell(String topic) {
        stream.orTimeout(20, TimeUnit.SECONDS)
                .join()
                .send("{\"apiVersion\":\"1.0\",\"method\":\"events:notify\",\"params\":{\"notification\":{\"topic\":\""
                        + topic + "\",\"message\":{\"source\":{},\"key\":{},\"data\":{}}}}}");
    }

    @Test
    void onlyWhoWantedIt_isToldSo_andTheOthersHearOn() {
        Listener good = new Listener();
        Listener bad = new Listener();
        device.client().events().subscribe(EventFilter.topic("tnsaxis:Test/Good"), good);
        await().atMost(SOON).until(() -> device.client().events().live());

        Subscription refused = device.client().events().subscribe(EventFilter.topic("tnsaxis:Test/Nowhere"), bad);

        await().atMost(SOON).until(() -> bad.ends.size() == 1);
        assertThat(bad.ends.get(0))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the device refused the event filter: error 2104")
                .satisfies(
                        cause -> assertThat(((RefusedException) cause).code()).isEqualTo(2104));
        assertThat(refused.active()).isFalse();
        tell("tnsaxis:Test/Good");
        await().atMost(SOON).until(() -> good.topics.contains("Test/Good"));
        assertThat(good.ends).isEmpty();
        assertThat(bad.topics).isEmpty();
        assertThat(lists.get(lists.size() - 1))
                .as("the list in force is one the device took")
                .contains("Good")
                .doesNotContain("Nowhere");
    }

    @Test
    void aFirstSubscriberIsToldToo_andALaterOneIsServed() {
        Listener bad = new Listener();
        device.client().events().subscribe(EventFilter.topic("tnsaxis:Test/Nowhere"), bad);
        await().atMost(SOON).until(() -> bad.ends.size() == 1);

        assertThat(bad.ends.get(0)).isInstanceOf(RefusedException.class);
        assertThat(bad.topics).isEmpty();
    }

    @Test
    void aListThatIsNotAnswered_endsTheConnection_insteadOfEveryLaterOne() {
        Listener good = new Listener();
        device.client().events().subscribe(EventFilter.topic("tnsaxis:Test/Good"), good);
        // So much later that it is seen which of the two lists the device's time is up for.
        await().pollDelay(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> device.client().events().live());

        device.client().events().subscribe(EventFilter.topic("tnsaxis:Test/Silent"), new Listener());

        await().atMost(SOON).until(() -> lists.stream().anyMatch(list -> list.contains("Silent")));
        Instant asked = Instant.now();
        await().atMost(Duration.ofSeconds(30)).until(() -> !good.interruptions.isEmpty());
        assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofSeconds(19));
        assertThat(good.interruptions.get(0))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("does not answer an event filter");
        assertThat(good.ends).isEmpty();
    }

    @Test
    void whatSaysNothing_isReportedOncePerKind_andCounted() {
        Listener listener = new Listener();
        device.client().events().subscribe(EventFilter.topic("tnsaxis:Test/Good"), listener);
        await().atMost(SOON).until(() -> device.client().events().live());
        WebSocket socket = stream.join();

        for (int i = 0; i < 5; i++) {
            socket.send("no JSON " + i);
            socket.send("{\"method\":\"events:other" + i + "\"}");
            socket.send("{\"method\":\"events:notify\",\"params\":{\"notification\":{\"message\":{}}}}");
        }
        tell("tnsaxis:Test/Good");

        await().atMost(SOON).until(() -> listener.topics.contains("Test/Good"));
        assertThat(device.client().events().oddities())
                .hasSize(3)
                .allSatisfy((kind, count) -> assertThat(count).as(kind).isEqualTo(5));
        assertThat(listener.ends).isEmpty();
    }
}
