package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/** Function 7. */
public record ReadExceptionStatus() implements Request<Integer> {
    static final int FUNCTION = 7;
    private static final int LARGEST = 0xFF;

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.readExceptionStatus";
    }

    @Override
    public Effect effect(Effect writing) {
        return Effect.READ;
    }

    @Override
    public void write(ByteBuffer pdu) {
        // The function code says it all.
    }

    @Override
    public Integer readAnswer(ByteBuffer pdu) throws WrongAnswer {
        Wire.requireLength(pdu, 1);
        return Wire.octet(pdu);
    }

    @Override
    public Integer carryOut(UnitHandler unit) {
        return unit.readExceptionStatus();
    }

    @Override
    public void writeAnswer(Integer result, ByteBuffer pdu) {
        if (result < 0 || result > LARGEST) {
            throw new IllegalStateException("no eight states: " + result);
        }
        pdu.put(result.byteValue());
    }
}
