package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Octets;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Any function, also those that have a request of their own.
 *
 * @param function 1 to 127
 * @param data what follows the function code, at most 252 bytes
 */
public record Raw(int function, Octets data) implements Request<Octets> {
    private static final int MOST_FUNCTION = 127;

    /** Refuses what the wire cannot carry. */
    public Raw {
        if (function < 1 || function > MOST_FUNCTION) {
            throw new IllegalArgumentException("function out of range 1 to 127: " + function);
        }
        if (data.length() > MOST_BYTES) {
            throw new IllegalArgumentException("at most 252 bytes follow the function code, not " + data.length());
        }
    }

    @Override
    public String operation() {
        return "modbus.raw";
    }

    @Override
    public Effect effect(Effect writing) {
        return writing;
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.put(data.toArray());
    }

    @Override
    public Octets readAnswer(ByteBuffer pdu) {
        return Wire.octets(pdu);
    }

    @Override
    public Octets carryOut(UnitHandler unit) {
        return unit.raw(function, data);
    }

    @Override
    public void writeAnswer(Octets result, ByteBuffer pdu) {
        pdu.put(result.toArray());
    }
}
