package dev.openaxis.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything one subscriber was told. */
class Sequence {
    final List<LiveItem> items = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();

    /** Takes the next item. */
    void take(LiveItem item) {
        assertThat(inside.incrementAndGet()).as("deliveries at one time").isEqualTo(1);
        items.add(item);
        inside.decrementAndGet();
    }

    /** The items as short texts: {@code 0=1} for a state, {@code !x} for a moment, {@code GAP}. */
    List<String> texts() {
        return items.stream().map(Sequence::text).toList();
    }

    private static String text(LiveItem item) {
        if (item instanceof LiveItem.Happened happened) {
            return happened.event().stateful()
                    ? happened.event().source().get("port") + "="
                            + happened.event().data().get("state")
                    : "!" + happened.event().data().get("what");
        }
        return "GAP";
    }

    /** The last value of every port. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (LiveItem item : items) {
            if (item instanceof LiveItem.Happened happened && happened.event().stateful()) {
                values.put(
                        happened.event().source().get("port"),
                        happened.event().data().get("state"));
            }
        }
        return values;
    }

    List<Gap> gaps() {
        return items.stream().filter(Gap.class::isInstance).map(Gap.class::cast).toList();
    }

    void awaitTexts(String... texts) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(texts()).containsExactly(texts));
        sound();
    }

    void awaitGap() {
        await().atMost(Duration.ofSeconds(20)).until(() -> !gaps().isEmpty());
    }

    /** What holds for every sequence: no holes, and nothing older behind a gap of a newer connection. */
    void sound() {
        long seq = 0;
        long newestGap = 0;
        for (LiveItem item : List.copyOf(items)) {
            assertThat(item.seq()).as("seq of %s", item).isEqualTo(++seq);
            assertThat(item.epoch())
                    .as("epoch behind a gap of epoch %s: %s", newestGap, texts())
                    .isGreaterThanOrEqualTo(newestGap);
            if (item instanceof Gap gap && gap.cause() != Gap.Cause.SLOW_SUBSCRIBER) {
                newestGap = gap.epoch();
            }
        }
    }
}
