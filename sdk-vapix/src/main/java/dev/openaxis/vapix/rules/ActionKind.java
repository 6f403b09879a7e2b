package dev.openaxis.vapix.rules;

/** How long an action goes on (VAPIX event-and-action-services). */
public enum ActionKind {
    /** For a set time, from the moment the rule becomes active. */
    FIXED,
    /** As long as the rule is active, which needs a condition. */
    UNLIMITED,
    /** The template's token says neither. */
    OTHER;

    /**
     * What a template's token says.
     *
     * @param template for example {@code com.axis.action.fixed.io.toggle}
     * @return fixed, unlimited, or other
     */
    public static ActionKind of(String template) {
        return template.startsWith("com.axis.action.fixed.")
                ? FIXED
                : template.startsWith("com.axis.action.unlimited.") ? UNLIMITED : OTHER;
    }
}
