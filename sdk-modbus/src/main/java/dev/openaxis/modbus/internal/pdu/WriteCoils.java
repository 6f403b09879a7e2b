package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Function 15.
 *
 * @param address 0 to 65535
 * @param states 1 to 1968
 */
public record WriteCoils(int address, Bits states) implements Write {
    static final int FUNCTION = 15;
    private static final int MOST = 1_968;

    /** Refuses what the wire cannot carry. */
    public WriteCoils {
        Wire.requireRange(address, states.size(), MOST);
    }

    static WriteCoils read(ByteBuffer pdu) {
        int address = Wire.word(pdu);
        int count = Wire.word(pdu);
        int bytes = Wire.octet(pdu);
        Wire.requireRange(0, count, MOST);
        if (bytes != Bits.byteCount(count) || bytes != pdu.remaining()) {
            throw new IllegalArgumentException(count + " coils in " + bytes + " bytes");
        }
        return new WriteCoils(address, Bits.read(count, pdu));
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.writeCoils";
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) address).putShort((short) states.size());
        Wire.putBits(states, pdu);
    }

    @Override
    public int repeated() {
        return 2 * Wire.WORD;
    }

    @Override
    public void apply(UnitHandler unit) {
        unit.writeCoils(address, states);
    }
}
