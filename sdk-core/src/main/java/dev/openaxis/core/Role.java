package dev.openaxis.core;

/** VAPIX access level of an account, weakest first. Each includes the ones before it. */
public enum Role {
    /** No log-in at all. */
    ANONYMOUS,
    /** May look; on most devices also may switch outputs through {@code port.cgi} (VAPIX input-and-outputs). */
    VIEWER,
    /** May use and partly configure. */
    OPERATOR,
    /** May do everything. */
    ADMIN
}
