package dev.openaxis.modbus;

import java.util.Objects;

/** A {@link UnitHandler} does not do what it was asked; the client is answered with the code. */
public final class UnitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExceptionCode code;

    /**
     * Refuses a request.
     *
     * @param code why
     */
    public UnitException(ExceptionCode code) {
        super(code.name(), null, false, false);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * Why.
     *
     * @return the code the client gets
     */
    public ExceptionCode code() {
        return code;
    }
}
