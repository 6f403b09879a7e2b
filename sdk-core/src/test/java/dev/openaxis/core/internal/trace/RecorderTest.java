package dev.openaxis.core.internal.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.trace.FlightRecorder;
import dev.openaxis.core.trace.Recording;
import dev.openaxis.core.trace.RecordingLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final DeviceAddress ONE = DeviceAddress.parse("https://10.0.0.1");
    private static final DeviceAddress TWO = DeviceAddress.parse("https://10.0.0.2");
    private static final RecordingLimits SMALL = new RecordingLimits(3, 4096, 8192, 100, Duration.ofMinutes(1));

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Recorder recorder = new Recorder(SMALL, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private static byte[] entry(String text) {
        return ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
    }

    private static String lines(Recording recording) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        recording.writeJsonLines(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theOldestEntryOfADevice_makesPlaceForItsNewest() throws IOException {
        recorder.add(TWO, entry("other"));
        for (int i = 1; i <= 5; i++) {
            recorder.add(ONE, entry("e" + i));
        }
        assertThat(lines(recorder.recording())).isEqualTo("\"other\"\n\"e3\"\n\"e4\"\n\"e5\"\n");
        assertThat(recorder.dropped()).isEqualTo(2);
    }

    @Test
    void theOldestEntryOfAll_makesPlaceWhenAllDevicesHoldTooMuch() throws IOException {
        Recorder narrow = new Recorder(new RecordingLimits(9, 2000, 2000, 0, Duration.ofHours(1)), Clock.systemUTC());
        narrow.add(ONE, entry("a".repeat(500)));
        narrow.add(TWO, entry("b".repeat(500)));
        narrow.add(TWO, entry("c".repeat(500)));
        assertThat(narrow.recording().devices()).containsExactly(TWO);
        assertThat(narrow.entries()).isEqualTo(2);
    }

    @Test
    void whatIsTooOld_goesAlsoWhenNothingNewComes() {
        recorder.add(ONE, entry("a"));
        now = now.plusSeconds(50);
        recorder.add(ONE, entry("b"));
        now = now.plusSeconds(11);
        assertThat(recorder.recording().entries()).isEqualTo(1);
        now = now.plusSeconds(60);
        assertThat(recorder.recording().entries()).isZero();
        assertThat(recorder.bytes()).isZero();
    }

    @Test
    void anEntryLargerThanTheLimit_isCountedAndNotKept() {
        recorder.add(ONE, entry("kept"));
        recorder.add(ONE, entry("x".repeat(5000)));
        assertThat(recorder.entries()).isEqualTo(1);
        assertThat(recorder.dropped()).isEqualTo(1);
    }

    @Test
    void aRecording_isAPartByDeviceAndTime() throws IOException {
        recorder.add(ONE, entry("a"));
        now = now.plusSeconds(10);
        recorder.add(TWO, entry("b"));
        recorder.add(ONE, entry("c"));
        assertThat(lines(recorder.recording().of(ONE))).isEqualTo("\"a\"\n\"c\"\n");
        assertThat(lines(recorder.recording().of(ONE).since(now))).isEqualTo("\"c\"\n");
        Recording before = recorder.recording();
        recorder.clear();
        assertThat(before.entries()).isEqualTo(3);
        assertThat(recorder.recording().entries()).isZero();
    }

    @Test
    void toString_countsAndTellsNothing() {
        recorder.add(ONE, entry("told"));
        assertThat(recorder.toString()).isEqualTo("FlightRecorder[1 entries, 1 devices, 256 bytes, 0 dropped]");
        assertThat(recorder.recording().toString()).isEqualTo("Recording[1 entries, 1 devices]");
        assertThat(recorder.toString() + recorder.recording()).doesNotContain("told");
    }

    @Property(tries = 200)
    void endlessTraffic_neverHoldsMoreThanTheLimits(
            @ForAll @Size(max = 300) List<@IntRange(max = 3000) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 5) int devices)
            throws IOException {
        Recorder bounded = new Recorder(SMALL, Clock.systemUTC());
        for (int i = 0; i < sizes.size(); i++) {
            bounded.add(new DeviceAddress(true, "d" + i % devices, 443), entry("x".repeat(sizes.get(i))));
            Recording held = bounded.recording();
            // What is there, measured by what it writes and not by what the recorder says.
            assertThat(lines(held).length() + held.entries() * 249L)
                    .isEqualTo(bounded.bytes())
                    .isLessThanOrEqualTo(SMALL.bytesInAll());
            for (DeviceAddress device : held.devices()) {
                Recording one = held.of(device);
                assertThat(one.entries()).isLessThanOrEqualTo(SMALL.entriesPerDevice());
                assertThat((long) lines(one).length()).isLessThanOrEqualTo(SMALL.bytesPerDevice());
            }
            assertThat(held.entries()).isEqualTo(bounded.entries());
        }
        assertThat(bounded.entries() + bounded.dropped()).isEqualTo(sizes.size());
    }

    @Test
    void exportWhileRecording_seesWholeEntriesInOrder() throws Exception {
        FlightRecorder shared =
                FlightRecorder.limitedTo(RecordingLimits.defaults().withEntries(50));
        Recorder inside = (Recorder) shared;
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (DeviceAddress device : List.of(ONE, TWO)) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20_000; i++) {
                    inside.add(device, Integer.toString(100_000 + i).getBytes(StandardCharsets.UTF_8));
                }
            }));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(new CompletableFuture<?>[0]));
        do {
            for (DeviceAddress device : List.of(ONE, TWO)) {
                List<String> seen = lines(shared.recording().of(device)).lines().toList();
                assertThat(seen).isSorted().doesNotHaveDuplicates().allMatch(line -> line.length() == 6);
            }
        } while (!all.isDone());
        all.get(20, TimeUnit.SECONDS);
        assertThat(shared.entries()).isEqualTo(100);
        assertThat(lines(shared.recording().of(ONE))).endsWith("119999\n");
    }

    @Test
    void impossibleLimits_areRefused() {
        RecordingLimits defaults = RecordingLimits.defaults();
        assertThatThrownBy(() -> defaults.withEntries(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withBytes(4096, 2048)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withBodyBytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withAge(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
