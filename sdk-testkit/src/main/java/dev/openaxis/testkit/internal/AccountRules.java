package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names and passwords may be, reference 01 sections 3.3, 10.1 and 10.2 (documented). */
final class AccountRules {
    /** From the product manuals. */
    static final int MAX_ACCOUNTS = 100;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,14}");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,64}");

    private AccountRules() {}

    static boolean isName(@Nullable String name) {
        return name != null && NAME.matcher(name).matches();
    }

    static boolean isPassword(DeviceConfig config, @Nullable String password, boolean strict) {
        if (password == null || password.isEmpty()) {
            return false;
        }
        return (!strict && config.is(Variant.PASSWORD_RULES_ONLY_IF_STRICT))
                || PRINTABLE.matcher(password).matches();
    }

    /** The first account: an administrator with camera control, before AXIS OS 11.6 with the name {@code root}. */
    static boolean isFirst(DeviceConfig config, @Nullable String name, @Nullable AccessGroups groups) {
        boolean suitable = config.isOlderThan(11, 6) ? "root".equals(name) : isName(name);
        return suitable && groups != null && groups.role() == SimulatedRole.ADMIN && groups.ptz();
    }

    /** Reference 01 section 10.1 and, for devices without a given first name, 3.3. */
    static boolean isUndeletable(DeviceConfig config, Account account, AccountStore store) {
        boolean root = account.name().equals("root");
        boolean kept = root && (config.isOlderThan(11, 6) || !config.is(Variant.ROOT_DELETABLE));
        // Inference: somebody must be left to manage the device.
        return kept || store.isLastAdministrator(account);
    }
}
