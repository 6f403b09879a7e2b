package dev.openaxis.osdp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.card.CardDecoder;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.TextMode;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.testing.Captures;
import dev.openaxis.osdp.testing.Vectors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureTraceTest {
    private static final int DEVICE = 5;

    private final List<TraceLine> lines = new ArrayList<>();
    private CaptureTrace trace = CaptureTrace.builder().build();
    private Instant now = Instant.parse("2024-06-14T12:00:00Z");

    private static byte[] frame(Command command, int sequence) {
        byte[] bytes = new byte[1440];
        return Arrays.copyOf(bytes, FrameEncoder.clear(command, DEVICE, sequence, true, bytes, 0, bytes.length));
    }

    private static byte[] frame(Reply reply, int sequence) {
        byte[] bytes = new byte[1440];
        return Arrays.copyOf(bytes, FrameEncoder.clear(reply, DEVICE, sequence, true, bytes, 0, bytes.length));
    }

    private void on(int afterMs, RecordedAs as, byte[] bytes) {
        now = now.plusMillis(afterMs);
        lines.addAll(trace.take(new CaptureEntry(now, as, Octets.of(bytes))));
    }

    private void on(int afterMs, byte[] bytes) {
        on(afterMs, RecordedAs.TRACE, bytes);
    }

    private String last() {
        return lines.get(lines.size() - 1).text();
    }

    private boolean lastIsOdd() {
        return lines.get(lines.size() - 1).odd();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Test
    void severalFramesInOneEntryAreSeveralLines() {
        on(0, join(frame(new Poll(), 1), join(new byte[] {(byte) 0xFF}, frame(new Ack(), 1))));

        assertThat(lines).extracting(TraceLine::odd).containsExactly(false, false);
        assertThat(trace.frames()).isEqualTo(2);
    }

    @Test
    void aFrameInPiecesIsOneLine_whenItIsComplete() {
        byte[] poll = frame(new Poll(), 1);
        for (int cut = 1; cut < poll.length; cut++) {
            lines.clear();
            on(500, Arrays.copyOf(poll, cut));
            assertThat(lines).isEmpty();
            on(100, Arrays.copyOfRange(poll, cut, poll.length));
            assertThat(lines).hasSize(1);
            assertThat(last()).startsWith("05 > POLL");
            on(5, frame(new Ack(), 1));
        }
    }

    @Test
    void aFrameThatIsNotGoneOnWithIsIncomplete() {
        byte[] half = Arrays.copyOf(frame(new Poll(), 1), 6);
        on(0, half);
        on(151, half);
        assertThat(last()).endsWith("a frame that is not complete");
        on(1, frame(new Poll(), 1));
        assertThat(lines).extracting(TraceLine::odd).containsExactly(true, true, false);
        on(1, RecordedAs.OUTPUT, half);
        on(1, RecordedAs.INPUT, Arrays.copyOfRange(frame(new Poll(), 1), 6, 8));
        lines.addAll(trace.finish());
        assertThat(lines.subList(3, lines.size())).extracting(TraceLine::odd).containsExactly(true, true);
        on(1, half);
        assertThat(trace.finish()).hasSize(1).allMatch(TraceLine::odd);
        assertThat(trace.oddities()).isEqualTo(5);
    }

    @Test
    void bytesOfNoFrameAreCounted() {
        on(0, join(Vectors.hex("00 11 53 00 00"), frame(new Poll(), 1)));
        on(1, new byte[] {1});

        assertThat(lines).extracting(TraceLine::odd).containsExactly(false, true, true);
        assertThat(lines.get(1).text()).endsWith("5 bytes of no frame");
        assertThat(last()).endsWith("1 byte of no frame");
    }

    @Test
    void aDamagedFrameIsOneLine_andHidesNothing() {
        for (int broken = 5; broken < 8; broken++) {
            byte[] damaged = frame(new Poll(), 1);
            damaged[broken] ^= 0x10;
            lines.clear();
            on(20, damaged);
            assertThat(lines).hasSize(1);
            assertThat(last()).contains("CRC wrong");
            on(5, frame(new Ack(), 1));
            assertThat(lines).hasSize(2);
            assertThat(lastIsOdd()).isFalse();
        }
        byte[] longer = frame(new Poll(), 1);
        longer[3] = 2;
        lines.clear();
        on(20, longer);
        on(5, frame(new Ack(), 1));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).text()).endsWith("a frame that is not complete");
        assertThat(last()).startsWith("05 < ACK");
    }

    @Test
    void whatLooksLikeAFrameWithinADamagedOneIsPartOfIt() {
        byte[] damaged = frame(TextOutput.permanent(0, 1, 1, "nothing but text"), 1);
        System.arraycopy(Vectors.hex("53 05 40 00 04 60"), 0, damaged, 14, 6);
        on(0, damaged);
        on(5, join(frame(new Ack(), 1), frame(new Poll(), 2)));

        assertThat(lines).hasSize(3);
        assertThat(trace.oddities()).isEqualTo(1);
        assertThat(last()).startsWith("05 > POLL");
    }

    @Test
    void aCommandWithoutAnswerIsTold() {
        on(0, frame(new Poll(), 1));
        on(204, frame(new Poll(), 1));

        assertThat(lines.get(1).text()).isEqualTo("05   no answer to POLL within 204 ms");
        assertThat(lines.get(1).odd()).isTrue();
        assertThat(last()).endsWith("(retransmission)");
        assertThat(lastIsOdd()).isFalse();
    }

    @Test
    void aSlowAnswerAndASilentDeviceAreTold() {
        on(0, frame(new Poll(), 1));
        on(201, frame(new Ack(), 1));
        assertThat(last()).endsWith("(after 201 ms)");
        on(7900, frame(new Poll(), 2));
        on(101, frame(new Ack(), 2));
        assertThat(last()).endsWith("(silent for 8.0 s, which is offline)");
        assertThat(lastIsOdd()).isTrue();
        on(7800, frame(new Poll(), 3));
        on(200, frame(new Ack(), 3));
        assertThat(last()).endsWith("SQN 3 CRC");
    }

    @Test
    void sequenceNumbersAreWatched() {
        int[] right = {0, 1, 2, 3, 1};
        for (int sequence : right) {
            on(20, frame(new Poll(), sequence));
            on(5, frame(new Ack(), sequence));
        }
        assertThat(lines).noneMatch(TraceLine::odd);
        on(20, frame(new Poll(), 3));
        assertThat(last()).endsWith("(SQN 2 was next)");
        on(5, frame(new Ack(), 2));
        assertThat(last()).endsWith("(SQN is not that of the command, 3)");
        on(20, frame(TextOutput.permanent(0, 1, 1, "A"), 3));
        assertThat(last()).endsWith("(SQN of the command before, and other bytes)");
        on(5, frame(new Ack(), 0));
        assertThat(last()).endsWith("(the device wants to start again)");
        on(20, frame(new Poll(), 0));
        assertThat(last()).endsWith("(starts again)");
        assertThat(lastIsOdd()).isFalse();
        on(5, frame(new Ack(), 0));
        on(20, frame(new Poll(), 0));
        assertThat(last()).doesNotContain("retransmission");
    }

    @Test
    void timesMayGoAnyWay() {
        now = Instant.parse("9999-12-31T23:59:59.999999999Z");
        on(0, frame(new Poll(), 1));
        now = Instant.parse("0000-01-01T00:00:00Z");
        on(0, frame(new Poll(), 2));
        assertThat(lines.get(1).text()).isEqualTo("05   no answer to POLL");
        on(0, frame(new Ack(), 2));
        now = Instant.parse("9999-12-31T23:59:59.999999999Z");
        on(0, frame(new Ack(), 3));

        assertThat(lines).extracting(TraceLine::toString).allMatch(line -> line.matches("[ -~]{30,}"));
        assertThatThrownBy(() -> new CaptureEntry(now.plusNanos(1), RecordedAs.TRACE, Octets.ofHex("53")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReplyWithoutCommandIsNoted() {
        on(0, frame(new Ack(), 1));

        assertThat(last()).endsWith("(its command is not in the capture)");
        assertThat(lastIsOdd()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0,00 no error",
        "1,01 wrong check characters",
        "2,02 command of a wrong length",
        "3,03 unknown command",
        "4,04 unexpected sequence number",
        "5,05 security block or key not taken",
        "6,'06 not without a secure channel, or the channel is broken'",
        "7,07 biometric type not supported",
        "8,08 biometric format not supported",
        "9,09 the contents cannot be done",
        "10,0A a reason nobody named",
        "128,80 the manufacturer's own reason",
        "255,FF refused without a reason"
    })
    void aNakSaysWhy(int code, String words) {
        on(0, frame(new Poll(), 1));
        on(5, frame(Nak.of(new NakCode(code)), 1));

        assertThat(last()).isEqualTo("05 < NAK          SQN 1 CRC         " + words);
        assertThat(lastIsOdd()).isTrue();
    }

    @Test
    void aDamagedCommandIsSentAgain_andIsNoNewOne() {
        on(0, frame(new Poll(), 1));
        on(5, frame(Nak.of(NakCode.CHECK), 1));
        on(5, frame(new Poll(), 1));
        assertThat(last()).endsWith("(retransmission)");
        on(5, frame(new Ack(), 1));
        assertThat(last()).endsWith("SQN 1 CRC");
    }

    @Test
    void aFrameThatIsMissingIsTold_once() {
        List<CaptureEntry> entries = new ArrayList<>(Captures.of(Vectors.ANNEX_E));
        entries.remove(13);
        entries.subList(0, 34).forEach(entry -> lines.addAll(trace.take(entry)));

        List<String> odd =
                lines.stream().filter(TraceLine::odd).map(TraceLine::text).toList();
        assertThat(odd).hasSize(2);
        assertThat(odd.get(0)).isEqualTo("00   no answer to LED within 40 ms");
        assertThat(odd.get(1))
                .contains("TEXT")
                .endsWith("(MAC wrong: changed, repeated, or a frame before it is missing)");
        assertThat(lines).anyMatch(line -> line.text().endsWith("(not verified: no longer in step with the session)"));
        assertThat(lines).noneMatch(line -> line.text().contains("facility 123"));
    }

    @Test
    void aCaptureThatBeginsInASessionSaysSo() {
        Captures.of(Vectors.ANNEX_E).subList(10, 20).forEach(entry -> lines.addAll(trace.take(entry)));

        assertThat(lines).noneMatch(TraceLine::odd);
        assertThat(last()).endsWith("16 bytes, encrypted (not verified: the handshake is not in the capture)");
    }

    @Test
    void theStepsOfAHandshakeAreJudged() {
        List<CaptureEntry> entries = Captures.of(Vectors.ANNEX_E);
        byte[] cryptogram = entries.get(8).bytes().toArray();
        cryptogram[10] ^= 1;
        on(0, entries.get(6).bytes().toArray());
        on(5, entries.get(7).bytes().toArray());
        on(5, checked(cryptogram));
        assertThat(last()).endsWith("(handshake 3 of 4, the panel holds another key)");
        assertThat(lastIsOdd()).isTrue();
        byte[] refused = entries.get(9).bytes().toArray();
        refused[7] = (byte) 0xFF;
        on(5, checked(refused));
        assertThat(last()).contains("handshake 4 of 4, refused");
        assertThat(lastIsOdd()).isTrue();

        on(5, entries.get(6).bytes().toArray());
        on(5, entries.get(7).bytes().toArray());
        on(5, entries.get(8).bytes().toArray());
        byte[] wrongMac = entries.get(9).bytes().toArray();
        wrongMac[20] ^= 1;
        on(5, checked(wrongMac));
        assertThat(last()).endsWith("(handshake 4 of 4, the first MAC is wrong)");

        byte[] other = entries.get(7).bytes().toArray();
        other[7] = 1;
        on(5, entries.get(6).bytes().toArray());
        on(5, checked(other));
        assertThat(last()).contains("not the key that was asked for, but the device's own key");
        assertThat(lastIsOdd()).isTrue();
    }

    /** Makes the check characters right again. */
    private static byte[] checked(byte[] frame) {
        FrameEncoder.finish(frame, 0, frame.length, true);
        return frame;
    }

    private byte[] keySet(String key) {
        return checked(Vectors.hex("53 05 1A 00 05 75 01 10" + key + "00 00"));
    }

    @Test
    void aKeyInClearIsTold_andNotShown() {
        on(0, keySet("C0112233445566778899AABBCCDDEE01"));
        assertThat(last())
                .endsWith("key of 16 bytes, hidden (a key in clear: everybody on the line has it)")
                .doesNotContainIgnoringCase("C011");
        assertThat(lastIsOdd()).isTrue();
        on(5, keySet("11111111111111111111111111111111"));
        assertThat(last()).contains("hidden, weak: it can be guessed");
        on(5, keySet("303132333435363738393A3B3C3D3E3F"));
        assertThat(last()).contains("hidden, it is SCBK-D, which everybody knows");
        on(5, keySet("2A2A2A2A2A2A2A2A2A2A2A2A2A2A2A2A"));
        assertThat(last()).contains("masked in the capture");
        on(5, checked(Vectors.hex("53 05 1A 00 05 75 02 10 C0112233445566778899AABBCCDDEE01 00 00")));
        assertThat(last()).contains("malformed", "18 bytes, hidden").doesNotContainIgnoringCase("C011");
    }

    @Test
    void aDeviceWithAKeyThatCanBeGuessedIsTold() {
        trace = CaptureTrace.builder()
                .key(Octets.ofHex("C0112233445566778899AABBCCDDEE02"))
                .key(Octets.of(new byte[16]))
                .build();
        Captures.of(Vectors.BUS).subList(12, 16).forEach(entry -> lines.addAll(trace.take(entry)));

        assertThat(lines.get(1).text()).endsWith("the device holds the key of zeros)");
        assertThat(lines.get(3).text()).endsWith("the device holds key 1 of those given)");
        assertThat(lines).extracting(TraceLine::odd).containsExactly(false, true, false, false);
    }

    @Test
    void digitsAreShownOnlyToWhoAsks() {
        byte[] keys = frame(new Keypad(0, Octets.ofHex("31 39 7F 0D 45 99")), 1);
        on(0, keys);
        assertThat(last()).contains("reader 0 keys . . * # F1+F2 0x99");
        byte[] odd = checked(Vectors.hex("53 85 0D 00 05 53 00 09 31 32 33 00 00"));
        on(5, odd);
        assertThat(last()).contains("5 bytes, hidden").doesNotContain("313233");

        trace = CaptureTrace.builder().showPins().build();
        on(5, keys);
        assertThat(last()).contains("reader 0 keys 1 9 * # F1+F2 0x99");
    }

    @Test
    void cardsAreReadInTheFormatsOfTheSite() {
        byte[] card = checked(Vectors.hex("53 85 10 00 05 50 00 01 1A 00 3D 98 1C C0 00 00"));
        byte[] wrong = checked(Vectors.hex("53 85 10 00 05 50 00 01 1A 00 BD 98 1C C0 00 00"));
        on(0, card);
        assertThat(last()).contains("as 26-bit H10301 facility 123 card 12345");
        on(5, wrong);
        assertThat(last()).contains("but its parity is wrong");

        CardFormat own = CardFormat.named("own", 26).number(0, 26).build();
        trace = CaptureTrace.builder().cards(CardDecoder.of(own)).build();
        on(5, card);
        assertThat(last()).contains("as own card 16146547");
        trace = CaptureTrace.builder().cards(CardDecoder.of(List.of())).build();
        on(5, card);
        assertThat(last()).contains("26 bits: 3D981CC0, no format fits");
    }

    @Test
    void textOfADeviceDoesNothingToATerminal() {
        on(
                0,
                frame(
                        new TextOutput(
                                0, TextMode.PERMANENT, Duration.ZERO, 1, 1, Octets.ofHex("1B5B324A 0A 22 C3 41")),
                        1));

        assertThat(last()).endsWith("\"\\x1B[2J\\x0A\\x22\\xC3A\"");
    }

    @Test
    void framesThatTheRecorderDecryptedAreNotTakenForDamage() {
        byte[] poll = frame(new Poll(), 1);
        poll[4] |= (byte) 0x80;
        on(0, poll);

        assertThat(last()).startsWith("05 > POLL").contains("decrypted by the recorder");
        assertThat(lastIsOdd()).isFalse();
    }

    @Test
    void aKeyHas16Bytes() {
        assertThatThrownBy(() -> CaptureTrace.builder().key(Octets.ofHex("C011223344")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("C011");
    }
}
