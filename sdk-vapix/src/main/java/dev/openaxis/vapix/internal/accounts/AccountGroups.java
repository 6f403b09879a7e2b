package dev.openaxis.vapix.internal.accounts;

import dev.openaxis.vapix.accounts.Account;
import dev.openaxis.vapix.accounts.AccountRole;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code pwdgrp.cgi?action=get} lists: groups with their members, {@code viewer="root,joe"} a line. Up to AXIS OS 10.12
 * there are dozens of system groups with system accounts in them; accounts are the members of {@code digusers} only.
 */
final class AccountGroups {
    private static final String ACCOUNTS = "digusers";
    private static final List<String> ROLES = List.of("admin", "operator", "viewer", "ptz");

    private final Map<String, Set<String>> members;

    private AccountGroups(Map<String, Set<String>> members) {
        this.members = members;
    }

    /** Reads any text; lines that are no groups are left out. */
    static AccountGroups parse(String text) {
        Map<String, Set<String>> members = new LinkedHashMap<>();
        for (String line : text.split("\r?\n|\r", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                Set<String> group = members.computeIfAbsent(
                        line.substring(0, equals).trim().toLowerCase(Locale.ROOT), name -> new LinkedHashSet<>());
                for (String member : unquoted(line.substring(equals + 1)).split(",", -1)) {
                    // Trailing commas were seen.
                    String name = member.trim();
                    if (!name.isBlank()) {
                        group.add(name);
                    }
                }
            }
        }
        return new AccountGroups(members);
    }

    private static String unquoted(String value) {
        String trimmed = value.trim();
        return trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"")
                ? trimmed.substring(1, trimmed.length() - 1)
                : trimmed;
    }

    /** The accounts in the device's order; empty if the text does not list accounts at all. */
    Optional<List<Account>> accounts() {
        Set<String> names = members.get(ACCOUNTS);
        return names == null
                ? Optional.empty()
                : Optional.of(
                        names.stream().map(name -> account(name, rolesOf(name))).toList());
    }

    private List<String> rolesOf(String name) {
        return ROLES.stream()
                .filter(group -> members.getOrDefault(group, Set.of()).contains(name))
                .toList();
    }

    /** An account by the groups it is in. */
    static Account account(String name, Collection<String> groups) {
        Optional<AccountRole> role = groups.contains("admin")
                ? Optional.of(AccountRole.ADMIN)
                : groups.contains("operator")
                        ? Optional.of(AccountRole.OPERATOR)
                        : groups.contains("viewer") ? Optional.of(AccountRole.VIEWER) : Optional.empty();
        return new Account(name, role, groups.contains("ptz"));
    }
}
