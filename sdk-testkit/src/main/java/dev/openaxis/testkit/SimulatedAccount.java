package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.Account;
import dev.openaxis.testkit.internal.AccountStore;
import java.util.Optional;

/** An account of a simulated device as it is at the time of asking; it need not exist. Passwords are never told. */
public final class SimulatedAccount {
    private final AccountStore store;
    private final String name;

    SimulatedAccount(AccountStore store, String name) {
        this.store = store;
        this.name = name;
    }

    private Optional<Account> account() {
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
        return account().isPresent();
    }

    /**
     * The access level.
     *
     * @return the role, or empty if there is no such account
     */
    public Optional<SimulatedRole> role() {
        return account().map(Account::role);
    }

    /**
     * Tells whether the account is in the group {@code ptz}.
     *
     * @return false also if there is no such account
     */
    public boolean hasPtz() {
        return account().filter(Account::ptz).isPresent();
    }

    /**
     * Compares the account's password.
     *
     * @param password what the test expects
     * @return false also if there is no such account
     */
    public boolean hasPassword(String password) {
        return account().filter(account -> account.password().equals(password)).isPresent();
    }

    @Override
    public String toString() {
        return account().map(Account::toString).orElse("no account " + name);
    }
}
