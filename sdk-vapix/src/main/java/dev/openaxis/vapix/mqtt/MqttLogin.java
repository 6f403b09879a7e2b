package dev.openaxis.vapix.mqtt;

import dev.openaxis.vapix.internal.ParameterNames;
import java.util.Objects;
import java.util.Optional;

/**
 * How a device logs in to its broker. No device tells the password; one that is read says {@link #keepsPassword}. The password
 * is in no {@link #toString()}, message or log.
 *
 * @param username user name
 * @param password the password to be stored; empty for none, or for the one the device has
 * @param keepsPassword whether the device keeps the password it has
 */
public record MqttLogin(String username, Optional<String> password, boolean keepsPassword) {

    /**
     * Checks the password.
     *
     * @throws IllegalArgumentException if it is only the mask that devices show, or is both kept and replaced
     */
    public MqttLogin {
        Objects.requireNonNull(username, "username");
        if (password.isPresent() && keepsPassword) {
            throw new IllegalArgumentException("a password is kept or replaced, not both");
        }
        if (password.isPresent() && ParameterNames.masked(password.get())) {
            throw new IllegalArgumentException("the password is only the mask of a secret; keepingPassword() keeps it");
        }
    }

    /**
     * A log-in with a password. It goes to the device in the body of a request: use {@code https://}.
     *
     * @param username user name
     * @param password password
     * @return the log-in
     * @throws IllegalArgumentException if the password is only the mask that devices show
     */
    public static MqttLogin of(String username, String password) {
        return new MqttLogin(username, Optional.of(password), false);
    }

    /**
     * A log-in with the password the device has already.
     *
     * @param username user name
     * @return the log-in
     */
    public static MqttLogin keepingPassword(String username) {
        return new MqttLogin(username, Optional.empty(), true);
    }

    /**
     * A log-in without a password.
     *
     * @param username user name
     * @return the log-in
     */
    public static MqttLogin withoutPassword(String username) {
        return new MqttLogin(username, Optional.empty(), false);
    }

    @Override
    public String toString() {
        return "MqttLogin[" + username + ", password "
                + (password.isPresent() ? "hidden" : keepsPassword ? "kept" : "none") + "]";
    }
}
