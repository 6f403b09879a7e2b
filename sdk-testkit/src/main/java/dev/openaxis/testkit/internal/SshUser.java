package dev.openaxis.testkit.internal;

import org.jspecify.annotations.Nullable;

/**
 * An account for SSH, separate from those of the web server.
 *
 * @param name user name
 * @param password clear password, invented for tests
 * @param comment null if none was given
 */
public record SshUser(
        String name, String password, @Nullable String comment) {
    @Override
    public String toString() {
        return "SSH user " + name;
    }
}
