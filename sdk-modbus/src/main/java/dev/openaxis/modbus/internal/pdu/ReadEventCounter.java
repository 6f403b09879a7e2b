package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.EventCounter;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/** Function 11. */
public record ReadEventCounter() implements Request<EventCounter> {
    static final int FUNCTION = 11;

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.readEventCounter";
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
    public EventCounter readAnswer(ByteBuffer pdu) throws WrongAnswer {
        Wire.requireLength(pdu, 2 * Wire.WORD);
        return new EventCounter(Wire.busy(pdu), Wire.word(pdu));
    }

    @Override
    public EventCounter carryOut(UnitHandler unit) {
        return unit.readEventCounter();
    }

    @Override
    public void writeAnswer(EventCounter result, ByteBuffer pdu) {
        Wire.putBusy(result.busy(), pdu);
        pdu.putShort((short) result.events());
    }
}
