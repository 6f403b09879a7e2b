package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code sgrp}, reference 01 section 10.1 (documented): a colon list in any order, in which every role brings
 * the lower ones along.
 *
 * @param role the highest group
 * @param ptz true with {@code ptz}
 */
record AccessGroups(SimulatedRole role, boolean ptz) {
    /** The groups, or null if the list is none of the six documented ones. */
    static @Nullable AccessGroups parse(String list) {
        List<String> names = Arrays.asList(list.split(":", -1));
        boolean ptz = names.contains("ptz");
        for (SimulatedRole role : SimulatedRole.values()) {
            AccessGroups candidate = new AccessGroups(role, ptz);
            if (candidate.names().size() == names.size() && names.containsAll(candidate.names())) {
                return candidate;
            }
        }
        return null;
    }

    /** Highest first, {@code ptz} last, as {@code usergroup.cgi} was observed to write them. */
    List<String> names() {
        List<String> names = switch (role) {
            case ADMIN -> List.of("admin", "operator", "viewer", "ptz");
            case OPERATOR -> List.of("operator", "viewer", "ptz");
            case VIEWER -> List.of("viewer", "ptz");
        };
        return ptz ? names : names.subList(0, names.size() - 1);
    }
}
