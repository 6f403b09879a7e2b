package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Function 5.
 *
 * @param address 0 to 65535
 * @param on the coil's state from now on
 */
public record WriteCoil(int address, boolean on) implements Write {
    static final int FUNCTION = 5;
    private static final int ON = 0xFF00;

    /** Refuses what the wire cannot carry. */
    public WriteCoil {
        Wire.requireWord("address", address);
    }

    static WriteCoil read(ByteBuffer pdu) {
        int address = Wire.word(pdu);
        int state = Wire.word(pdu);
        if (state != ON && state != 0) {
            throw new IllegalArgumentException("a coil is neither on nor off: " + state);
        }
        return new WriteCoil(address, state == ON);
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.writeCoil";
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) address).putShort((short) (on ? ON : 0));
    }

    @Override
    public int repeated() {
        return 2 * Wire.WORD;
    }

    @Override
    public void apply(UnitHandler unit) {
        unit.writeCoil(address, on);
    }
}
