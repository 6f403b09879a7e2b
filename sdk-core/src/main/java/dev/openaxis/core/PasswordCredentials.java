package dev.openaxis.core;

import java.util.Objects;

/** A device account's name and password; made by {@link Credentials#of}. */
public final class PasswordCredentials implements Credentials {
    private final String username;
    private final String password;

    PasswordCredentials(String username, String password) {
        Objects.requireNonNull(password, "password");
        if (username.isEmpty() || username.chars().anyMatch(c -> c == ':' || c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException("user name is empty or holds a colon or a control character");
        }
        this.username = username;
        this.password = password;
    }

    /**
     * The account name.
     *
     * @return the account name
     */
    public String username() {
        return username;
    }

    /**
     * The password itself, for code that answers a challenge. Do not log it.
     *
     * @return the password
     */
    public String password() {
        return password;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordCredentials that
                && username.equals(that.username)
                && password.equals(that.password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(username, password);
    }

    @Override
    public String toString() {
        return "Credentials[" + username + ", password hidden]";
    }
}
