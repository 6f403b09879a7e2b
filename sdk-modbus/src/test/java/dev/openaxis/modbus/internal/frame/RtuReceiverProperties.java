package dev.openaxis.modbus.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.modbus.testing.Rtu;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** However bytes are cut into pieces, and whatever is between frames: no frame is lost, and no byte is forgotten. */
class RtuReceiverProperties {
    private static final Duration SILENCE = Duration.ofMillis(10);

    /** Bytes that follow one another without a silence. */
    record Stretch(Octets before, Octets frame, Octets after) {
        byte[] bytes() {
            byte[] framed = Rtu.frame(frame.toArray());
            byte[] all = new byte[before.length() + framed.length + after.length()];
            before.copyTo(all, 0);
            System.arraycopy(framed, 0, all, before.length(), framed.length);
            after.copyTo(all, before.length() + framed.length);
            return all;
        }
    }

    @Provide
    Arbitrary<Stretch> stretch() {
        return Combinators.combine(noise(60), told(), noise(60)).as(Stretch::new);
    }

    /** A frame that only a silence ends has nothing behind it. */
    @Provide
    Arbitrary<Stretch> openStretch() {
        return Combinators.combine(noise(60), untold(), Arbitraries.just(Octets.EMPTY))
                .as(Stretch::new);
    }

    @Provide
    Arbitrary<Stretch> longStretch() {
        return Combinators.combine(noise(1_500), told(), noise(60)).as(Stretch::new);
    }

    private static Arbitrary<Octets> noise(int most) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(most).map(Octets::of);
    }

    private static Arbitrary<Octets> frame(Arbitrary<byte[]> pdu) {
        return Combinators.combine(Arbitraries.integers().between(0, 247), pdu).as((unit, bytes) -> {
            byte[] all = new byte[1 + bytes.length];
            all[0] = unit.byteValue();
            System.arraycopy(bytes, 0, all, 1, bytes.length);
            return Octets.of(all);
        });
    }

    private static Arbitrary<byte[]> counted(int function, int most) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(most)
                .map(data -> ByteBuffer.allocate(2 + data.length)
                        .put((byte) function)
                        .put((byte) data.length)
                        .put(data)
                        .array());
    }

    private static Arbitrary<byte[]> fixed(int function, int length) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(length)
                .map(data -> ByteBuffer.allocate(1 + length)
                        .put((byte) function)
                        .put(data)
                        .array());
    }

    private static Arbitrary<Octets> told() {
        return frame(Arbitraries.oneOf(
                Arbitraries.of(1, 2, 3, 4, 12, 17, 20, 21, 23).flatMap(function -> counted(function, 250)),
                Arbitraries.of(5, 6, 8, 11, 15, 16).flatMap(function -> fixed(function, 4)),
                Arbitraries.of(0x81, 0x83, 0x90, 0xAB).flatMap(function -> fixed(function, 1)),
                fixed(22, 6)));
    }

    private static Arbitrary<Octets> untold() {
        return frame(Arbitraries.oneOf(
                        Arbitraries.integers().between(65, 72),
                        Arbitraries.integers().between(100, 110))
                .flatMap(
                        function -> Arbitraries.integers().between(0, 252).flatMap(length -> fixed(function, length))));
    }

    private VirtualLoop loop = new VirtualLoop();
    private HeardFrames heard = new HeardFrames();
    private RtuReceiver receiver = receiver();

    private RtuReceiver receiver() {
        return RtuReceiver.ofAnswers(new MemoryBus(loop, LineModel.perfect(9_600)).attach("here"), heard);
    }

    @BeforeTry
    void beginAnew() {
        loop = new VirtualLoop();
        heard = new HeardFrames();
        receiver = receiver();
    }

    private void receive(byte[] bytes, List<Integer> pieces) {
        int from = 0;
        for (int i = 0; from < bytes.length; i++) {
            int some = Math.min(bytes.length - from, pieces.get(i % pieces.size()));
            receiver.received(ByteBuffer.wrap(bytes, from, some));
            from += some;
        }
    }

    private void assertHeard(List<Stretch> stretches, List<Integer> pieces) {
        int sent = 0;
        for (Stretch one : stretches) {
            receive(one.bytes(), pieces);
            sent += one.bytes().length;
            loop.advance(SILENCE);
        }
        assertThat(heard.bytes()).isEqualTo(sent);
        List<Octets> expected = stretches.stream().map(Stretch::frame).toList();
        List<Octets> byChance = new ArrayList<>(heard.frames);
        byChance.removeAll(expected);
        // In one of 65536 places noise has a right CRC.
        Assume.that(byChance.isEmpty());
        assertThat(heard.frames).isEqualTo(expected);
    }

    @Property
    void noFrameIsLost_whateverIsBeforeAndBehindIt(
            @ForAll @Size(min = 1, max = 4) List<@From("stretch") Stretch> stretches,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 300) Integer> pieces) {
        assertHeard(stretches, pieces);
    }

    @Property
    void noFrameThatOnlyASilenceEnds_isLost_whateverIsBeforeIt(
            @ForAll @Size(min = 1, max = 4) List<@From("openStretch") Stretch> stretches,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 300) Integer> pieces) {
        assertHeard(stretches, pieces);
    }

    @Property(tries = 300)
    void noFrameIsLost_howeverLongTheNoiseBeforeItIs(
            @ForAll @Size(min = 1, max = 3) List<@From("longStretch") Stretch> stretches,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 600) Integer> pieces) {
        assertHeard(stretches, pieces);
    }

    @Property
    void anyBytes_areFramesOrBroken_andNoneIsForgotten(
            @ForAll @Size(max = 5) List<@Size(max = 700) byte[]> all,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 600) Integer> pieces) {
        int sent = 0;
        for (byte[] some : all) {
            receive(some, pieces);
            sent += some.length;
        }
        loop.advance(SILENCE);
        assertThat(receiver.isReceiving()).isFalse();
        assertThat(heard.bytes()).isEqualTo(sent);
    }
}
