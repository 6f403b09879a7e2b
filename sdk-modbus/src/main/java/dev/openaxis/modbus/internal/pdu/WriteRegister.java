package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Function 6.
 *
 * @param address 0 to 65535
 * @param value 0 to 65535
 */
public record WriteRegister(int address, int value) implements Write {
    static final int FUNCTION = 6;

    /** Refuses what the wire cannot carry. */
    public WriteRegister {
        Wire.requireWord("address", address);
        Wire.requireWord("value", value);
    }

    static WriteRegister read(ByteBuffer pdu) {
        return new WriteRegister(Wire.word(pdu), Wire.word(pdu));
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.writeRegister";
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) address).putShort((short) value);
    }

    @Override
    public int repeated() {
        return 2 * Wire.WORD;
    }

    @Override
    public void apply(UnitHandler unit) {
        unit.writeRegister(address, value);
    }
}
