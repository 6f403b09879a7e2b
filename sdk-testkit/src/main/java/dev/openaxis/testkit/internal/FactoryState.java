package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** With which accounts a device leaves the factory: three generations, reference 01 section 3.1 (documented). */
enum FactoryState {
    /** {@code root} with the password {@code pass}. */
    LEGACY_DEFAULT,
    /** {@code root} without a password: the first account that is created must have this name. */
    NO_DEFAULT_PASSWORD,
    /** No account at all: the first one may have any valid name. */
    NO_DEFAULT_USER;

    private static final Account LEGACY_ROOT = new Account("root", "pass", SimulatedRole.ADMIN);

    /** The first build without a default password, by major and minor version. */
    private static final Map<String, Integer> TURNING_POINTS = Map.of("5.51", 6, "6.50", 4, "8.40", 3, "9.40", 1);

    /** Side tracks whose versions of these numbers came later. */
    private static final Pattern LATE_SIDE_TRACKS =
            Pattern.compile("(1\\.65|1\\.8[0-9]|5\\.75|6\\.53|6\\.55|7\\.15)(\\..*)?");

    static FactoryState of(DeviceConfig config) {
        // 11.6 in one table, "11.5 and later" on another page.
        if (!config.isOlderThan(11, config.is(Variant.FIRST_NAME_FREE_FROM_11_5) ? 5 : 6)) {
            return NO_DEFAULT_USER;
        }
        return hasNoDefaultPassword(config) ? NO_DEFAULT_PASSWORD : LEGACY_DEFAULT;
    }

    private static boolean hasNoDefaultPassword(DeviceConfig config) {
        String[] parts = config.axisOs().split("\\.");
        Integer turningPoint = TURNING_POINTS.get(parts[0] + "." + parts[1]);
        if (turningPoint != null) {
            return parts.length > 2 && Integer.parseInt(parts[2]) >= turningPoint;
        }
        return LATE_SIDE_TRACKS.matcher(config.axisOs()).matches() || !config.isOlderThan(9, 41);
    }

    /** The accounts of a device in this state. */
    List<Account> accounts() {
        return this == LEGACY_DEFAULT ? List.of(LEGACY_ROOT) : List.of();
    }

    /** Tells whether this account may be the first one, apart from its role. */
    boolean allowsFirst(@Nullable String name, @Nullable String comment) {
        if (this == NO_DEFAULT_USER) {
            return AccountRules.isName(name);
        }
        return "root".equals(name) && (comment == null || comment.isEmpty());
    }

    /** That {@code root} cannot be deleted ends with the generation that need not have it, reference 01 section 3.3. */
    boolean rootStays() {
        return this != NO_DEFAULT_USER;
    }

    /** Tells whether {@code root} still has the password every device of the legacy generation came with. */
    static boolean isLegacyDefault(DeviceConfig config, AccountStore accounts) {
        Account root = accounts.find(LEGACY_ROOT.name());
        return of(config) == LEGACY_DEFAULT && root != null && root.password().equals(LEGACY_ROOT.password());
    }
}
