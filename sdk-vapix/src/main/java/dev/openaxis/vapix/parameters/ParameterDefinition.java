package dev.openaxis.vapix.parameters;

import java.util.Set;

/**
 * One parameter: what it holds and who may change it.
 *
 * @param name full name without {@code root.}
 * @param value present value; secrets are masked or left out by the device
 * @param niceName name for people; empty if the device has none
 * @param access who may read and write it
 * @param flags its marks
 * @param type what it may hold
 */
public record ParameterDefinition(
        String name, String value, String niceName, AccessLevels access, Set<ParameterFlag> flags, ParameterType type) {

    /** Makes the set immutable. */
    public ParameterDefinition {
        flags = Set.copyOf(flags);
    }

    /** Without the value, which may be a secret on a device that does not mask it. */
    @Override
    public String toString() {
        return "ParameterDefinition[" + name + ", " + type.rawKind() + ", access " + access.digits() + "]";
    }
}
