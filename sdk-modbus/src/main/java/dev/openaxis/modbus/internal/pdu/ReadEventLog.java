package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Octets;
import dev.openaxis.modbus.EventLog;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/** Function 12. */
public record ReadEventLog() implements Request<EventLog> {
    static final int FUNCTION = 12;
    private static final int HEAD = 3 * Wire.WORD;

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.readEventLog";
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
    public EventLog readAnswer(ByteBuffer pdu) throws WrongAnswer {
        ByteBuffer said = Wire.counted(pdu);
        if (said.remaining() < HEAD) {
            throw new WrongAnswer("has only " + said.remaining() + " bytes");
        }
        return new EventLog(Wire.busy(said), Wire.word(said), Wire.word(said), Wire.octets(said));
    }

    @Override
    public EventLog carryOut(UnitHandler unit) {
        return unit.readEventLog();
    }

    @Override
    public void writeAnswer(EventLog result, ByteBuffer pdu) {
        Octets entries = result.entries();
        pdu.put((byte) (HEAD + entries.length()));
        Wire.putBusy(result.busy(), pdu);
        pdu.putShort((short) result.events())
                .putShort((short) result.messages())
                .put(entries.toArray());
    }
}
