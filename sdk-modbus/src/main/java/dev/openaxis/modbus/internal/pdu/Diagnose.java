package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/**
 * Function 8.
 *
 * @param subfunction 0 to 65535
 * @param data at most 125 registers; one for all but the echo
 */
public record Diagnose(int subfunction, Registers data) implements Request<Registers> {
    static final int FUNCTION = 8;

    /** Sends back what it got. */
    public static final int ECHO = 0;
    /** Begins to communicate anew. */
    public static final int RESTART = 1;
    /** The diagnostic register. */
    public static final int REGISTER = 2;
    /** Another end of line for ASCII. */
    public static final int DELIMITER = 3;
    /** Neither does nor answers anything until it restarts. */
    public static final int LISTEN_ONLY = 4;
    /** Sets all counters to 0. */
    public static final int CLEAR = 10;
    /** The first counter: messages on the bus. */
    public static final int FIRST_COUNTER = 11;
    /** The last counter: characters too many. */
    public static final int LAST_COUNTER = 18;
    /** Sets the counter of characters too many to 0. */
    public static final int CLEAR_OVERRUN = 20;

    /** Refuses what the wire cannot carry. */
    public Diagnose {
        Wire.requireWord("subfunction", subfunction);
        if (data.size() > ReadRegisters.MOST) {
            throw new IllegalArgumentException("too much data: " + data.size() + " registers");
        }
    }

    static Diagnose read(ByteBuffer pdu) {
        return new Diagnose(Wire.word(pdu), Registers.read(pdu));
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.diagnose";
    }

    @Override
    public Effect effect(Effect writing) {
        boolean reads = subfunction == ECHO
                || subfunction == REGISTER
                || (subfunction >= FIRST_COUNTER && subfunction <= LAST_COUNTER);
        boolean stops = subfunction == RESTART || subfunction == LISTEN_ONLY;
        return reads ? Effect.READ : stops ? Effect.DISRUPT : writing;
    }

    @Override
    public Registers unanswered() {
        return Registers.NONE;
    }

    @Override
    public boolean isAnswered() {
        return subfunction != LISTEN_ONLY;
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.putShort((short) subfunction);
        data.write(pdu);
    }

    @Override
    public Registers readAnswer(ByteBuffer pdu) throws WrongAnswer {
        if (pdu.remaining() < Wire.WORD || pdu.remaining() % Wire.WORD != 0) {
            throw new WrongAnswer("has " + pdu.remaining() + " bytes");
        }
        int about = Wire.word(pdu);
        if (about != subfunction) {
            throw new WrongAnswer("is about subfunction " + about);
        }
        Registers said = Registers.read(pdu);
        if (subfunction == ECHO && !said.equals(data)) {
            throw new WrongAnswer("does not repeat what was asked");
        }
        return said;
    }

    @Override
    public Registers carryOut(UnitHandler unit) {
        return unit.diagnose(subfunction, data);
    }

    @Override
    public void writeAnswer(Registers result, ByteBuffer pdu) {
        pdu.putShort((short) subfunction);
        result.write(pdu);
    }
}
