package dev.openaxis.modbus;

import dev.openaxis.core.Failure;
import dev.openaxis.core.RefusedException;
import java.util.Map;
import java.util.Optional;

/**
 * The unit, or a gateway before it, answered with an exception (Modbus Application Protocol V1.1b3, section 7). A unit that broke
 * while it wrote may have written a part: {@link #effect()} says so.
 */
public final class ModbusRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param unit who answered, 0 to 255
     * @param function the function asked for, 1 to 127
     * @param code the exception code, 0 to 255
     */
    public ModbusRefusedException(Failure failure, int unit, int function, int code) {
        super(
                failure,
                "unit " + unit + " function " + function,
                code,
                ExceptionCode.of(code).map(Enum::name).orElse(""),
                Map.of());
    }

    /**
     * Why.
     *
     * @return the reason, or empty if the code is none of the protocol's
     */
    public Optional<ExceptionCode> reason() {
        return ExceptionCode.of(code());
    }
}
