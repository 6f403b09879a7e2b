package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Function 23: writes, then reads.
 *
 * @param readAddress 0 to 65535
 * @param readCount 1 to 125
 * @param writeAddress 0 to 65535
 * @param values 1 to 121
 */
public record ReadWriteRegisters(int readAddress, int readCount, int writeAddress, Registers values)
        implements Request<Registers> {
    static final int FUNCTION = 23;
    private static final int MOST_WRITTEN = 121;

    /** Refuses what the wire cannot carry. */
    public ReadWriteRegisters {
        Wire.requireRange(readAddress, readCount, ReadRegisters.MOST);
        Wire.requireRange(writeAddress, values.size(), MOST_WRITTEN);
    }

    static ReadWriteRegisters read(ByteBuffer pdu) {
        int readAddress = Wire.word(pdu);
        int readCount = Wire.word(pdu);
        int writeAddress = Wire.word(pdu);
        return new ReadWriteRegisters(
                readAddress, readCount, writeAddress, Wire.counted(Wire.word(pdu), MOST_WRITTEN, pdu));
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.readWriteRegisters";
    }

    @Override
    public Effect effect(Effect writing) {
        return writing;
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) readAddress)
                .putShort((short) readCount)
                .putShort((short) writeAddress)
                .putShort((short) values.size());
        Wire.putRegisters(values, pdu);
    }

    @Override
    public Registers readAnswer(ByteBuffer pdu) throws WrongAnswer {
        return Wire.registers(pdu, readCount);
    }

    @Override
    public Registers carryOut(UnitHandler unit) {
        return unit.readWriteRegisters(readAddress, readCount, writeAddress, values);
    }

    @Override
    public void writeAnswer(Registers result, ByteBuffer pdu) {
        Wire.requireSize(result.size(), readCount);
        Wire.putRegisters(result, pdu);
    }
}
