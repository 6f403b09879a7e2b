package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Function 22: contents become (contents AND and) OR (or AND NOT and).
 *
 * @param address 0 to 65535
 * @param and 0 to 65535
 * @param or 0 to 65535
 */
public record MaskWriteRegister(int address, int and, int or) implements Write {
    static final int FUNCTION = 22;

    /** Refuses what the wire cannot carry. */
    public MaskWriteRegister {
        Wire.requireWord("address", address);
        Wire.requireWord("and", and);
        Wire.requireWord("or", or);
    }

    static MaskWriteRegister read(ByteBuffer pdu) {
        return new MaskWriteRegister(Wire.word(pdu), Wire.word(pdu), Wire.word(pdu));
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.maskWriteRegister";
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) address).putShort((short) and).putShort((short) or);
    }

    @Override
    public int repeated() {
        return 3 * Wire.WORD;
    }

    @Override
    public void apply(UnitHandler unit) {
        unit.maskWriteRegister(address, and, or);
    }
}
