package dev.openaxis.vapix.accounts;

import java.util.Optional;

/**
 * An account of a device. Devices tell neither passwords nor comments.
 *
 * @param name name to log in with
 * @param role highest role the device names; empty if it names none
 * @param ptz whether the account may move a camera (pan, tilt, zoom)
 */
public record Account(String name, Optional<AccountRole> role, boolean ptz) {}
