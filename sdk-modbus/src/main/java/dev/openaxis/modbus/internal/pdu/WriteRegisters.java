package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Function 16.
 *
 * @param address 0 to 65535
 * @param values 1 to 123
 */
public record WriteRegisters(int address, Registers values) implements Write {
    static final int FUNCTION = 16;
    private static final int MOST = 123;

    /** Refuses what the wire cannot carry. */
    public WriteRegisters {
        Wire.requireRange(address, values.size(), MOST);
    }

    static WriteRegisters read(ByteBuffer pdu) {
        int address = Wire.word(pdu);
        return new WriteRegisters(address, Wire.counted(Wire.word(pdu), MOST, pdu));
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.writeRegisters";
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) address).putShort((short) values.size());
        Wire.putRegisters(values, pdu);
    }

    @Override
    public int repeated() {
        return 2 * Wire.WORD;
    }

    @Override
    public void apply(UnitHandler unit) {
        unit.writeRegisters(address, values);
    }
}
