package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;

/**
 * A user account of the device.
 *
 * @param name user name
 * @param password clear password, invented for tests
 * @param role access level
 * @param ptz true if it may move cameras
 */
public record Account(String name, String password, SimulatedRole role, boolean ptz) {
    /**
     * An account as a test describes it.
     *
     * @param name user name
     * @param password clear password
     * @param role access level; from operator on with camera control
     */
    public Account(String name, String password, SimulatedRole role) {
        this(name, password, role, role.includes(SimulatedRole.OPERATOR));
    }

    Account withPassword(String newPassword) {
        return new Account(name, newPassword, role, ptz);
    }

    Account with(AccessGroups groups) {
        return new Account(name, password, groups.role(), groups.ptz());
    }

    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
