package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SSH accounts of a device. Changed on the device's loop only, read from anywhere; they outlive a restart. */
public final class SshUsers {
    /** Bounds memory; a device's own limit is not found. */
    static final int MAX = 1000;

    private volatile List<SshUser> users = List.of();

    SshUsers() {}

    List<SshUser> all() {
        return users;
    }

    /**
     * An account by its name.
     *
     * @param name user name, letter case counts
     * @return the account, or null if there is none
     */
    public @Nullable SshUser find(String name) {
        return users.stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    void add(SshUser user) {
        List<SshUser> longer = new ArrayList<>(users);
        longer.add(user);
        users = List.copyOf(longer);
    }

    void replace(SshUser old, SshUser changed) {
        users = users.stream().map(user -> user.equals(old) ? changed : user).toList();
    }

    void remove(SshUser user) {
        users = users.stream().filter(other -> !other.equals(user)).toList();
    }

    /** A factory default, soft too, leaves none (inference: none is among what it keeps). */
    void clear() {
        users = List.of();
    }
}
