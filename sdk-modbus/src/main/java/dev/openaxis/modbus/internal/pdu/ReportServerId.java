package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Octets;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/** Function 17. */
public record ReportServerId() implements Request<Octets> {
    static final int FUNCTION = 17;

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.reportServerId";
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
    public Octets readAnswer(ByteBuffer pdu) throws WrongAnswer {
        return Wire.octets(Wire.counted(pdu));
    }

    @Override
    public Octets carryOut(UnitHandler unit) {
        return unit.reportServerId();
    }

    @Override
    public void writeAnswer(Octets result, ByteBuffer pdu) {
        pdu.put((byte) result.length()).put(result.toArray());
    }
}
