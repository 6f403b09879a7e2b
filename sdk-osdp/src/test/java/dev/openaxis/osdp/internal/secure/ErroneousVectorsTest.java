package dev.openaxis.osdp.internal.secure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.AddressFilter;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.FrameFault;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.multipart.Assembly.Violated;
import dev.openaxis.osdp.internal.multipart.Assembly.Violation;
import dev.openaxis.osdp.internal.multipart.Reassembler;
import dev.openaxis.osdp.internal.secure.SecureSession.Role;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.Fault;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.UnknownCommand;
import dev.openaxis.osdp.message.UnknownReply;
import dev.openaxis.osdp.testing.Vectors;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frame of the file that is bad on purpose, as far as its badness can be seen without a state machine. */
class ErroneousVectorsTest {
    /** Good frames with good contents, bad only for a panel that knows what it sent; judged by it in PanelErroneousVectorsTest. */
    private static final Set<Integer> FOR_THE_PANEL = Set.of(14, 15, 68);

    /** Judged by the device itself, in PeripheralErroneousVectorsTest. */
    private static final Set<Integer> FOR_THE_DEVICE = Set.of(17, 21, 22, 23, 24);

    private static final Octets CLIENT = Octets.ofHex("00068E0000000000");

    private static List<JsonNode> vectors() {
        return Vectors.list(Vectors.ERRONEOUS, "frames").toList();
    }

    private static JsonNode vector(int n) {
        return vectors().get(n - 1);
    }

    private static byte[] bytes(int n) {
        return Vectors.hex(vector(n), "hex");
    }

    private static Frame frame(int n) {
        return Vectors.frame(bytes(n));
    }

    static Stream<JsonNode> all() {
        return vectors().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatAFrameIsByItself_isToldAsTheVectorSays(JsonNode vector) {
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        List<Found> found = Vectors.found(decoder, Vectors.hex(vector, "hex"));
        boolean check = vector.path("checkValid").asBoolean(true);
        boolean structure = vector.get("structureValid").asBoolean();

        if (structure && check) {
            // No other implementation knows block type 19 either, so it is refused here already.
            assertThat(found)
                    .containsExactly(Set.of(32, 36).contains(vector.get("n").asInt()) ? Found.FAULTY : Found.FRAME);
            return;
        }
        if (structure) {
            assertThat(found).containsExactly(Found.FAULTY);
            assertThat(decoder.counters().checkFailures()).isEqualTo(1);
            return;
        }
        switch (vector.get("structureError").asText()) {
            case "truncated" -> {
                assertThat(found).isEmpty();
                assertThat(decoder.counters().truncated()).isEqualTo(1);
            }
            case "length" -> {
                assertThat(decoder.counters().falseStarts()).isEqualTo(1);
                assertThat(found).isEqualTo(vector.get("n").asInt() == 9 ? List.of(Found.FRAME) : List.of());
            }
            case "trailing" -> assertThat(found).containsExactly(Found.FRAME, Found.FRAME);
            case "scb length", "no room for mac" -> {
                assertThat(found).containsExactly(Found.FAULTY);
                assertThat(decoder.counters().blockFaults()).isEqualTo(1);
            }
            default -> throw new AssertionError(vector.get("structureError"));
        }
    }

    private static FrameFault fault(int n) {
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        decoder.take(ByteBuffer.wrap(bytes(n)));
        assertThat(decoder.next()).isEqualTo(Found.FAULTY);
        return decoder.frame().fault();
    }

    /** What a panel that asked the device at address 1 sees. */
    private static boolean isSeen(int n) {
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        decoder.filter(AddressFilter.repliesFrom(1));
        decoder.take(ByteBuffer.wrap(bytes(n)));
        return decoder.next() != Found.NOTHING;
    }

    private static Command command(int n) {
        Frame frame = frame(n);
        return CommandReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
    }

    private static Reply reply(int n) {
        Frame frame = frame(n);
        return ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
    }

    private static Fault fault(Command command) {
        return ((MalformedCommand) command).fault();
    }

    private static Fault fault(Reply reply) {
        return ((MalformedReply) reply).fault();
    }

    private static HandshakeRefusal panelRefuses(int n) {
        PanelHandshake panel = new PanelHandshake(DefaultKey.forCommissioningOnly(), Vectors.hex("B0B1B2B3B4B5B6B7"));
        return panel.onReply(frame(n)).orElseThrow();
    }

    /** The panel asked with the device's own key. */
    private static HandshakeRefusal panelWithKeyRefuses(int n) {
        return new PanelHandshake(Scbk.random(new SecureRandom()), new SecureRandom())
                .onReply(frame(n))
                .orElseThrow();
    }

    /** The device proved its key, and answers the panel's proof. */
    private static HandshakeRefusal proofRefused(int n) {
        PanelHandshake panel = new PanelHandshake(DefaultKey.forCommissioningOnly(), Vectors.hex("B0B1B2B3B4B5B6B7"));
        assertThat(panel.onReply(frame(70))).isEmpty();
        return panel.onReply(frame(n)).orElseThrow();
    }

    private static PeripheralHandshake device() {
        return new PeripheralHandshake(DefaultKey.forCommissioningOnly(), CLIENT, new SecureRandom());
    }

    private static HandshakeRefusal deviceRefusesProof(int n) {
        PeripheralHandshake device = device();
        PanelHandshake panel = new PanelHandshake(DefaultKey.forCommissioningOnly(), Vectors.hex("B0B1B2B3B4B5B6B7"));
        byte[] out = new byte[Layout.LARGEST];
        int length = FrameEncoder.handshake(panel.challenge(), 0, 1, 0, true, out, 0);
        assertThat(device.onChallenge(Vectors.frame(Arrays.copyOf(out, length)), Vectors.hex("A0A1A2A3A4A5A6A7")))
                .isEmpty();
        return device.onServerCryptogram(frame(n)).orElseThrow();
    }

    private static SecureSession askingPanel(int address, int sequence) {
        SecureSession panel = Ends.annexE(Role.PANEL);
        panel.seal(new Poll(), address, sequence, true, new byte[20], 0, 20);
        return panel;
    }

    private static Verdict panelSays(int n) {
        return askingPanel(1, 2).open(frame(n));
    }

    private static Verdict deviceSays(int n) {
        return Ends.annexE(Role.PERIPHERAL).open(frame(n));
    }

    /** The command inside a frame that the device's session takes. */
    private static Command opened(int n) {
        SecureSession device = Ends.annexE(Role.PERIPHERAL);
        Frame frame = frame(n);
        assertThat(device.open(frame)).isEqualTo(Verdict.ACCEPTED);
        return CommandReader.read(frame.code(), device.data(), device.dataAt(), device.dataLength());
    }

    private static Map<Integer, Runnable> expectations() {
        Map<Integer, Runnable> expected = new TreeMap<>();
        for (int n : new int[] {1, 2, 3, 39, 43, 44, 45, 46}) {
            expected.put(n, () -> assertThat(fault(n)).isEqualTo(FrameFault.CHECK));
        }
        for (int n : new int[] {4, 5, 6, 7, 8, 40, 41}) {
            expected.put(
                    n,
                    () -> assertThat(Vectors.found(new FrameDecoder(Layout.LARGEST), bytes(n)))
                            .isEmpty());
        }
        expected.put(
                9,
                () -> assertThat(Vectors.found(new FrameDecoder(Layout.LARGEST), bytes(9)))
                        .containsExactly(Found.FRAME));
        expected.put(10, () -> assertThat(command(10)).isEqualTo(new Poll()));
        expected.put(
                11,
                () -> assertThat(Vectors.found(new FrameDecoder(Layout.LARGEST), bytes(11)))
                        .hasSize(2));
        expected.put(12, () -> assertThat(isSeen(12)).isFalse());
        expected.put(13, () -> assertThat(isSeen(13)).isFalse());
        expected.put(16, () -> assertThat(reply(16)).isEqualTo(new Busy()));
        expected.put(18, () -> assertThat(command(18)).isEqualTo(new UnknownCommand(0x5F, Octets.EMPTY)));
        for (int n : new int[] {19, 20}) {
            expected.put(n, () -> assertThat(fault(command(n))).isEqualTo(Fault.LENGTH));
        }
        for (int n : new int[] {25, 26, 27, 28, 29}) {
            expected.put(n, () -> assertThat(fault(reply(n))).isEqualTo(Fault.LENGTH));
        }
        expected.put(30, () -> assertThat(violation(reply(30))).isEqualTo(Violation.GAP));
        expected.put(31, () -> assertThat(violation(reply(31))).isEqualTo(Violation.OVERRUN));
        expected.put(32, () -> assertThat(fault(32)).isEqualTo(FrameFault.BLOCK_TYPE));
        expected.put(33, () -> assertThat(fault(33)).isEqualTo(FrameFault.BLOCK_LENGTH));
        expected.put(34, () -> assertThat(fault(34)).isEqualTo(FrameFault.BLOCK_LENGTH));
        expected.put(35, () -> assertThat(fault(35)).isEqualTo(FrameFault.NO_MAC));
        expected.put(36, () -> assertThat(fault(36)).isEqualTo(FrameFault.BLOCK_TYPE));
        expected.put(37, () -> assertThat(fault(37)).isEqualTo(FrameFault.NO_MAC));
        expected.put(38, () -> assertThat(askingPanel(0x65, 1).open(frame(38))).isEqualTo(Verdict.MAC));
        expected.put(42, () -> assertThat(panelWithKeyRefuses(42)).isEqualTo(HandshakeRefusal.WRONG_KEY));
        expected.put(47, () -> {
            assertThat(ClearChannel.judge(frame(47))).isEqualTo(Verdict.HANDSHAKE_CODE);
            assertThat(device().onChallenge(frame(47))).contains(HandshakeRefusal.SECURITY_BLOCK);
        });
        expected.put(48, () -> assertThat(panelRefuses(48)).isEqualTo(HandshakeRefusal.SELECTOR));
        expected.put(49, () -> assertThat(panelRefuses(49)).isEqualTo(HandshakeRefusal.WRONG_KEY));
        expected.put(50, () -> assertThat(panelRefuses(50)).isEqualTo(HandshakeRefusal.LENGTH));
        expected.put(51, () -> assertThat(deviceRefusesProof(51)).isEqualTo(HandshakeRefusal.WRONG_KEY));
        expected.put(52, () -> assertThat(proofRefused(52)).isEqualTo(HandshakeRefusal.CRYPTOGRAM_REFUSED));
        expected.put(53, () -> assertThat(proofRefused(53)).isEqualTo(HandshakeRefusal.INITIAL_MAC));
        expected.put(54, () -> assertThat(device().onChallenge(frame(54))).contains(HandshakeRefusal.LENGTH));
        expected.put(55, () -> assertThat(device().onChallenge(frame(55))).contains(HandshakeRefusal.SELECTOR));
        expected.put(56, () -> assertThat(deviceSays(56)).isEqualTo(Verdict.MAC));
        expected.put(57, () -> assertThat(deviceSays(57)).isEqualTo(Verdict.CLEAR));
        expected.put(58, () -> assertThat(deviceSays(58)).isEqualTo(Verdict.CLEAR));
        expected.put(59, () -> assertThat(panelSays(59)).isEqualTo(Verdict.CLEAR));
        expected.put(60, () -> assertThat(panelSays(60)).isEqualTo(Verdict.MAC));
        expected.put(61, ErroneousVectorsTest::replayedCard);
        expected.put(62, () -> assertThat(panelSays(62)).isEqualTo(Verdict.PADDING));
        expected.put(63, () -> assertThat(panelSays(63)).isEqualTo(Verdict.CIPHER_LENGTH));
        expected.put(64, () -> assertThat(opened(64)).isInstanceOf(MalformedCommand.class));
        expected.put(65, () -> assertThat(fault(opened(65))).isEqualTo(Fault.CONTENT));
        expected.put(
                66,
                () -> assertThat(Scbk.isWeak(((KeySet) opened(66)).key().toArray()))
                        .isTrue());
        expected.put(67, () -> assertThat(deviceSays(67)).isEqualTo(Verdict.HANDSHAKE_CODE));
        expected.put(69, () -> assertThat(panelWithKeyRefuses(69)).isEqualTo(HandshakeRefusal.NAK));
        expected.put(70, () -> assertThat(panelWithKeyRefuses(70)).isEqualTo(HandshakeRefusal.SELECTOR));
        return expected;
    }

    /** After as much of the message as the part leaves out. */
    private static Violation violation(Reply reply) {
        Reassembler reassembler = new Reassembler(100, false);
        Fragment part = ((PivData) reply).fragment();
        int before = part.offset() + part.size() > part.total() ? part.offset() : part.offset() - 1;
        reassembler.take(new Fragment(part.total(), 0, before, Octets.of(new byte[before])));
        return ((Violated) reassembler.take(part)).kind();
    }

    private static void replayedCard() {
        SecureSession panel = Ends.annexE(Role.PANEL);
        byte[] out = new byte[20];
        int length = panel.seal(new Poll(), 1, 2, true, out, 0, out.length);
        assertThat(vector(61).get("firstTime").asText().replace(" ", "")).endsWith(Vectors.hex(out, 0, length));

        assertThat(panel.open(frame(61))).isEqualTo(Verdict.ACCEPTED);
        assertThat(panel.open(frame(61))).isEqualTo(Verdict.NOT_ASKED);
        panel.seal(new Poll(), 1, 2, true, out, 0, out.length);
        assertThat(panel.open(frame(61))).isEqualTo(Verdict.MAC);
    }

    @TestFactory
    Stream<DynamicTest> whatIsExpectedOfTheReceiver_isWhatTheCodecTells() {
        return expectations().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey() + " "
                                + vector(entry.getKey()).get("defect").asText(),
                        () -> entry.getValue().run()));
    }

    @Test
    void noVectorIsForgotten() {
        Set<Integer> judged = new TreeSet<>(expectations().keySet());
        judged.addAll(FOR_THE_PANEL);
        judged.addAll(FOR_THE_DEVICE);

        assertThat(judged)
                .isEqualTo(vectors().stream().map(v -> v.get("n").asInt()).collect(Collectors.toSet()));
        assertThat(judged).hasSize(expectations().size() + FOR_THE_PANEL.size() + FOR_THE_DEVICE.size());
    }

    @ParameterizedTest
    @MethodSource("forThePanel")
    void whatIsForThePanel_canBeRead(int n) {
        assertThat(reply(n)).isNotInstanceOfAny(MalformedReply.class, UnknownReply.class);
    }

    static Stream<Integer> forThePanel() {
        return FOR_THE_PANEL.stream();
    }
}
