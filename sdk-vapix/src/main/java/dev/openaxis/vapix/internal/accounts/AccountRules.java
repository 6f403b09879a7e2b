package dev.openaxis.vapix.internal.accounts;

import dev.openaxis.vapix.accounts.AccountRole;
import java.util.regex.Pattern;

/** What the reference allows (VAPIX system-settings; the characters of passwords from product manuals). */
public final class AccountRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,14}");
    private static final Pattern PASSWORD = Pattern.compile("[\\x20-\\x7E]{1,64}");

    private AccountRules() {}

    /** The name, or a refusal. */
    public static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("an account name has 1 to 14 of A-Z, a-z and 0-9: '" + name + "'");
        }
        return name;
    }

    /** The password, or a refusal that does not tell it. */
    public static String password(String password) {
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException("a password has 1 to 64 printable ASCII characters; this one has "
                    + (password.isEmpty() ? "none" : password.length() > 64 ? "more" : "others"));
        }
        return password;
    }

    /** The secondary groups of a role, which must all be named, in the spellings of the reference. */
    static String groups(AccountRole role, boolean ptz) {
        String groups = switch (role) {
            case VIEWER -> "viewer";
            case OPERATOR -> "operator:viewer";
            case ADMIN -> "admin:operator:viewer";
        };
        return ptz ? groups + ":ptz" : groups;
    }
}
