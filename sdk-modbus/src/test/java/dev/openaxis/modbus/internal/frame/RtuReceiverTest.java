package dev.openaxis.modbus.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.modbus.internal.pdu.ReadRegisters;
import dev.openaxis.modbus.internal.pdu.WriteRegister;
import dev.openaxis.modbus.testing.Rtu;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames on a serial line: their check, their lengths and the silences between them. */
class RtuReceiverTest {
    private static final Duration SILENCE = Duration.ofMillis(10);

    private final VirtualLoop loop = new VirtualLoop();
    private final ByteLine line = new MemoryBus(loop, LineModel.perfect(9_600)).attach("here");
    private final HeardFrames heard = new HeardFrames();

    private RtuReceiver asking() {
        return RtuReceiver.ofAnswers(line, heard);
    }

    private RtuReceiver answering() {
        return RtuReceiver.ofRequests(line, heard);
    }

    private static Octets bytes(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return Octets.of(bytes);
    }

    private static void oneByOne(RtuReceiver receiver, byte... bytes) {
        for (byte one : bytes) {
            receiver.received(ByteBuffer.wrap(new byte[] {one}));
        }
    }

    /** Bytes that are no frame, wherever one begins. */
    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        Arrays.fill(noise, (byte) 0x55);
        return noise;
    }

    /** The frames that a maker of sensors prints (Tibbo, Bus Probes). */
    @Test
    void framesOfOthers_areWrittenByteByByte() {
        assertThat(bytes(RtuFrame.of(1, new ReadRegisters(true, 0xD4, 1))))
                .isEqualTo(Octets.ofHex("01 03 00 D4 00 01 C4 32"));
        assertThat(bytes(RtuFrame.of(1, new WriteRegister(0xC8, 9))))
                .isEqualTo(Octets.ofHex("01 06 00 C8 00 09 C8 32"));
    }

    /** Modbus over Serial Line V1.02, section 6.2.2: the CRC of 02 07 is 1241, low byte first. */
    @Test
    void theExampleOfTheStandard_isAFrame() {
        assertThat(Rtu.frame("02 07")).containsExactly(2, 7, 0x41, 0x12);
        answering().received(ByteBuffer.wrap(Octets.ofHex("02 07 41 12").toArray()));
        assertThat(heard.frames).containsExactly(Octets.ofHex("02 07"));
    }

    /** One of each, as long as its function says, found without a silence. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "05 01 03 CD 6B 05",
                "05 02 03 AC DB 35",
                "05 03 06 02 2B 00 00 00 64",
                "05 04 02 00 0A",
                "05 05 00 AC FF 00",
                "05 06 00 01 00 03",
                "05 07 6D",
                "05 08 00 00 A5 37",
                "05 0B FF FF 01 08",
                "05 0C 08 00 00 01 08 01 21 20 00",
                "05 0F 00 13 00 0A",
                "05 10 00 01 00 02",
                "05 11 04 2A FF 01 02",
                "05 14 0C 05 06 0D FE 00 20 05 06 33 CD 00 40",
                "05 15 0D 06 00 04 00 07 00 03 06 AF 04 BE 10 0D",
                "05 16 00 04 00 F2 00 25",
                "05 17 0C 00 FE 0A CD 00 01 00 03 00 0D 00 FF",
                "05 18 00 06 00 02 01 B8 12 84",
                "05 81 02",
                "05 AB 01"
            })
    void anAnswer_endsWhereItsFunctionSays(String answer) {
        RtuReceiver receiver = asking();
        oneByOne(receiver, Rtu.frame(answer));
        assertThat(heard.frames).containsExactly(Octets.ofHex(answer));
        assertThat(heard.asAnswer).containsExactly(true);
        assertThat(receiver.isReceiving()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05 01 00 13 00 13",
                "05 02 00 C4 00 16",
                "05 03 00 6B 00 03",
                "05 04 00 08 00 01",
                "05 05 00 AC FF 00",
                "05 06 00 01 00 03",
                "05 07",
                "05 08 00 00 A5 37",
                "05 0B",
                "05 0C",
                "05 0F 00 13 00 0A 02 CD 01",
                "05 10 00 01 00 02 04 00 0A 01 02",
                "05 11",
                "05 14 0E 06 00 04 00 01 00 02 06 00 03 00 09 00 02",
                "05 15 0D 06 00 04 00 07 00 03 06 AF 04 BE 10 0D",
                "05 16 00 04 00 F2 00 25",
                "05 17 00 03 00 06 00 0E 00 03 06 00 FF 00 FF 00 FF",
                "05 18 04 DE",
                "05 2B 0E 01 00"
            })
    void aRequest_endsWhereItsFunctionSays(String request) {
        RtuReceiver receiver = answering();
        oneByOne(receiver, Rtu.frame(request));
        assertThat(heard.frames).containsExactly(Octets.ofHex(request));
        assertThat(receiver.isReceiving()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05 41 01 02 03",
                "05 64",
                "05 2B 0E 01 01 00 00 01 02 05 56 32 2E 31 31",
                "05 08 00 00 01 02 03 04"
            })
    void aFrameWhoseFunctionTellsNoLength_endsWithTheSilence(String frame) {
        oneByOne(asking(), Rtu.frame(frame));
        assertThat(heard.frames).isEmpty();
        loop.advance(SILENCE);
        assertThat(heard.frames).containsExactly(Octets.ofHex(frame));
    }

    @Test
    void aFrameWithAWrongCrc_isNone() {
        byte[] frame = Rtu.frame("05 03 02 00 01");
        frame[4] ^= 1;
        asking().received(ByteBuffer.wrap(frame));
        loop.advance(SILENCE);
        assertThat(heard.frames).isEmpty();
        assertThat(heard.brokenBytes).isEqualTo(7);
    }

    @Test
    void halfAFrame_isNone_andDoesNotSpoilTheNext() {
        RtuReceiver receiver = asking();
        receiver.received(ByteBuffer.wrap(Octets.ofHex("05 03 10 00").toArray()));
        loop.advance(SILENCE);
        assertThat(receiver.isReceiving()).isFalse();
        receiver.received(ByteBuffer.wrap(Rtu.frame("05 03 02 00 01")));
        assertThat(heard.frames).containsExactly(Octets.ofHex("05 03 02 00 01"));
        assertThat(heard.brokenBytes).isEqualTo(4);
    }

    /** The CRC of a frame with its CRC is 0, so that two zeros behind it would be right, too. */
    @Test
    void zerosBehindAFrame_doNotBelongToIt() {
        byte[] frame = Rtu.frame("05 03 02 00 01");
        asking().received(ByteBuffer.allocate(9).put(frame).flip().limit(9));
        loop.advance(SILENCE);
        assertThat(heard.frames).containsExactly(Octets.ofHex("05 03 02 00 01"));
        assertThat(heard.brokenBytes).isEqualTo(2);
    }

    /** Modbus over Serial Line V1.02, section 2.5.1.1: 3.5 characters, and 1.750 ms above 19,200 bits per second. */
    @ParameterizedTest
    @CsvSource({
        "300, 116666666",
        "1200, 29166666",
        "9600, 3645833",
        "19200, 1822916",
        "38400, 1750000",
        "115200, 1750000"
    })
    void silencesAreAsLongAsTheStandardSays(int rate, long nanos) {
        ByteLine other = new MemoryBus(loop, LineModel.perfect(rate)).attach("other");
        assertThat(RtuReceiver.silence(other)).isEqualTo(nanos);
    }

    /** Five bytes of an answer and three of its data, which happen to be the CRC of what a request of eight bytes would be. */
    @Test
    void anAnswerWhoseFirstBytesCouldBeARequest_isFoundWhole_whenItComesByteByByte() {
        byte[] begin = Octets.ofHex("05 03 08 11 22 33").toArray();
        int crc = Rtu.crc(begin);
        byte[] answer = Rtu.frame("05 03 08 11 22 33" + String.format("%02X%02X", crc & 0xFF, crc >> 8) + "44 55 66");
        oneByOne(asking(), answer);
        loop.advance(SILENCE);
        assertThat(heard.brokenBytes).isZero();
        assertThat(heard.frames).hasSize(1);
        assertThat(heard.asAnswer).containsExactly(true);
    }

    /** There is such an address for nearly every unit: its byte count and first byte are the CRC of what an answer would be. */
    @Test
    void aRequestWhoseFirstBytesCouldBeAnAnswer_isFoundWhole_whenItComesByteByByte() {
        int address = 0;
        byte[] begin;
        do {
            begin = Octets.ofHex(String.format("05 10 %04X 00 02", address++)).toArray();
        } while ((Rtu.crc(begin) & 0xFF) != 4);
        byte[] request = Rtu.frame(Octets.of(begin).hex() + String.format("04 %02X 01 02 03", Rtu.crc(begin) >> 8));
        oneByOne(answering(), request);
        loop.advance(SILENCE);
        assertThat(heard.brokenBytes).isZero();
        assertThat(heard.frames).hasSize(1);
        assertThat(heard.asAnswer).containsExactly(false);
    }

    @Test
    void aFrameBehindMoreNoiseThanAFrameIsLong_isFound() {
        RtuReceiver receiver = asking();
        for (int length = 480; length < 800; length += 3) {
            receiver.received(ByteBuffer.wrap(noise(length)));
            receiver.received(ByteBuffer.wrap(Rtu.frame("05 03 02 00 01")));
            loop.advance(SILENCE);
            assertThat(heard.frames).as("after " + length + " bytes").containsExactly(Octets.ofHex("05 03 02 00 01"));
            assertThat(heard.brokenBytes).isEqualTo(length);
            heard.frames.clear();
            heard.brokenBytes = 0;
        }
    }
}
