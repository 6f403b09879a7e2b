package dev.openaxis.testkit;

/** The access level of an account; each level includes the ones before it (reference 01 section 10.1). */
public enum SimulatedRole {
    /** May read states and, as documented for {@code port.cgi}, switch outputs. */
    VIEWER,
    /** May also configure ports. */
    OPERATOR,
    /** May do everything. */
    ADMIN;

    /**
     * Tells whether this role may do what {@code needed} asks for.
     *
     * @param needed the lowest sufficient role
     * @return true if this role is {@code needed} or higher
     */
    public boolean includes(SimulatedRole needed) {
        return compareTo(needed) >= 0;
    }
}
