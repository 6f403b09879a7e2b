package dev.openaxis.modbus.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Octets;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.FileRange;
import dev.openaxis.modbus.FileRecord;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests and answers end (Modbus Application Protocol V1.1b3, chapter 6), and what is said beyond. */
class PduLimitsTest {

    private static Registers registers(int count) {
        return Registers.of(new int[count]);
    }

    private static Bits bits(int count) {
        return Bits.of(new boolean[count]);
    }

    private static int length(Request<?> request) {
        ByteBuffer pdu = ByteBuffer.allocate(Request.MOST_BYTES);
        request.write(pdu);
        return pdu.position();
    }

    @Test
    void theLargestRequests_fitIntoAMessage() {
        assertThat(length(new WriteCoils(0, bits(0x7B0)))).isEqualTo(251);
        assertThat(length(new WriteRegisters(0, registers(0x7B)))).isEqualTo(251);
        assertThat(length(new ReadWriteRegisters(0, 0x7D, 0, registers(0x79)))).isEqualTo(251);
        assertThat(length(new ReadFile(Collections.nCopies(35, new FileRange(1, 0, 1)))))
                .isEqualTo(246);
        assertThat(length(new WriteFile(List.of(new FileRecord(1, 0, registers(122))))))
                .isEqualTo(252);
    }

    @Test
    void theLargestAnswers_fitIntoAMessage() {
        ByteBuffer pdu = ByteBuffer.allocate(Request.MOST_BYTES);
        new ReadBits(true, 0, 2_000).writeAnswer(bits(2_000), pdu);
        assertThat(pdu.position()).isEqualTo(251);
        pdu.clear();
        new ReadRegisters(false, 0, 125).writeAnswer(registers(125), pdu);
        assertThat(pdu.position()).isEqualTo(251);
        pdu.clear();
        new ReadFifo(0).writeAnswer(registers(31), pdu);
        assertThat(pdu.position()).isEqualTo(66);
    }

    @Test
    void nobodyCanAskForWhatTheWireCannotCarry() {
        List<Runnable> wrong = List.of(
                () -> new ReadBits(true, 0, 0),
                () -> new ReadBits(true, 0, 2_001),
                () -> new ReadBits(false, -1, 1),
                () -> new ReadBits(false, 0x1_0000, 1),
                () -> new ReadBits(false, 0xFFFF, 2),
                () -> new ReadRegisters(true, 0, 126),
                () -> new ReadRegisters(true, 0, 0),
                () -> new ReadRegisters(false, 0xFFF0, 17),
                () -> new WriteCoil(0x1_0000, true),
                () -> new WriteRegister(0, 0x1_0000),
                () -> new WriteRegister(0, -1),
                () -> new WriteCoils(0, bits(0)),
                () -> new WriteCoils(0, bits(1_969)),
                () -> new WriteRegisters(0, registers(0)),
                () -> new WriteRegisters(0, registers(124)),
                () -> new WriteRegisters(0xFFFF, registers(2)),
                () -> new MaskWriteRegister(0, 0x1_0000, 0),
                () -> new ReadWriteRegisters(0, 126, 0, registers(1)),
                () -> new ReadWriteRegisters(0, 1, 0, registers(122)),
                () -> new ReadWriteRegisters(0, 1, 0, registers(0)),
                () -> new ReadFile(List.of()),
                () -> new ReadFile(Collections.nCopies(36, new FileRange(1, 0, 1))),
                () -> new ReadFile(Collections.nCopies(2, new FileRange(1, 0, 124))),
                () -> new FileRange(0, 0, 1),
                () -> new FileRange(1, 10_000, 1),
                () -> new FileRange(1, 0, 0),
                () -> new FileRange(1, 0, 125),
                () -> new WriteFile(List.of()),
                () -> new WriteFile(Collections.nCopies(2, new FileRecord(1, 0, registers(60)))),
                () -> new FileRecord(1, 0, registers(0)),
                () -> new FileRecord(1, 0, registers(123)),
                () -> new ReadFifo(0x1_0000),
                () -> new Diagnose(0x1_0000, registers(1)),
                () -> new ReadIdentification(0, 0, Map.of()),
                () -> new ReadIdentification(5, 0, Map.of()),
                () -> new ReadIdentification(1, 256, Map.of()),
                () -> new Raw(0, Octets.of()),
                () -> new Raw(128, Octets.of()),
                () -> new Raw(100, Octets.of(new byte[253])));
        assertThat(wrong).allSatisfy(one -> assertThatThrownBy(one::run).isInstanceOf(IllegalArgumentException.class));
    }

    /** Quantities and lengths are exception 3, addresses exception 2, as in the state diagrams of chapter 6. */
    @ParameterizedTest
    @CsvSource({
        "01, 00 00 00 00, ILLEGAL_DATA_VALUE",
        "01, 00 00 07 D1, ILLEGAL_DATA_VALUE",
        "01, FF FF 00 02, ILLEGAL_DATA_ADDRESS",
        "02, 00 00 07 D1, ILLEGAL_DATA_VALUE",
        "03, 00 00 00 00, ILLEGAL_DATA_VALUE",
        "03, 00 00 00 7E, ILLEGAL_DATA_VALUE",
        "03, FF FF 00 02, ILLEGAL_DATA_ADDRESS",
        "03, FF FF 00 7E, ILLEGAL_DATA_VALUE",
        "04, FF FF 00 02, ILLEGAL_DATA_ADDRESS",
        "05, 00 00 12 34, ILLEGAL_DATA_VALUE",
        "05, 00 00 FF 01, ILLEGAL_DATA_VALUE",
        "0F, 00 00 00 00 00, ILLEGAL_DATA_VALUE",
        "0F, 00 00 00 09 01 FF, ILLEGAL_DATA_VALUE",
        "0F, FF FF 00 02 01 03, ILLEGAL_DATA_ADDRESS",
        "10, 00 00 00 02 02 00 00, ILLEGAL_DATA_VALUE",
        "10, 00 00 00 00 00, ILLEGAL_DATA_VALUE",
        "10, FF FF 00 02 04 00 00 00 00, ILLEGAL_DATA_ADDRESS",
        "17, 00 00 00 7E 00 00 00 01 02 00 00, ILLEGAL_DATA_VALUE",
        "17, 00 00 00 01 00 00 00 00 00, ILLEGAL_DATA_VALUE",
        "17, FF FF 00 02 00 00 00 01 02 00 00, ILLEGAL_DATA_ADDRESS",
        "17, 00 00 00 02 FF FF 00 02 04 00 00 00 00, ILLEGAL_DATA_ADDRESS",
        "14, 06 06 00 01 00 00 00, ILLEGAL_DATA_VALUE",
        "14, 00, ILLEGAL_DATA_VALUE",
        "15, 09 06 00 01 00 00 00 02 00 00, ILLEGAL_DATA_VALUE",
        "2B, 0E 05 00, ILLEGAL_DATA_VALUE",
        "03, 00 00 00 01 00, ILLEGAL_DATA_VALUE",
        "03, 00 00 00, ILLEGAL_DATA_VALUE",
        "07, 00, ILLEGAL_DATA_VALUE"
    })
    void whatNoUnitCanDo_isRefusedWithItsReason(String function, String data, ExceptionCode reason) {
        assertThatThrownBy(() -> Requests.read(
                        Integer.parseInt(function, 16),
                        ByteBuffer.wrap(Octets.ofHex(data).toArray())))
                .isInstanceOfSatisfying(
                        UnitException.class, e -> assertThat(e.code()).isEqualTo(reason));
    }

    private static void assertWrong(Request<?> request, String answer) {
        assertThatThrownBy(() ->
                        request.readAnswer(ByteBuffer.wrap(Octets.ofHex(answer).toArray())))
                .as(request + " answered with " + answer)
                .isInstanceOf(WrongAnswer.class);
    }

    @Test
    void anAnswerWithAnotherByteCount_isWrong() {
        assertWrong(new ReadBits(true, 0, 9), "01 FF");
        assertWrong(new ReadBits(true, 0, 8), "02 FF 00");
        assertWrong(new ReadBits(true, 0, 8), "02 FF");
        assertWrong(new ReadRegisters(true, 0, 2), "02 00 01");
        assertWrong(new ReadRegisters(true, 0, 2), "04 00 01 00");
        assertWrong(new ReadRegisters(true, 0, 1), "04 00 01");
        assertWrong(new ReadRegisters(true, 0, 1), "");
        assertWrong(new ReadWriteRegisters(0, 2, 0, registers(1)), "02 00 01");
        assertWrong(new ReadExceptionStatus(), "");
        assertWrong(new ReadExceptionStatus(), "00 00");
        assertWrong(new ReadEventCounter(), "00 00 00");
        assertWrong(new ReadEventLog(), "05 00 00 00 00 00");
        assertWrong(new ReadEventLog(), "07 00 00 00 00 00 00");
        assertWrong(new ReportServerId(), "02 00");
        assertWrong(new ReportServerId(), "");
        assertWrong(new ReadFifo(0), "00 06 00 01 00 00");
        assertWrong(new ReadFifo(0), "00 04 00 02 00 00");
        assertWrong(new ReadFifo(0), "00 02");
        assertWrong(new ReadFile(List.of(new FileRange(1, 0, 1))), "04 03 07 00 00");
        assertWrong(new ReadFile(List.of(new FileRange(1, 0, 2))), "04 03 06 00 00");
        assertWrong(new ReadFile(List.of(new FileRange(1, 0, 1))), "08 03 06 00 00 03 06 00 00");
    }

    @Test
    void aQueueOfMoreThan31_isWrong() {
        assertWrong(new ReadFifo(0), "00 42 00 20" + "00 00".repeat(32));
    }

    @Test
    void anAnswerThatRepeatsSomethingElse_isWrong() {
        assertWrong(new WriteCoil(1, true), "00 02 FF 00");
        assertWrong(new WriteCoil(1, true), "00 01 00 00");
        assertWrong(new WriteRegister(1, 3), "00 01 00 04");
        assertWrong(new WriteRegister(1, 3), "00 01 00");
        assertWrong(new WriteRegister(1, 3), "00 01 00 03 00");
        assertWrong(new WriteCoils(1, bits(10)), "00 01 00 0B");
        assertWrong(new WriteRegisters(1, registers(2)), "00 02 00 02");
        assertWrong(new MaskWriteRegister(4, 0xF2, 0x25), "00 04 00 F2 00 24");
        assertWrong(new WriteFile(List.of(new FileRecord(4, 7, Registers.of(1)))), "09 06 00 04 00 07 00 01 00 02");
        assertWrong(new Diagnose(Diagnose.ECHO, Registers.of(1)), "00 00 00 02");
        assertWrong(new Diagnose(Diagnose.REGISTER, Registers.of(0)), "00 0B 00 00");
        assertWrong(new Diagnose(Diagnose.REGISTER, Registers.of(0)), "00 02 00");
    }

    @Test
    void anIdentificationThatMakesNoProgress_isWrong() {
        ReadIdentification regular = new ReadIdentification(2, 4, Map.of());
        assertWrong(regular, "0E 02 82 FF 04 01 04 01 41");
        assertWrong(regular, "0E 02 82 FF 00 01 04 01 41");
        assertWrong(regular, "0E 02 82 FF 05 00");
        assertWrong(regular, "0E 01 82 00 00 01 04 01 41");
        assertWrong(regular, "0D 02 82 00 00 01 04 01 41");
        assertWrong(regular, "0E 02 82 00 00 02 04 01 41");
        assertWrong(regular, "0E 02 82 00 00 01 04 02 41");
        assertWrong(regular, "0E 02 82 00 00 01 04 01 41 00");
        assertWrong(regular, "0E 02 82 00 00");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 11, 12, 13, 14, 15, 16, 17, 18})
    void diagnosticsThatLook_areReads(int subfunction) {
        assertThat(new Diagnose(subfunction, Registers.of(0)).effect(Effect.ACTUATE))
                .isEqualTo(Effect.READ);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 19, 20, 21, 0xFFFF})
    void otherDiagnostics_areWrites(int subfunction) {
        assertThat(new Diagnose(subfunction, Registers.of(0)).effect(Effect.ACTUATE))
                .isEqualTo(Effect.ACTUATE);
    }

    @Test
    void diagnosticsThatSilenceAUnit_disrupt() {
        assertThat(new Diagnose(1, Registers.of(0)).effect(Effect.CONFIGURE)).isEqualTo(Effect.DISRUPT);
        assertThat(new Diagnose(4, Registers.of(0)).effect(Effect.CONFIGURE)).isEqualTo(Effect.DISRUPT);
        assertThat(new Diagnose(4, Registers.of(0)).isAnswered()).isFalse();
    }

    @Test
    void whatReads_isARead_andWhatWrites_isWhatTheCallerSays() {
        List<Request<?>> reads = List.of(
                new ReadBits(true, 0, 1),
                new ReadRegisters(true, 0, 1),
                new ReadExceptionStatus(),
                new ReadEventCounter(),
                new ReadEventLog(),
                new ReportServerId(),
                new ReadFile(List.of(new FileRange(1, 0, 1))),
                new ReadFifo(0),
                new ReadIdentification(1, 0, Map.of()));
        assertThat(reads)
                .allSatisfy(one -> assertThat(one.effect(Effect.ACTUATE)).isEqualTo(Effect.READ));
        List<Request<?>> writes = List.of(
                new WriteCoil(0, true),
                new WriteRegister(0, 1),
                new WriteCoils(0, bits(1)),
                new WriteRegisters(0, registers(1)),
                new MaskWriteRegister(0, 0, 0),
                new ReadWriteRegisters(0, 1, 0, registers(1)),
                new WriteFile(List.of(new FileRecord(1, 0, registers(1)))),
                new Raw(3, Octets.of()));
        assertThat(writes).allSatisfy(one -> {
            assertThat(one.effect(Effect.ACTUATE)).isEqualTo(Effect.ACTUATE);
            assertThat(one.effect(Effect.CONFIGURE)).isEqualTo(Effect.CONFIGURE);
        });
    }
}
