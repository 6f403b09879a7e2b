package dev.openaxis.modbus.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.DeviceIdentification;
import dev.openaxis.modbus.EventCounter;
import dev.openaxis.modbus.EventLog;
import dev.openaxis.modbus.FileRange;
import dev.openaxis.modbus.FileRecord;
import dev.openaxis.modbus.Registers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example that the Modbus Application Protocol V1.1b3 prints with each function, in chapter 6. */
class PduExamplesTest {

    private static Octets written(Request<?> request) {
        ByteBuffer pdu = ByteBuffer.allocate(1 + Request.MOST_BYTES).put((byte) request.function());
        request.write(pdu);
        return Wire.octets(pdu.flip());
    }

    private static <R> Octets answered(Request<R> request, R result) {
        ByteBuffer pdu = ByteBuffer.allocate(1 + Request.MOST_BYTES).put((byte) request.function());
        request.writeAnswer(result, pdu);
        return Wire.octets(pdu.flip());
    }

    private static ByteBuffer behindTheFunction(String pdu) {
        ByteBuffer bytes = ByteBuffer.wrap(Octets.ofHex(pdu).toArray());
        bytes.get();
        return bytes;
    }

    private static <R> void assertExample(Request<R> request, String asked, R result, String answer)
            throws WrongAnswer {
        assertThat(written(request)).isEqualTo(Octets.ofHex(asked));
        assertThat(Requests.read(request.function(), behindTheFunction(asked))).isEqualTo(request);
        assertThat(request.readAnswer(behindTheFunction(answer))).isEqualTo(result);
        assertThat(answered(request, result)).isEqualTo(Octets.ofHex(answer));
    }

    /** A write, whose answer tells nothing but that it was done. */
    private static void assertExample(Write request, String asked, String answer) throws WrongAnswer {
        assertExample(request, asked, null, answer);
    }

    /** Bits as the document writes them: the last one first. */
    private static Bits bits(String lastFirst) {
        String states = new StringBuilder(lastFirst.replace(" ", "")).reverse().toString();
        boolean[] on = new boolean[states.length()];
        for (int i = 0; i < on.length; i++) {
            on[i] = states.charAt(i) == '1';
        }
        return Bits.of(on);
    }

    @Test
    void readCoils_20to38() throws WrongAnswer {
        assertExample(
                new ReadBits(true, 0x13, 19), "01 00 13 00 13", bits("101 0110 1011 1100 1101"), "01 03 CD 6B 05");
    }

    @Test
    void readDiscreteInputs_197to218() throws WrongAnswer {
        assertExample(
                new ReadBits(false, 0xC4, 22), "02 00 C4 00 16", bits("11 0101 1101 1011 1010 1100"), "02 03 AC DB 35");
    }

    @Test
    void readHoldingRegisters_108to110() throws WrongAnswer {
        assertExample(
                new ReadRegisters(true, 0x6B, 3),
                "03 00 6B 00 03",
                Registers.of(0x022B, 0, 100),
                "03 06 02 2B 00 00 00 64");
    }

    @Test
    void readInputRegister_9() throws WrongAnswer {
        assertExample(new ReadRegisters(false, 8, 1), "04 00 08 00 01", Registers.of(10), "04 02 00 0A");
    }

    @Test
    void writeCoil_173() throws WrongAnswer {
        assertExample(new WriteCoil(0xAC, true), "05 00 AC FF 00", "05 00 AC FF 00");
        assertExample(new WriteCoil(0xAC, false), "05 00 AC 00 00", "05 00 AC 00 00");
    }

    @Test
    void writeRegister_2() throws WrongAnswer {
        assertExample(new WriteRegister(1, 3), "06 00 01 00 03", "06 00 01 00 03");
    }

    @Test
    void readExceptionStatus() throws WrongAnswer {
        assertExample(new ReadExceptionStatus(), "07", 0x6D, "07 6D");
    }

    @Test
    void diagnostics_returnQueryData() throws WrongAnswer {
        assertExample(
                new Diagnose(Diagnose.ECHO, Registers.of(0xA537)),
                "08 00 00 A5 37",
                Registers.of(0xA537),
                "08 00 00 A5 37");
    }

    @Test
    void getCommEventCounter() throws WrongAnswer {
        assertExample(new ReadEventCounter(), "0B", new EventCounter(true, 264), "0B FF FF 01 08");
    }

    @Test
    void getCommEventLog() throws WrongAnswer {
        assertExample(
                new ReadEventLog(),
                "0C",
                new EventLog(false, 264, 289, Octets.ofHex("20 00")),
                "0C 08 00 00 01 08 01 21 20 00");
    }

    @Test
    void writeCoils_20to29() throws WrongAnswer {
        assertExample(new WriteCoils(0x13, bits("01 1100 1101")), "0F 00 13 00 0A 02 CD 01", "0F 00 13 00 0A");
    }

    @Test
    void writeRegisters_2and3() throws WrongAnswer {
        assertExample(
                new WriteRegisters(1, Registers.of(0x000A, 0x0102)), "10 00 01 00 02 04 00 0A 01 02", "10 00 01 00 02");
    }

    @Test
    void reportServerId() throws WrongAnswer {
        assertExample(new ReportServerId(), "11", Octets.ofHex("2A FF 01 02"), "11 04 2A FF 01 02");
    }

    @Test
    void readFileRecord_ofTwoFiles() throws WrongAnswer {
        assertExample(
                new ReadFile(List.of(new FileRange(4, 1, 2), new FileRange(3, 9, 2))),
                "14 0E 06 00 04 00 01 00 02 06 00 03 00 09 00 02",
                List.of(Registers.of(0x0DFE, 0x0020), Registers.of(0x33CD, 0x0040)),
                "14 0C 05 06 0D FE 00 20 05 06 33 CD 00 40");
    }

    @Test
    void writeFileRecord_inFile4() throws WrongAnswer {
        assertExample(
                new WriteFile(List.of(new FileRecord(4, 7, Registers.of(0x06AF, 0x04BE, 0x100D)))),
                "15 0D 06 00 04 00 07 00 03 06 AF 04 BE 10 0D",
                "15 0D 06 00 04 00 07 00 03 06 AF 04 BE 10 0D");
    }

    @Test
    void maskWriteRegister_5() throws WrongAnswer {
        assertExample(new MaskWriteRegister(4, 0x00F2, 0x0025), "16 00 04 00 F2 00 25", "16 00 04 00 F2 00 25");
    }

    @Test
    void readWriteRegisters_readsSix_andWritesThree() throws WrongAnswer {
        assertExample(
                new ReadWriteRegisters(3, 6, 14, Registers.of(0xFF, 0xFF, 0xFF)),
                "17 00 03 00 06 00 0E 00 03 06 00 FF 00 FF 00 FF",
                Registers.of(0x00FE, 0x0ACD, 0x0001, 0x0003, 0x000D, 0x00FF),
                "17 0C 00 FE 0A CD 00 01 00 03 00 0D 00 FF");
    }

    @Test
    void readFifoQueue_atRegister1246() throws WrongAnswer {
        assertExample(new ReadFifo(0x04DE), "18 04 DE", Registers.of(0x01B8, 0x1284), "18 00 06 00 02 01 B8 12 84");
    }

    private static Octets text(String ascii) {
        return Octets.of(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hex(String ascii) {
        return text(ascii).hex();
    }

    /** With the lengths that the texts have. */
    @Test
    void readDeviceIdentification_inOneAnswer() throws WrongAnswer {
        Map<Integer, Octets> objects =
                Map.of(0, text("Company identification"), 1, text("Product code XX"), 2, text("V2.11"));
        assertExample(
                new ReadIdentification(1, 0, Map.of()),
                "2B 0E 01 00",
                new DeviceIdentification(1, objects),
                "2B 0E 01 01 00 00 03 00 16" + hex("Company identification") + "01 0F" + hex("Product code XX")
                        + "02 05" + hex("V2.11"));
    }

    @Test
    void readDeviceIdentification_inTwoAnswers() throws WrongAnswer {
        ReadIdentification first = new ReadIdentification(1, 0, Map.of());
        ByteBuffer begin = behindTheFunction("2B 0E 01 01 FF 02 02 00 16" + hex("Company identification") + "01 1C"
                + hex("Product code XXXXXXXXXXXXXXX"));
        Request<DeviceIdentification> second =
                first.rest(first.readAnswer(begin.duplicate()), begin).orElseThrow();
        assertThat(written(second)).isEqualTo(Octets.ofHex("2B 0E 01 02"));
        ByteBuffer end = behindTheFunction("2B 0E 01 01 00 00 01 02 05" + hex("V2.11"));
        DeviceIdentification rest = second.readAnswer(end.duplicate());
        assertThat(second.rest(rest, end)).isEmpty();
        assertThat(rest.vendorName()).contains("Company identification");
        assertThat(rest.productCode()).contains("Product code XXXXXXXXXXXXXXX");
        assertThat(rest.revision()).contains("V2.11");
    }
}
