package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;

/** A request that changes something, and whose answer repeats its first bytes. */
interface Write extends Request<Void> {
    /** How many bytes of the request the answer repeats. */
    int repeated();

    /** Has it done. */
    void apply(UnitHandler unit);

    @SuppressWarnings("NullAway") // a Void has no other value
    private static Void done() {
        return null;
    }

    @Override
    default Void carryOut(UnitHandler unit) {
        apply(unit);
        return done();
    }

    @Override
    default Effect effect(Effect writing) {
        return writing;
    }

    @Override
    default Void unanswered() {
        return done();
    }

    @Override
    default Void readAnswer(ByteBuffer pdu) throws WrongAnswer {
        Wire.requireEcho(this, repeated(), pdu);
        return done();
    }

    @Override
    default void writeAnswer(Void result, ByteBuffer pdu) {
        int begin = pdu.position();
        write(pdu);
        pdu.position(begin + repeated());
    }
}
