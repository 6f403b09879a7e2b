package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The answer to {@code pwdgrp.cgi?action=get}, reference 01 section 10.1 (recorded form, CR LF). Up to 10.12 it is mixed
 * with system groups and service accounts (observed); which ones is composed after the two names quoted there.
 */
final class AccountLists {
    private final AccountStore store;
    private final boolean mixed;

    AccountLists(DeviceConfig config, AccountStore store) {
        this.store = store;
        this.mixed = config.majorVersion() < 11 || config.is(Variant.SYSTEM_ACCOUNTS_LISTED);
    }

    Answer answer() {
        String own = line("admin", true, account -> account.role() == SimulatedRole.ADMIN)
                + line("operator", true, account -> account.role().includes(SimulatedRole.OPERATOR))
                + line("viewer", true, account -> true)
                + line("ptz", true, Account::ptz)
                + line("digusers", false, account -> true);
        return Answer.text(mixed ? "root=\"\"\r\nbin=\"root,bin,daemon\"\r\nvideo=\"wwwa,\"\r\n" + own + "\r\n" : own);
    }

    private String line(String group, boolean services, Predicate<Account> members) {
        String names = store.all().stream().filter(members).map(Account::name).collect(Collectors.joining(","));
        boolean withServices = services && mixed;
        return group + "=\"" + (withServices ? "wwwaop," : "") + names + (withServices ? ",debugar," : "") + "\"\r\n";
    }
}
