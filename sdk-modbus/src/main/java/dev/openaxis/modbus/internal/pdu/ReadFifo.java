package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitException;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Function 24; what it reads stays in the queue.
 *
 * @param address of the queue's counter, 0 to 65535
 */
public record ReadFifo(int address) implements Request<Registers> {
    static final int FUNCTION = 24;
    private static final int MOST = 31;

    /** Refuses what the wire cannot carry. */
    public ReadFifo {
        Wire.requireWord("address", address);
    }

    static ReadFifo read(ByteBuffer pdu) {
        return new ReadFifo(Wire.word(pdu));
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.readFifo";
    }

    @Override
    public Effect effect(Effect writing) {
        return Effect.READ;
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) address);
    }

    @Override
    public Registers readAnswer(ByteBuffer pdu) throws WrongAnswer {
        if (pdu.remaining() < 2 * Wire.WORD) {
            throw new WrongAnswer("has only " + pdu.remaining() + " bytes");
        }
        int bytes = Wire.word(pdu);
        int count = Wire.word(pdu);
        if (bytes != Wire.WORD + pdu.remaining() || count * Wire.WORD != pdu.remaining() || count > MOST) {
            throw new WrongAnswer("says " + bytes + " bytes and " + count + " registers, and "
                    + (Wire.WORD + pdu.remaining()) + " bytes came");
        }
        return Registers.read(pdu);
    }

    @Override
    public Registers carryOut(UnitHandler unit) {
        return unit.readFifo(address);
    }

    @Override
    public void writeAnswer(Registers result, ByteBuffer pdu) {
        if (result.size() > MOST) {
            // V1.1b3, 6.18: what is more than the queue can tell is an illegal value.
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_VALUE);
        }
        pdu.putShort((short) (Wire.WORD + result.size() * Wire.WORD)).putShort((short) result.size());
        result.write(pdu);
    }
}
