package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;

/**
 * A user account of the device.
 *
 * @param name user name
 * @param password clear password, invented for tests
 * @param role access level
 */
public record Account(String name, String password, SimulatedRole role) {
    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
