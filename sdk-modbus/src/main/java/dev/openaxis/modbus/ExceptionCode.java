package dev.openaxis.modbus;

import java.util.Arrays;
import java.util.Optional;

/** Why a unit or a gateway does not do what it was asked (Modbus Application Protocol V1.1b3, section 7). */
public enum ExceptionCode {
    /** The unit does not have this function, or not in its present state. */
    ILLEGAL_FUNCTION(1),
    /** The unit does not have these addresses. */
    ILLEGAL_DATA_ADDRESS(2),
    /** The request makes no sense to the unit, for example because it asks for too much; says nothing about the meaning of a value. */
    ILLEGAL_DATA_VALUE(3),
    /** Something broke while the unit tried: part of it may have happened. */
    SERVER_DEVICE_FAILURE(4),
    /** The unit took the request and is at it, which takes long; its end is to be asked for. */
    ACKNOWLEDGE(5),
    /** The unit is busy with something else; ask again later. */
    SERVER_DEVICE_BUSY(6),
    /** The unit cannot carry out this program function (in older documents). */
    NEGATIVE_ACKNOWLEDGE(7),
    /** The unit's file memory is broken there. */
    MEMORY_PARITY_ERROR(8),
    /** The gateway has no way to the unit, or too much to do. */
    GATEWAY_PATH_UNAVAILABLE(10),
    /** The unit behind the gateway did not answer the gateway. */
    GATEWAY_TARGET_FAILED_TO_RESPOND(11);

    private final int code;

    ExceptionCode(int code) {
        this.code = code;
    }

    /**
     * The code on the wire.
     *
     * @return 1 to 11
     */
    public int code() {
        return code;
    }

    /**
     * The code with this number.
     *
     * @param code 0 to 255
     * @return the code, or empty if the protocol does not define it
     */
    public static Optional<ExceptionCode> of(int code) {
        return Arrays.stream(values()).filter(one -> one.code == code).findFirst();
    }
}
