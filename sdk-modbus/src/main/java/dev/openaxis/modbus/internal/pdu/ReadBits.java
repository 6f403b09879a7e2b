package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Functions 1 and 2.
 *
 * @param coils coils, or else discrete inputs
 * @param address 0 to 65535
 * @param count 1 to 2000
 */
public record ReadBits(boolean coils, int address, int count) implements Request<Bits> {
    static final int COILS = 1;
    static final int INPUTS = 2;
    private static final int MOST = 2_000;

    /** Refuses what the wire cannot carry. */
    public ReadBits {
        Wire.requireRange(address, count, MOST);
    }

    static ReadBits read(int function, ByteBuffer pdu) {
        return new ReadBits(function == COILS, Wire.word(pdu), Wire.word(pdu));
    }

    @Override
    public int function() {
        return coils ? COILS : INPUTS;
    }

    @Override
    public String operation() {
        return coils ? "modbus.readCoils" : "modbus.readDiscreteInputs";
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
    public Bits readAnswer(ByteBuffer pdu) throws WrongAnswer {
        return Wire.bits(pdu, count);
    }

    @Override
    public Bits carryOut(UnitHandler unit) {
        return coils ? unit.readCoils(address, count) : unit.readDiscreteInputs(address, count);
    }

    @Override
    public void writeAnswer(Bits result, ByteBuffer pdu) {
        Wire.requireSize(result.size(), count);
        Wire.putBits(result, pdu);
    }
}
