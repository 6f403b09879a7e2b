package dev.openaxis.vapix.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveItem.Happened;
import dev.openaxis.core.live.LiveItem.Origin;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.internal.events.EventPlayer;
import dev.openaxis.vapix.internal.events.RecordedItem;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.SupervisedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded is played as it was. */
class EventRecordingTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");

    @TempDir
    Path folder;

    private final List<LiveItem> heard = new CopyOnWriteArrayList<>();
    private final List<AxisException> ends = new CopyOnWriteArrayList<>();
    private final LiveListener listener = new LiveListener() {
        @Override
        public void onItem(LiveItem item) {
            heard.add(item);
        }

        @Override
        public void onEnd(AxisException cause) {
            ends.add(cause);
        }
    };

    private static EventContent content(String topic, Map<String, String> source, Map<String, String> data) {
        return new EventContent("B8A44F000001", topic, source, data, Optional.of(AT));
    }

    private static Happened happened(long seq, VapixEvent event) {
        return new Happened(1, seq, AT.plusMillis(seq * 10), Origin.NOTIFIED, event);
    }

    /** One item of every kind that is written differently. */
    private static final List<LiveItem> ITEMS = List.of(
            happened(
                    1,
                    new PortEvent(
                            content(
                                    "Device/Trigger/Relay",
                                    Map.of("RelayToken", "r0"),
                                    Map.of("LogicalState", "active")),
                            PortId.of(3),
                            PortState.ACTIVE)),
            happened(
                    2,
                    new SupervisedPortEvent(
                            content("Device/IO/SupervisedPort", Map.of("port", "1"), Map.of("state", "cut")),
                            PortId.of(1),
                            SupervisedState.CUT)),
            happened(3, new ShockEvent(content("Device/Tampering/ShockDetected", Map.of("channel", "1"), Map.of()))),
            happened(4, new OtherEvent(content("Own/Topic", Map.of("a", "ä\n\"€"), Map.of("b", "")), true)),
            happened(5, new OtherEvent(content("Own/Topic2", Map.of(), Map.of()), false)),
            happened(
                    6,
                    new InstanceRemovedEvent(
                            content("Device/IO/Port", Map.of("port", "2"), Map.of("state", "1")),
                            new StateKey("Device/IO/Port", Map.of("port", "2")))),
            new Gap(
                    2,
                    7,
                    AT,
                    AT.plusSeconds(3),
                    Gap.Cause.DEVICE_RESTARTED,
                    Set.of(new StateKey("Device/IO/Port", Map.of("port", "2"))),
                    Set.of(new StateKey("Device/IO/Port", Map.of("port", "3"))),
                    Set.of(),
                    -1),
            new Happened(
                    2,
                    8,
                    AT.plusSeconds(3),
                    Origin.READ,
                    new PortEvent(
                            new EventContent(
                                    "B8A44F000001",
                                    "Device/IO/Port",
                                    Map.of("port", "2"),
                                    Map.of("state", "0"),
                                    Optional.empty()),
                            PortId.of(2),
                            PortState.INACTIVE)));

    private Path recorded() throws IOException {
        Path file = folder.resolve("events.jsonl");
        try (EventRecorder recorder = EventRecorder.to(file)) {
            ITEMS.forEach(recorder::onItem);
            assertThat(recorder.failure()).isEmpty();
        }
        return file;
    }

    @Test
    void everyItem_isPlayedAsItWas() throws Exception {
        Subscription playing = RecordedEvents.of(recorded()).subscribe(listener);

        await().atMost(SOON).until(() -> !playing.active());
        assertThat(heard).isEqualTo(ITEMS);
        assertThat(ends).isEmpty();
    }

    @Test
    void aRecordingGoesOn_whereItEnded() throws Exception {
        recorded();
        Path file = recorded();

        try (Stream<LiveItem> items = RecordedEvents.of(file).items()) {
            assertThat(items).hasSize(2 * ITEMS.size());
        }
    }

    @Test
    void aRecordingThatACrashCutOff_goesOnInALineOfItsOwn() throws Exception {
        Path file = recorded();
        Files.writeString(file, Files.readString(file) + "{\"kind\":\"ev");

        recorded();

        assertThat(Files.readAllLines(file)).hasSize(2 * ITEMS.size() + 1);
        assertThat(RecordedItem.parse(Files.readAllLines(file).get(ITEMS.size() + 1)))
                .isEqualTo(ITEMS.get(0));
    }

    @Test
    void aFilter_letsGapsThrough() throws Exception {
        Subscription playing =
                RecordedEvents.of(recorded()).subscribe(EventFilter.topic("tns1:Device/tnsaxis:IO/Port"), listener);

        await().atMost(SOON).until(() -> !playing.active());
        assertThat(heard).containsExactly(ITEMS.get(5), ITEMS.get(6), ITEMS.get(7));
    }

    @Test
    void withItsPauses_itTakesItsTime_andCanBeStopped() throws Exception {
        long begun = System.nanoTime();
        Subscription whole = RecordedEvents.of(recorded()).atSpeed(20).subscribe(listener);
        await().atMost(SOON).until(() -> !whole.active());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(100));

        heard.clear();
        Subscription slow = RecordedEvents.of(recorded()).atSpeed(0.001).subscribe(listener);
        await().atMost(SOON).until(() -> heard.size() == 1);
        slow.close();
        assertThat(slow.active()).isFalse();
        assertThatThrownBy(() -> RecordedEvents.of(folder).atSpeed(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsReadWhenThePlayingIsStopped_isNotTold() {
        CompletableFuture<Subscription> playing = new CompletableFuture<>();
        Stream<LiveItem> items = ITEMS.stream().peek(item -> {
            if (item.seq() == 3) {
                playing.join().close();
            }
        });

        playing.complete(EventPlayer.start("test", items, EventFilter.all(), listener, 0));

        await().atMost(SOON).until(() -> heard.size() == 2 && !playing.join().active());
        await().during(Duration.ofMillis(50)).atMost(SOON).until(() -> heard.size() == 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "{\"kind\":\"other\"}",
                "{\"kind\":\"event\",\"epoch\":1,\"seq\":1,\"receivedAt\":\"yesterday\",\"origin\":\"READ\",\"topic\":\"A\"}",
                "{\"kind\":\"event\",\"epoch\":1,\"seq\":1,\"receivedAt\":\"2026-05-01T10:00:00Z\",\"origin\":\"HEARD\",\"topic\":\"A\"}",
                "{\"kind\":\"event\",\"epoch\":{},\"seq\":1,\"receivedAt\":\"2026-05-01T10:00:00Z\",\"origin\":\"READ\",\"topic\":\"A\"}",
                "{\"kind\":\"event\",\"epoch\":1,\"seq\":1,\"receivedAt\":\"2026-05-01T10:00:00Z\",\"origin\":\"READ\"}",
                "{\"kind\":\"gap\",\"epoch\":1,\"seq\":1}"
            })
    void aLineThatIsNoItem_endsThePlaying_andIsNamed(String line) throws Exception {
        Path file = recorded();
        Files.writeString(file, Files.readString(file) + line + "\n");

        Subscription playing = RecordedEvents.of(file).subscribe(listener);

        await().atMost(SOON).until(() -> !playing.active());
        assertThat(heard).hasSize(ITEMS.size());
        assertThat(ends).singleElement().satisfies(end -> assertThat(end).hasMessageContaining("line 9"));
    }
}
