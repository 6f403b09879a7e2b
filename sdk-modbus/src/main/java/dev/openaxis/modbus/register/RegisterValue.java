package dev.openaxis.modbus.register;

import java.math.BigDecimal;

/** What a field said. */
public sealed interface RegisterValue {

    /**
     * A number, scaled.
     *
     * @param value in the field's unit
     */
    record Numeric(BigDecimal value) implements RegisterValue {}

    /**
     * A text.
     *
     * @param value without the zeros or blanks at its end
     */
    record Text(String value) implements RegisterValue {}

    /**
     * A bit.
     *
     * @param value whether it is set
     */
    record Flag(boolean value) implements RegisterValue {}

    /**
     * The unit says that it has no value, for example because a probe is broken.
     *
     * @param raw the bits it said so with
     */
    record Invalid(long raw) implements RegisterValue {}
}
