package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;

/** Whatever comes over the line, a device stays whole; and whatever is lost on it, a command is carried out once. */
class PeripheralProperties {

    /** Something that happens to a device. */
    interface Happening {
        void to(Bench bench, Panel panel);
    }

    /** A whole frame with any code, block and data, and right check characters. */
    private static byte[] frame(int address, int control, byte[] rest) {
        byte[] frame = new byte[Layout.HEADER + rest.length + 2];
        frame[0] = Layout.SOM;
        frame[1] = (byte) address;
        frame[2] = (byte) frame.length;
        frame[4] = (byte) (control | 0x04);
        System.arraycopy(rest, 0, frame, Layout.HEADER, rest.length);
        FrameEncoder.finish(frame, 0, frame.length, true);
        return frame;
    }

    @Provide
    Arbitrary<Happening> happening() {
        Arbitrary<byte[]> data = Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of((byte) 0, (byte) 1, (byte) 2, (byte) 0xFF)),
                        Tuple.of(2, Arbitraries.bytes()))
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(30);
        Arbitrary<Integer> code = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0x60, 0x7C)),
                Tuple.of(2, Arbitraries.integers().between(0xA0, 0xA7)),
                Tuple.of(1, Arbitraries.integers().between(0, 255)));
        Arbitrary<Happening> clear = Combinators.combine(
                        Arbitraries.of(1, 1, 1, 2, 0x7F, 0x81),
                        Arbitraries.integers().between(0, 15),
                        code,
                        data)
                .as((address, control, c, d) -> {
                    byte[] rest = d.clone();
                    rest[0] = c.byteValue();
                    return (bench, panel) -> bench.send(frame(address, control, rest));
                });
        Arbitrary<Happening> authentic = Combinators.combine(code, data).as((c, d) -> (bench, panel) -> {
            if (panel.session != null && !panel.session.isCommandOpen()) {
                String reply = bench.send(panel.readable(c, d));
                if (!reply.isEmpty()) {
                    panel.tryOpen(reply);
                }
            }
        });
        Arbitrary<Happening> noise = Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.bytes()),
                        Tuple.of(2, Arbitraries.of((byte) 0x53, (byte) 0, (byte) 1, (byte) 8, (byte) 4)))
                .array(byte[].class)
                .ofMaxSize(60)
                .map(bytes -> (bench, panel) -> bench.engine().received(ByteBuffer.wrap(bytes), bench.now));
        Arbitrary<Happening> time = Arbitraries.of(0, 1, 5, 25, 9000)
                .map(millis -> (bench, panel) -> bench.pass(Duration.ofMillis(millis)));
        Arbitrary<Happening> fault = Arbitraries.of(ReplyFault.values())
                .map(kind -> (bench, panel) -> bench.engine().misbehave(kind, 1));
        Arbitrary<Happening> report = Arbitraries.of(
                        Answer.of(new Keypad(0, Octets.ofHex("31"))), Answer.pivData(Octets.of(new byte[200])))
                .map(answer -> (bench, panel) -> bench.engine().report(answer));
        return Arbitraries.frequencyOf(
                Tuple.of(8, clear),
                Tuple.of(6, authentic),
                Tuple.of(3, noise),
                Tuple.of(2, time),
                Tuple.of(1, fault),
                Tuple.of(2, report));
    }

    @Property(tries = 600)
    void anythingThatHappensIsACommandACountedFaultOrNothing(
            @ForAll @Size(max = 40) List<@From("happening") Happening> happenings,
            @ForAll Set<PeripheralVariant> variants,
            @ForAll boolean required) {
        Bench bench = new Bench().key(Bench.KEY).handler(CommandEffectsTest.WILLING);
        bench.required = required;
        bench.variants.addAll(variants);
        bench.files = (type, size) -> Optional.of(new FilesTest.Growing());
        bench.extended =
                new ExtendedIdentification(List.of(new ExtendedIdentification.Entry(0, Octets.of(new byte[200]))));
        Panel panel = new Panel(bench, Bench.KEY);
        panel.tryConnect();

        for (Happening happening : happenings) {
            happening.to(bench, panel);
            assertThat(bench.engine().remaining(bench.now).orElse(0)).isNotNegative();
        }
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.count(PeripheralFault.HOST)).isZero();
        assertThat(bench.engine().counts().sent())
                .isLessThanOrEqualTo(2 * (bench.engine().counts().received() + bench.count(PeripheralFault.CHECK)));
        bench.engine().behave();
        bench.pass(Duration.ofSeconds(9));
        bench.sent.clear();
        String reply = bench.ask(new Poll(), 0);
        assertThat(reply).isIn(required ? List.of("NAK 6") : List.of("ACK", "LSTATR", "OSTATR"));
    }

    @Property(tries = 200)
    void bytesInAnyPiecesAreTheSameAsAtOnce(
            @ForAll @Size(max = 8) List<@Size(min = 1, max = 20) byte[]> data,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> cuts) {
        List<byte[]> frames = new ArrayList<>();
        for (byte[] rest : data) {
            frames.add(frame(1, 0, rest));
        }
        Bench whole = new Bench().handler(CommandEffectsTest.WILLING);
        Bench cut = new Bench().handler(CommandEffectsTest.WILLING);
        int next = 0;
        for (byte[] frame : frames) {
            String reply = whole.send(frame);
            for (int at = 0; at < frame.length; ) {
                int size = Math.min(cuts.get(next++ % cuts.size()), frame.length - at);
                cut.engine().received(ByteBuffer.wrap(frame, at, size), cut.now);
                at += size;
            }
            cut.pass(Duration.ofMillis(10));
            assertThat(cut.sent.isEmpty() ? "" : cut.sent.remove()).isEqualTo(reply);
        }
        assertThat(cut.faults).isEqualTo(whole.faults);
    }

    @Property(tries = 50)
    void aPanelThatDoesNotWaitFillsNoMemory(@ForAll @IntRange(min = 20, max = 200) int count) {
        Bench bench = new Bench();
        for (int i = 0; i < count; i++) {
            bench.engine().received(ByteBuffer.wrap(bench.clear(new Poll(), 0)), bench.now);
            bench.engine().report(Answer.of(new Keypad(0, Octets.ofHex("31"))));
        }
        bench.pass(Duration.ofMillis(100));

        assertThat(bench.sent.size()).isLessThanOrEqualTo(8);
        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(count);
    }

    /** What can be done to a device that only counts, in the words of the rules. */
    enum Step {
        NEXT,
        SAME_NUMBER,
        REPEAT,
        SKIP,
        RESTART,
        BUSY,
        DAMAGE
    }

    /** The rules of 3.1 and 3.2, as short as they can be said. */
    private static final class Model {
        private int last = -1;
        private int tolerated = -1;
        private byte @Nullable [] stored;
        private String storedReply = "";
        private final List<String> effects = new ArrayList<>();

        private static int after(int sequence) {
            return sequence % 3 + 1;
        }

        /** What the device has to say; the reply to a repetition is known by its bytes. */
        String expects(byte[] frame, int sequence, boolean busy, String effect) {
            if (sequence == 0) {
                stored = null;
                last = -1;
                tolerated = -1;
            } else if (stored != null && Arrays.equals(stored, frame)) {
                return storedReply;
            } else if (last >= 0 && sequence != after(last) && sequence != tolerated) {
                return "NAK 4";
            }
            if (busy) {
                stored = null;
                return "BUSY";
            }
            last = sequence;
            tolerated = -1;
            stored = sequence == 0 ? null : frame;
            effects.add(effect);
            return "ACK";
        }

        void damaged(int sequence) {
            if (last >= 0 && sequence == after(last)) {
                tolerated = after(sequence);
            }
        }
    }

    @Property(tries = 500)
    void aDeviceCountsAsTheRulesSay(@ForAll @Size(max = 40) List<Step> steps) {
        Bench bench = new Bench();
        Model model = new Model();
        byte[] frame = bench.clear(new KeepActive(Duration.ZERO), 0);
        int sequence = 0;
        int content = 0;

        for (Step step : steps) {
            if (step == Step.DAMAGE) {
                int number = Model.after(sequence);
                byte[] damaged = bench.clear(new KeepActive(Duration.ZERO), number);
                damaged[damaged.length - 1] ^= 1;
                assertThat(Bench.summary(bench.send(damaged))).isEqualTo("NAK 1");
                model.damaged(number);
                continue;
            }
            if (step != Step.REPEAT) {
                sequence = switch (step) {
                    case NEXT, BUSY -> Model.after(sequence);
                    case SKIP -> Model.after(Model.after(sequence));
                    case RESTART -> 0;
                    default -> sequence;
                };
                frame = bench.clear(new KeepActive(Duration.ofMillis(++content)), sequence);
            }
            if (step == Step.BUSY) {
                bench.engine().misbehave(ReplyFault.BUSY, 1);
            }
            String expected = model.expects(frame, sequence, step == Step.BUSY, "keep " + content);
            String reply = bench.send(frame);
            bench.engine().behave();
            String said = model.storedReply.equals(expected) && !expected.isEmpty() ? reply : Bench.summary(reply);
            assertThat(said).isEqualTo(expected);
            if (expected.equals("ACK") && model.stored == frame) {
                model.storedReply = reply;
            }
        }
        assertThat(bench.heard).isEqualTo(model.effects);
    }

    /** What happens to one try of an exchange. */
    enum Trouble {
        NONE,
        COMMAND_LOST,
        COMMAND_DAMAGED,
        BUSY,
        REPLY_LOST,
        REPLY_DUPLICATED,
        COMMAND_TWICE
    }

    @Property(tries = 300)
    void inASession_throughAnyTrouble_eachCommandIsCarriedOutOnceAndInOrder(
            @ForAll @IntRange(min = 1, max = 8) int commands, @ForAll @Size(max = 20) List<Trouble> troubles) {
        Bench bench = new Bench().securityRequired().key(Bench.KEY);
        Panel panel = Panel.connected(bench, Bench.KEY);
        List<String> wanted = new ArrayList<>();
        int next = 0;

        for (int n = 0; n < commands; n++) {
            byte[] command = panel.sealed(new KeepActive(Duration.ofMillis(n)));
            wanted.add("keep " + n);
            String reply = "";
            while (reply.isEmpty()) {
                Trouble trouble = next < troubles.size() ? troubles.get(next++) : Trouble.NONE;
                reply = attempt(bench, command, trouble);
            }
            assertThat(panel.open(reply).code()).isEqualTo(0x40);
        }

        assertThat(bench.heard).isEqualTo(wanted);
        assertThat(bench.executed(CommandCode.KEEPACTIVE)).isEqualTo(commands);
        assertThat(bench.engine().counts().sessions()).isEqualTo(1);
    }

    /** One try; the sealed reply, or nothing a panel could use. */
    private static String attempt(Bench bench, byte[] command, Trouble trouble) {
        bench.sent.clear();
        switch (trouble) {
            case COMMAND_LOST -> {
                return "";
            }
            case COMMAND_DAMAGED -> {
                byte[] damaged = command.clone();
                damaged[damaged.length - 1] ^= 1;
                assertThat(Bench.summary(bench.send(damaged))).isEqualTo("NAK 1");
                // Cipher text can look like the beginning of a frame, until the line is silent.
                bench.pass(Duration.ofMillis(25));
                return "";
            }
            case BUSY -> {
                bench.engine().misbehave(ReplyFault.BUSY, 1);
                // Only a command that was not answered before can be put off.
                String reply = bench.send(command);
                bench.engine().behave();
                return Bench.summary(reply).equals("BUSY") ? "" : reply;
            }
            case REPLY_LOST -> {
                bench.engine().misbehave(ReplyFault.LOST, 1);
                assertThat(bench.send(command)).isEmpty();
                return "";
            }
            case REPLY_DUPLICATED -> {
                bench.engine().misbehave(ReplyFault.DUPLICATED, 1);
                String reply = bench.send(command);
                assertThat(bench.sent).containsExactly(reply);
                return reply;
            }
            case COMMAND_TWICE -> {
                String reply = bench.send(command);
                assertThat(bench.send(command)).isEqualTo(reply);
                return reply;
            }
            default -> {
                return bench.send(command);
            }
        }
    }

    @Property(tries = 300)
    void aChangedBitInASecuredCommandIsNeverCarriedOut(
            @ForAll @IntRange(min = 4, max = 60) int index, @ForAll @IntRange(min = 0, max = 7) int bit) {
        Bench bench = new Bench().securityRequired().key(Bench.KEY);
        Panel panel = Panel.connected(bench, Bench.KEY);
        byte[] command = panel.sealed(new KeepActive(Duration.ofMillis(7)));
        byte[] changed = command.clone();
        int at = 4 + index % (command.length - 6);
        changed[at] ^= (byte) (1 << bit);
        FrameEncoder.finish(changed, 0, changed.length, (changed[4] & 4) != 0);

        bench.send(changed);

        assertThat(bench.heard).isEmpty();
    }
}
