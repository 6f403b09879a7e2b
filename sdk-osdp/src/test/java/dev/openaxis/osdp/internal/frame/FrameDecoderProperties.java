package dev.openaxis.osdp.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.testing.Vectors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrameDecoderProperties {

    /** Frames of any address, sequence, check and data; with a running session's block now and then. */
    @Provide
    Arbitrary<byte[]> frame() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.bytes().array(byte[].class).ofMinSize(6).ofMaxSize(60))
                .as(FrameDecoderProperties::frame);
    }

    private static byte[] frame(int address, int sequence, boolean crc, boolean secured, byte[] data) {
        int head = Layout.HEADER + (secured ? SecurityBlock.SECURED_SIZE + 1 : 1);
        byte[] frame = new byte[head + data.length + Layout.checkSize(crc)];
        System.arraycopy(data, 0, frame, head, data.length);
        FrameEncoder.secured(frame, 0, frame.length, address, sequence, crc, SecurityBlock.REPLY, 0x40);
        if (!secured) {
            frame[Layout.CONTROL] &= ~Layout.CONTROL_BLOCK;
            System.arraycopy(data, 0, frame, head, data.length);
        }
        FrameEncoder.finish(frame, 0, frame.length, crc);
        return frame;
    }

    /** Bytes that like to look like a frame. */
    @Provide
    Arbitrary<byte[]> noise() {
        Arbitrary<Byte> alike = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.bytes()),
                Tuple.of(2, Arbitraries.just((byte) Layout.SOM)),
                Tuple.of(2, Arbitraries.just((byte) 0)),
                Tuple.of(1, Arbitraries.of((byte) 4, (byte) 8, (byte) 12, (byte) 0xFF)));
        return alike.array(byte[].class).ofMaxSize(80);
    }

    private static List<String> frames(FrameDecoder decoder) {
        List<String> frames = new ArrayList<>();
        for (Found found = decoder.next(); found != Found.NOTHING; found = decoder.next()) {
            if (found == Found.FRAME) {
                Frame frame = decoder.frame();
                frames.add(Vectors.hex(frame.bytes(), frame.at(), frame.length()));
            }
        }
        return frames;
    }

    private static List<String> all(FrameDecoder decoder, byte[] bytes, List<Integer> cuts) {
        List<String> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int cut = 0;
        while (in.hasRemaining()) {
            int piece = cuts.isEmpty() ? in.remaining() : Math.min(in.remaining(), cuts.get(cut++ % cuts.size()));
            ByteBuffer part = in.slice().limit(piece);
            int taken = decoder.take(part);
            assertThat(taken).isPositive();
            in.position(in.position() + taken);
            frames.addAll(frames(decoder));
        }
        decoder.silence();
        frames.addAll(frames(decoder));
        return frames;
    }

    @Property
    void anyBytes_areFramesFaultsOrNothing_andAreAllCounted(
            @ForAll("noise") byte[] first,
            @ForAll("noise") byte[] second,
            @ForAll @IntRange(min = 1, max = 9) int cut) {
        FrameDecoder decoder = new FrameDecoder(128);
        byte[] bytes = join(List.of(first, second));

        List<String> frames = all(decoder, bytes, List.of(cut));

        FrameCounters counters = decoder.counters();
        assertThat(counters.frames()).isEqualTo(frames.size());
        long inFrames = frames.stream().mapToLong(frame -> frame.length() / 2).sum();
        long dropped = counters.marks()
                + counters.noise()
                + counters.falseStarts()
                + counters.truncated()
                + counters.checkFailures();
        if (counters.blockFaults() == 0) {
            assertThat(inFrames + dropped).isEqualTo(bytes.length);
        }
        assertThat(decoder.space().remaining()).isEqualTo(128);
    }

    /** Where bytes with right check characters begin, found in another way: with all bytes at hand. */
    private static List<Integer> starts(byte[] bytes) {
        List<Integer> starts = new ArrayList<>();
        int i = 0;
        while (i + 7 <= bytes.length) {
            int length = length(bytes, i);
            boolean crc = (bytes[i + 4] & 4) != 0;
            boolean whole = bytes[i] == 0x53 && length >= (crc ? 8 : 7) && length <= 1440 && i + length <= bytes.length;
            if (whole && isChecked(bytes, i, length, crc)) {
                starts.add(i);
                i += length;
            } else {
                i++;
            }
        }
        return starts;
    }

    private static boolean isChecked(byte[] bytes, int at, int length, boolean crc) {
        if (crc) {
            int value = CheckCharacters.crc16(bytes, at, length - 2);
            return bytes[at + length - 2] == (byte) value && bytes[at + length - 1] == (byte) (value >> 8);
        }
        byte sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += bytes[i];
        }
        return sum == 0;
    }

    private static int length(byte[] bytes, int at) {
        return (bytes[at + 2] & 0xFF) + 256 * (bytes[at + 3] & 0xFF);
    }

    /** Whether the security block, if any, is one. */
    private static boolean isPossible(byte[] bytes, int at) {
        if ((bytes[at + 4] & 8) == 0) {
            return true;
        }
        int size = bytes[at + 5] & 0xFF;
        int type = bytes[at + 6] & 0xFF;
        int left = length(bytes, at) - ((bytes[at + 4] & 4) != 0 ? 2 : 1) - 5 - size;
        boolean handshake = type >= 0x11 && type <= 0x14 && size >= 3 && left >= 1;
        boolean secured = type >= 0x15 && type <= 0x18 && size >= 2 && left >= 5;
        return handshake || secured;
    }

    private static List<String> cut(byte[] bytes, List<Integer> starts) {
        return starts.stream()
                .filter(at -> isPossible(bytes, at))
                .map(at -> Vectors.hex(bytes, at, length(bytes, at)))
                .toList();
    }

    @Property(tries = 2000)
    void framesInNoise_areFoundAsBySomebodyWhoSeesAllBytes(
            @ForAll("noise") byte[] before, @ForAll("frame") byte[] frame, @ForAll("noise") byte[] after) {
        byte[] bytes = join(List.of(before, frame, after));
        List<Integer> starts = starts(bytes);

        assertThat(all(new FrameDecoder(Layout.LARGEST), bytes, List.of())).isEqualTo(cut(bytes, starts));
        // Only noise that is a frame by chance, with right check characters, can take a real one with it.
        int real = before.length;
        assertThat(starts).anyMatch(at -> at == real || at < real && at + length(bytes, at) > real);
    }

    @Property
    void aFrameBehindNoiseAndSilence_isFound(@ForAll("noise") byte[] before, @ForAll("frame") byte[] frame) {
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        all(decoder, before, List.of());

        assertThat(all(decoder, frame, List.of(3))).containsExactly(Vectors.hex(frame, 0, frame.length));
    }

    @Property
    void wherePiecesAreCut_doesNotMatter(
            @ForAll @Size(min = 1, max = 4) List<@From("frame") byte[]> frames,
            @ForAll("noise") byte[] noise,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 30) Integer> cuts) {
        List<byte[]> parts = new ArrayList<>(frames);
        parts.add(parts.size() / 2, noise);
        byte[] bytes = join(parts);

        List<String> atOnce = all(new FrameDecoder(Layout.LARGEST), bytes, List.of());
        List<String> inPieces = all(new FrameDecoder(Layout.LARGEST), bytes, cuts);

        assertThat(inPieces).isEqualTo(atOnce);
    }

    @Property
    void framesOneAfterAnother_areAllFound(@ForAll @Size(max = 8) List<@From("frame") byte[]> frames) {
        List<String> wanted = frames.stream()
                .map(frame -> Vectors.hex(frame, 0, frame.length))
                .toList();

        assertThat(all(new FrameDecoder(Layout.LARGEST), join(frames), List.of()))
                .isEqualTo(wanted);
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
