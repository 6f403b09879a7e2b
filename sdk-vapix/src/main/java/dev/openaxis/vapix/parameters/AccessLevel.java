package dev.openaxis.vapix.parameters;

/** Who may do one thing with a parameter: one digit of a {@code securityLevel} (VAPIX parameter-management). */
public enum AccessLevel {
    /** Digit 0: unprotected; from outside still at least a viewer. */
    UNPROTECTED,
    /** Digit 1: a viewer. */
    VIEWER,
    /** Digit 4: an operator. */
    OPERATOR,
    /** Digit 6: an administrator. */
    ADMIN,
    /** Digit 7: nobody from outside. */
    INTERNAL,
    /** A digit that is not documented, or none; {@link AccessLevels#digits()} has it. */
    UNKNOWN;

    static AccessLevel of(char digit) {
        return switch (digit) {
            case '0' -> UNPROTECTED;
            case '1' -> VIEWER;
            case '4' -> OPERATOR;
            case '6' -> ADMIN;
            case '7' -> INTERNAL;
            default -> UNKNOWN;
        };
    }
}
