package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of a device. Changed on the device's loop only, read from anywhere; they outlive a restart. */
public final class AccountStore {
    private volatile List<Account> accounts;
    private String withoutLogin = "";
    private Instant withoutLoginUntil = Instant.MIN;

    AccountStore(List<Account> atFirst) {
        accounts = List.copyOf(atFirst);
    }

    List<Account> all() {
        return accounts;
    }

    /** No account at all: the first administrator has yet to be created, reference 01 section 3. */
    boolean needSetup() {
        return accounts.isEmpty();
    }

    /**
     * An account by its name.
     *
     * @param name user name, letter case counts
     * @return the account, or null if there is none
     */
    public @Nullable Account find(String name) {
        return accounts.stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The account somebody logs in with, or null if there is none or its password does not work yet. */
    @Nullable
    Account forLogin(String name, Instant now) {
        return name.equals(withoutLogin) && now.isBefore(withoutLoginUntil) ? null : find(name);
    }

    /** Nobody can log in with this account until then. */
    void keepFromLogin(String name, Instant until) {
        withoutLogin = name;
        withoutLoginUntil = until;
    }

    void replaceAll(List<Account> others) {
        accounts = List.copyOf(others);
        withoutLoginUntil = Instant.MIN;
    }

    boolean isLastAdministrator(Account account) {
        return accounts.stream()
                .filter(other -> other.role() == SimulatedRole.ADMIN)
                .allMatch(account::equals);
    }

    void add(Account account) {
        List<Account> longer = new ArrayList<>(accounts);
        longer.add(account);
        accounts = List.copyOf(longer);
    }

    void replace(Account old, Account changed) {
        accounts = accounts.stream()
                .map(account -> account.equals(old) ? changed : account)
                .toList();
    }

    void remove(Account account) {
        accounts = accounts.stream().filter(other -> !other.equals(account)).toList();
    }
}
