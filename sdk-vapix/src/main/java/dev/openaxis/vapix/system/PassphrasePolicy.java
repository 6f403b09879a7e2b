package dev.openaxis.vapix.system;

import java.util.Locale;
import java.util.Optional;

/** What a device demands of new passwords, beside 1 to 64 printable ASCII characters (AXIS OS 12; observed). */
public enum PassphrasePolicy {
    /** Nothing more. */
    NONE("no rule"),
    /** At least 15 characters. */
    LENGTH("at least 15 characters"),
    /** At least 12 characters, and among them an upper-case and a lower-case letter, a digit and another character. */
    COMPLEX("at least 12 characters, among them an upper-case and a lower-case letter, a digit and another character");

    private static final int LONG = 15;
    private static final int MIXED = 12;

    private final String rule;

    PassphrasePolicy(String rule) {
        this.rule = rule;
    }

    /**
     * The policy of a name on the wire.
     *
     * @param name for example {@code complex}, in any case
     * @return the policy, empty if the name is not known
     */
    public static Optional<PassphrasePolicy> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none" -> Optional.of(NONE);
            case "length" -> Optional.of(LENGTH);
            case "complex" -> Optional.of(COMPLEX);
            default -> Optional.empty();
        };
    }

    /**
     * Whether a password satisfies the policy.
     *
     * @param password a password
     * @return whether a device with this policy is expected to take it
     */
    public boolean accepts(String password) {
        return switch (this) {
            case NONE -> true;
            case LENGTH -> password.length() >= LONG;
            case COMPLEX ->
                password.length() >= MIXED
                        && has(password, 'A', 'Z')
                        && has(password, 'a', 'z')
                        && has(password, '0', '9')
                        && password.chars().anyMatch(c -> !Character.isLetterOrDigit(c));
        };
    }

    private static boolean has(String password, char from, char to) {
        return password.chars().anyMatch(c -> c >= from && c <= to);
    }

    /**
     * The rule in words.
     *
     * @return for messages
     */
    public String rule() {
        return rule;
    }
}
