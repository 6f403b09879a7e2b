package dev.openaxis.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A device account's name and password. The password never appears in {@link #toString()}, messages, logs or traces.
 */
public final class Credentials {
    private final String username;
    private final String password;

    private Credentials(String username, String password) {
        this.username = username;
        this.password = password;
    }

    /**
     * Credentials from memory.
     *
     * @param username account name, not empty, without a colon or control characters
     * @param password password as the device knows it; printable ASCII on Axis devices, 1 to 64 characters
     * @return the credentials
     * @throws IllegalArgumentException if the name cannot be sent in HTTP authentication
     */
    public static Credentials of(String username, String password) {
        Objects.requireNonNull(password, "password");
        if (username.isEmpty() || username.chars().anyMatch(c -> c == ':' || c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException("user name is empty or holds a colon or a control character");
        }
        return new Credentials(username, password);
    }

    /**
     * Credentials with the password in a file: its first line, without the line end. Keeps the password out of command
     * lines.
     *
     * @param username account name
     * @param file a UTF-8 text file
     * @return the credentials
     * @throws IOException if the file cannot be read
     */
    public static Credentials fromFile(String username, Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return of(username, text.lines().findFirst().orElse(""));
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
        return other instanceof Credentials that && username.equals(that.username) && password.equals(that.password);
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
