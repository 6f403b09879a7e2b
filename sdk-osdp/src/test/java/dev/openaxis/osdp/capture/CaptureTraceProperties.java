package dev.openaxis.osdp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.testing.Captures;
import dev.openaxis.osdp.testing.Vectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CaptureTraceProperties {
    private static final List<CaptureEntry> BUS = Captures.of(Vectors.BUS);
    private static final Octets KEY = Octets.ofHex("C0112233445566778899AABBCCDDEE02");

    private static void assertReadable(CaptureTrace trace, List<TraceLine> lines) {
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.toString())
                        .matches("[ -~]+")
                        .doesNotContainIgnoringCase("AABBCCDDEE0")
                        .doesNotContainIgnoringCase("C01122334455"));
        assertThat(trace.oddities())
                .isEqualTo(lines.stream().filter(TraceLine::odd).count());
    }

    @Property
    void anyBytesAreLines(
            @ForAll @Size(max = 20) List<@Size(min = 1, max = 60) byte[]> pieces,
            @ForAll @LongRange(min = 0, max = 400) long pause) {
        CaptureTrace trace = CaptureTrace.builder().build();
        List<TraceLine> lines = new ArrayList<>();
        Instant time = Instant.EPOCH;
        for (byte[] piece : pieces) {
            time = time.plusMillis(pause);
            lines.addAll(trace.take(new CaptureEntry(time, RecordedAs.TRACE, Octets.of(piece))));
        }
        lines.addAll(trace.finish());

        assertReadable(trace, lines);
    }

    /** Frames with any code and any contents, whose check characters are right. */
    @Property(tries = 2000)
    void anyContentsAreALine(
            @ForAll byte address,
            @ForAll @IntRange(max = 255) int control,
            @ForAll @Size(min = 1, max = 60) byte[] contents) {
        byte[] frame = new byte[5 + contents.length + ((control & 4) != 0 ? 2 : 1)];
        frame[0] = 0x53;
        frame[1] = address;
        frame[2] = (byte) frame.length;
        frame[4] = (byte) control;
        System.arraycopy(contents, 0, frame, 5, contents.length);
        FrameEncoder.finish(frame, 0, frame.length, (control & 4) != 0);
        CaptureTrace trace = CaptureTrace.builder().build();

        List<TraceLine> lines = trace.take(new CaptureEntry(Instant.EPOCH, RecordedAs.INPUT, Octets.of(frame)));

        assertThat(lines).hasSize(1);
        assertReadable(trace, lines);
    }

    /** A good capture of which bytes, frames and their order are changed. */
    @Property(tries = 100)
    void aDamagedCaptureIsLines(
            @ForAll @Size(max = 30) List<@IntRange(max = 304) Integer> changed,
            @ForAll @Size(max = 10) List<@IntRange(max = 304) Integer> removed,
            @ForAll @IntRange(max = 60) int at,
            @ForAll byte value) {
        List<CaptureEntry> entries = new ArrayList<>(BUS);
        for (int index : changed) {
            byte[] bytes = entries.get(index).bytes().toArray();
            bytes[at % bytes.length] = value;
            entries.set(index, new CaptureEntry(entries.get(index).time(), RecordedAs.TRACE, Octets.of(bytes)));
        }
        for (int index : removed) {
            CaptureEntry moved = entries.remove(index % entries.size());
            entries.add(at, moved);
        }
        CaptureTrace trace = CaptureTrace.builder().key(KEY).build();
        List<TraceLine> lines = new ArrayList<>();
        entries.forEach(entry -> lines.addAll(trace.take(entry)));
        lines.addAll(trace.finish());

        assertReadable(trace, lines);
        assertThat(lines).hasSizeGreaterThan(200);
    }

    /** However the bytes of the line are cut into entries, the frames are the same. */
    @Property(tries = 100)
    void thePiecesOfTheEntriesDoNotMatter(
            @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 60) Integer> sizes) {
        List<CaptureEntry> head = Captures.of(Vectors.ANNEX_E).subList(0, 20);
        byte[] all = new byte[0];
        for (CaptureEntry entry : head) {
            byte[] bytes = entry.bytes().toArray();
            int end = all.length;
            all = Arrays.copyOf(all, end + bytes.length);
            System.arraycopy(bytes, 0, all, end, bytes.length);
        }
        CaptureTrace whole = CaptureTrace.builder().build();
        List<String> expected = new ArrayList<>();
        head.forEach(entry -> whole.take(entry).forEach(line -> expected.add(line.text())));
        CaptureTrace trace = CaptureTrace.builder().build();
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < all.length; i++) {
            int end = Math.min(all.length, at + sizes.get(i % sizes.size()));
            trace.take(new CaptureEntry(Instant.EPOCH, RecordedAs.TRACE, Octets.copyOf(all, at, end - at)))
                    .forEach(line -> lines.add(line.text()));
            at = end;
        }

        assertThat(lines).isEqualTo(expected);
    }
}
