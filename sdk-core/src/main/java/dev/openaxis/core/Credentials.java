package dev.openaxis.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a program shows to a device to be let in: an account, or a token where devices take one. Secrets never appear in
 * {@code toString()}, messages, logs or traces.
 */
public sealed interface Credentials extends CredentialsProvider permits PasswordCredentials, BearerToken {

    /**
     * An account from memory.
     *
     * @param username account name, not empty, without a colon or control characters
     * @param password password as the device knows it; printable ASCII on Axis devices, 1 to 64 characters
     * @return the credentials
     * @throws IllegalArgumentException if the name cannot be sent in HTTP authentication
     */
    static PasswordCredentials of(String username, String password) {
        return new PasswordCredentials(username, password);
    }

    /**
     * An account with the password in a file: its first line, without the line end. Keeps the password out of command
     * lines.
     *
     * @param username account name
     * @param file a UTF-8 text file
     * @return the credentials
     * @throws IOException if the file cannot be read
     */
    static PasswordCredentials fromFile(String username, Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return of(username, text.lines().findFirst().orElse(""));
    }

    /**
     * An OAuth 2.0 access token, sent over TLS only. Devices take one with the client credentials grant (AXIS OS 12.4 and
     * later, a virtual host of type {@code oauth-ccgrant}; source: AXIS OS knowledge base).
     *
     * @param token the token as the authorization server gave it
     * @return the credentials
     * @throws IllegalArgumentException if it is not a token; the message does not hold it
     */
    static BearerToken bearer(String token) {
        return new BearerToken(token);
    }

    /** These. */
    @Override
    default Credentials credentials(DeviceAddress address, boolean refused) {
        return this;
    }
}
