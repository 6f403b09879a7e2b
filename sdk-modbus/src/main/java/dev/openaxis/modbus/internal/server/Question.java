package dev.openaxis.modbus.internal.server;

import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.UnitException;
import dev.openaxis.modbus.UnitHandler;
import dev.openaxis.modbus.internal.pdu.Request;
import dev.openaxis.modbus.internal.pdu.Requests;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client asks.
 *
 * @param function its code
 * @param request what it says, or {@code null} if no unit can make sense of it
 * @param fault then the reason
 */
record Question(
        int function,
        @Nullable Request<?> request,
        @Nullable ExceptionCode fault) {
    /** No exception. */
    static final int FINE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Question.class);
    private static final int EXCEPTION = 0x80;

    static Question read(int function, ByteBuffer data) {
        if (function == 0 || function >= EXCEPTION) {
            return new Question(function & ~EXCEPTION, null, ExceptionCode.ILLEGAL_FUNCTION);
        }
        try {
            return new Question(function, Requests.read(function, data), null);
        } catch (UnitException e) {
            return new Question(function, null, e.code());
        }
    }

    /**
     * Has it done and writes the answer.
     *
     * @param message up to the function code of the answer, which is the last byte written
     * @return the exception that is answered, or {@link #FINE}
     */
    int answer(UnitHandler unit, ByteBuffer message) {
        if (request == null) {
            return refuse(Objects.requireNonNull(fault), message.position(), message);
        }
        int begin = message.position();
        try {
            carryOut(request, unit, message);
            return FINE;
        } catch (UnitException e) {
            return refuse(e.code(), begin, message);
        } catch (BufferOverflowException | IllegalStateException e) {
            LOG.warn("what a unit answers to function {} is no answer", function, e);
        } catch (RuntimeException | Error e) {
            LOG.warn("a unit failed at function {}", function, e);
        }
        return refuse(ExceptionCode.SERVER_DEVICE_FAILURE, begin, message);
    }

    private static <R> void carryOut(Request<R> request, UnitHandler unit, ByteBuffer message) {
        request.writeAnswer(request.carryOut(unit), message);
    }

    /** Answers with an exception. */
    int refuse(ExceptionCode code, int begin, ByteBuffer message) {
        message.position(begin);
        message.put(begin - 1, (byte) (function | EXCEPTION)).put((byte) code.code());
        return code.code();
    }
}
