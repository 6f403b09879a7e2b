package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of the device.
 *
 * @param name full name without {@code root.}
 * @param value present value
 * @param level four digits: create, delete, read, write (reference 01 section 8.3)
 * @param niceName its name for people
 * @param flags attributes of the type, for example {@code readonly="true"}
 * @param type what it may be
 */
record Parameter(String name, String value, String level, String niceName, String flags, ParameterType type) {
    boolean isReadableBy(SimulatedRole role) {
        return allows(level.charAt(2), role);
    }

    boolean isWritableBy(SimulatedRole role) {
        return !flags.contains("readonly") && allows(level.charAt(3), role);
    }

    Parameter readOnly() {
        return new Parameter(name, value, level, niceName, "readonly=\"true\"", type);
    }

    Parameter atLevel(String otherLevel) {
        return new Parameter(name, value, otherLevel, niceName, flags, type);
    }

    Parameter holding(String other) {
        return new Parameter(name, other, level, niceName, flags, type);
    }

    private static boolean allows(char digit, SimulatedRole role) {
        SimulatedRole needed = neededFor(digit);
        return needed != null && role.includes(needed);
    }

    private static @Nullable SimulatedRole neededFor(char digit) {
        return switch (digit) {
            case '0', '1' -> SimulatedRole.VIEWER;
            case '4' -> SimulatedRole.OPERATOR;
            case '6' -> SimulatedRole.ADMIN;
            default -> null;
        };
    }
}
