package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VirtualLoopProperties {
    @Property(tries = 300)
    void tasksRunInTheOrderOfTheirTimes_thenAsTheyCame(
            @ForAll @Size(max = 300) List<@IntRange(max = 20) Integer> millis,
            @ForAll Set<@IntRange(max = 299) Integer> takenBack,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 6) Integer> moves) {
        VirtualLoop loop = new VirtualLoop();
        List<Integer> ran = new ArrayList<>();
        List<LineTimer> timers = new ArrayList<>();
        for (int i = 0; i < millis.size(); i++) {
            int number = i;
            timers.add(loop.schedule(Duration.ofMillis(millis.get(i)), () -> {
                assertThat(loop.nanoTime()).isEqualTo(millis.get(number) * 1_000_000L);
                ran.add(number);
            }));
        }
        takenBack.stream()
                .filter(i -> i < timers.size())
                .forEach(i -> timers.get(i).cancel());

        int until = 0;
        for (int move : moves) {
            loop.advance(Duration.ofMillis(move));
            until += move;
        }

        int end = until;
        assertThat(ran)
                .containsExactlyElementsOf(IntStream.range(0, millis.size())
                        .filter(i -> !takenBack.contains(i) && millis.get(i) <= end)
                        .boxed()
                        .sorted(Comparator.comparing(millis::get))
                        .toList());
        Set<Integer> left =
                new HashSet<>(IntStream.range(0, millis.size()).boxed().toList());
        left.removeAll(takenBack);
        ran.forEach(left::remove);
        assertThat(loop.waiting()).isEqualTo(left.size());
    }
}
