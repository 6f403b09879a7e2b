package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.PassphrasePolicy;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names and passwords may be, reference 01 sections 3.3 and 10.1 to 10.3 (documented, the policy observed). */
final class AccountRules {
    /** From the product manuals. */
    static final int MAX_ACCOUNTS = 100;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,14}");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,64}");
    private static final int LONG = 15;
    /** Which characters are special is not found: here everything but letters and digits. */
    private static final Pattern COMPLEX =
            Pattern.compile("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9]).{12,}", Pattern.DOTALL);

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

    static boolean follows(PassphrasePolicy policy, String password) {
        return switch (policy) {
            case NONE -> true;
            case LENGTH -> password.length() >= LONG;
            case COMPLEX -> COMPLEX.matcher(password).matches();
        };
    }

    /** The role of the first account: an administrator with camera control. */
    static boolean isFirst(@Nullable AccessGroups groups) {
        return groups != null && groups.role() == SimulatedRole.ADMIN && groups.ptz();
    }

    /** Reference 01 section 10.1 and, for devices without a given first name, 3.3. */
    static boolean isUndeletable(DeviceConfig config, Account account, AccountStore store) {
        boolean root = account.name().equals("root");
        boolean kept = root && (FactoryState.of(config).rootStays() || !config.is(Variant.ROOT_DELETABLE));
        // Inference: somebody must be left to manage the device.
        return kept || store.isLastAdministrator(account);
    }
}
