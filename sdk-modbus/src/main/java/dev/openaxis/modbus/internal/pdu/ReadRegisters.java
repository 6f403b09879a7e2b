package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Functions 3 and 4.
 *
 * @param holding holding registers, or else input registers
 * @param address 0 to 65535
 * @param count 1 to 125
 */
public record ReadRegisters(boolean holding, int address, int count) implements Request<Registers> {
    static final int HOLDING = 3;
    static final int INPUT = 4;
    /** As many as an answer has room for. */
    static final int MOST = 125;

    /** Refuses what the wire cannot carry. */
    public ReadRegisters {
        Wire.requireRange(address, count, MOST);
    }

    static ReadRegisters read(int function, ByteBuffer pdu) {
        return new ReadRegisters(function == HOLDING, Wire.word(pdu), Wire.word(pdu));
    }

    @Override
    public int function() {
        return holding ? HOLDING : INPUT;
    }

    @Override
    public String operation() {
        return holding ? "modbus.readHoldingRegisters" : "modbus.readInputRegisters";
    }

    @Override
    public Effect effect(Effect writing) {
        return Effect.READ;
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) address).putShort((short) count);
    }

    @Override
    public Registers readAnswer(ByteBuffer pdu) throws WrongAnswer {
        return Wire.registers(pdu, count);
    }

    @Override
    public Registers carryOut(UnitHandler unit) {
        return holding ? unit.readHoldingRegisters(address, count) : unit.readInputRegisters(address, count);
    }

    @Override
    public void writeAnswer(Registers result, ByteBuffer pdu) {
        Wire.requireSize(result.size(), count);
        Wire.putRegisters(result, pdu);
    }
}
