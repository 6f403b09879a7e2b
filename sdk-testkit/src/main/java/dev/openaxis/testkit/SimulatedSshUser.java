package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.SshUser;
import dev.openaxis.testkit.internal.SshUsers;
import java.util.Optional;

/** An SSH account of a simulated device as it is at the time of asking; it need not exist. Passwords are never told. */
public final class SimulatedSshUser {
    private final SshUsers store;
    private final String name;

    SimulatedSshUser(SshUsers store, String name) {
        this.store = store;
        this.name = name;
    }

    private Optional<SshUser> user() {
        return Optional.ofNullable(store.find(name));
    }

    /**
     * The user name asked for.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Tells whether the device has the account.
     *
     * @return true if it exists now
     */
    public boolean exists() {
        return user().isPresent();
    }

    /**
     * The comment.
     *
     * @return empty if there is no such account or it was never given a comment
     */
    public Optional<String> comment() {
        return user().map(SshUser::comment);
    }

    /**
     * Compares the account's password.
     *
     * @param password what the test expects
     * @return false also if there is no such account
     */
    public boolean hasPassword(String password) {
        return user().filter(user -> user.password().equals(password)).isPresent();
    }

    @Override
    public String toString() {
        return user().map(SshUser::toString).orElse("no SSH user " + name);
    }
}
