package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.osdp.event.LineChanged;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The line itself is away, and comes back. */
class LineWatchTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final Cable cable = new Cable(loop);
    private final AxisRuntime runtime =
            AxisRuntime.builder().callbackExecutor(Runnable::run).eventLoops(1).build();
    private final List<LineChanged> told = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final ControlPanel panel = ControlPanel.on(cable).runtime(runtime).start();

    LineWatchTest() {
        panel.subscribe(this::hear);
    }

    private void hear(LiveItem item) {
        if (item instanceof LiveItem.Happened happened && happened.event() instanceof LineChanged changed) {
            told.add(changed);
            times.add(loop.now());
        }
    }

    @AfterEach
    void close() {
        panel.close();
        loop.advance(Duration.ofMillis(1));
        runtime.close();
    }

    private List<Boolean> ups() {
        return told.stream().map(LineChanged::up).toList();
    }

    @Test
    void aLineThatOpens_isTold_atOnce() {
        loop.advance(Duration.ZERO);

        assertThat(ups()).containsExactly(true);
        assertThat(told.get(0).line()).isEqualTo("cable");
        assertThat(panel.health().lineUp()).isTrue();
        assertThat(panel.health().score()).isEqualTo(LinkHealth.PERFECT);
    }

    @Test
    void aLineThatNeverOpens_isTold_withItsReason() {
        cable.broken = true;
        Instant start = loop.now();
        loop.advance(Duration.ofSeconds(30));

        assertThat(ups()).containsExactly(false);
        assertThat(told.get(0).why()).contains("pulled");
        assertThat(times).containsExactly(start.plusSeconds(3));
        assertThat(panel.health().lineUp()).isFalse();
        assertThat(panel.health().lineSince()).isEqualTo(start);
        assertThat(panel.health().openings()).isZero();
        assertThat(panel.health().score()).isZero();
    }

    @Test
    void aLineThatIsAway_isTold_whenItHasLasted_andAgainWhenItIsBackForAsLong() {
        loop.advance(Duration.ofMinutes(5));
        told.clear();
        times.clear();
        Instant pulled = loop.now();
        cable.pull();
        loop.advance(Duration.ofMillis(2_999));
        assertThat(told).isEmpty();
        assertThat(panel.health().lineUp()).isFalse();
        assertThat(panel.health().score()).isZero();
        loop.advance(Duration.ofMillis(1));
        assertThat(ups()).containsExactly(false);
        assertThat(panel.health().lineSince()).isEqualTo(pulled);

        loop.advance(Duration.ofMillis(27_500));
        cable.broken = false;
        loop.advance(Duration.ofMillis(500));
        Instant back = panel.health().lineSince();
        assertThat(back).isEqualTo(pulled.plusSeconds(31));
        assertThat(panel.health().lineUp()).isTrue();
        assertThat(panel.health().openings()).isEqualTo(2);
        assertThat(panel.health().score()).isEqualTo(48);
        // 31 s of five minutes are a tenth.
        assertThat(panel.health().trend()).isEqualTo(48 - 89);
        loop.advance(Duration.ofSeconds(10));
        assertThat(ups()).containsExactly(false, true);
        assertThat(times.get(1)).isEqualTo(back.plusSeconds(3));
        loop.advance(Duration.ofMinutes(1));
        assertThat(panel.health().score()).isEqualTo(LinkHealth.PERFECT);
        assertThat(panel.health().trend()).isEqualTo(100 - 89);
        loop.advance(Duration.ofMinutes(4));
        assertThat(panel.health().trend()).isZero();
    }

    @Test
    void aLineThatIsAwayForAMoment_isNotTold() {
        loop.advance(Duration.ofMinutes(5));
        told.clear();
        cable.pull();
        cable.broken = false;
        loop.advance(Duration.ofMinutes(1));

        assertThat(told).isEmpty();
        assertThat(panel.health().openings()).isEqualTo(2);
    }

    @Test
    void aLineThatOpensAndClosesAllTheTime_isAway_once() {
        loop.advance(Duration.ofMinutes(5));
        told.clear();
        for (int i = 0; i < 20; i++) {
            cable.pull();
            cable.broken = false;
            loop.advance(Duration.ofMillis(1_300));
        }
        assertThat(ups()).containsExactly(false);
        assertThat(panel.health().openings()).isEqualTo(21);
        assertThat(panel.health().score()).isBetween(60, 70);

        loop.advance(Duration.ofSeconds(10));
        assertThat(ups()).containsExactly(false, true);
    }

    @Test
    void whoListensLater_hearsHowItIs() {
        loop.advance(Duration.ZERO);
        cable.pull();
        loop.advance(Duration.ofSeconds(10));
        told.clear();
        panel.subscribe(this::hear);
        loop.advance(Duration.ZERO);

        assertThat(ups()).containsExactly(false);
    }

    /** A line that can be pulled out. */
    private static final class Cable implements ByteLine {
        private final VirtualLoop loop;
        private Optional<LineListener> listener = Optional.empty();
        boolean broken;

        Cable(VirtualLoop loop) {
            this.loop = loop;
        }

        void pull() {
            broken = true;
            end(Optional.of("the cable was pulled"));
        }

        private void end(Optional<String> why) {
            LineListener hearing = listener.orElseThrow();
            listener = Optional.empty();
            loop.execute(() ->
                    hearing.closed(why.map(words -> new ConnectionException(Failure.of("cable", "line", words)))
                            .orElse(null)));
        }

        @Override
        public String name() {
            return "cable";
        }

        @Override
        public LineLoop loop() {
            return loop;
        }

        @Override
        public int baudRate() {
            return 9_600;
        }

        @Override
        public boolean changeBaudRate(int bitsPerSecond) {
            return false;
        }

        @Override
        public Duration tolerance() {
            return Duration.ZERO;
        }

        @Override
        public void open(LineListener hearing) {
            listener = Optional.of(hearing);
            if (broken) {
                end(Optional.of("the cable is pulled"));
            } else {
                loop.execute(hearing::opened);
            }
        }

        @Override
        public void send(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void close() {
            if (listener.isPresent()) {
                end(Optional.empty());
            }
        }
    }
}
