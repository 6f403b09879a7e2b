package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A request, and how its answer looks. Buffers hold what follows the function code, to their limit.
 *
 * @param <R> what the answer tells
 */
public interface Request<R> {
    /** Of a PDU without its function code. */
    int MOST_BYTES = 252;

    /** The function code, 1 to 127. */
    int function();

    /** Its name in messages, for example {@code modbus.readCoils}. */
    String operation();

    /**
     * What it may do to the world.
     *
     * @param writing what the caller says about writing
     */
    Effect effect(Effect writing);

    /** What there is to tell if nobody answers, as after a broadcast. */
    default R unanswered() {
        throw new IllegalStateException(operation() + " without an answer tells nothing");
    }

    /** Whether a unit that has done it says so. */
    default boolean isAnswered() {
        return true;
    }

    /** Writes the request. */
    void write(ByteBuffer pdu);

    /** Reads the answer. */
    R readAnswer(ByteBuffer pdu) throws WrongAnswer;

    /**
     * What is still to be asked, if the answer does not tell all.
     *
     * @param answer what was told up to now
     * @param pdu how it came
     */
    default Optional<Request<R>> rest(R answer, ByteBuffer pdu) {
        return Optional.empty();
    }

    /** Has it done. */
    R carryOut(UnitHandler unit);

    /** Writes the answer. */
    void writeAnswer(R result, ByteBuffer pdu);
}
