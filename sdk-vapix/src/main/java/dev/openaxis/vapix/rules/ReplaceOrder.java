package dev.openaxis.vapix.rules;

/** What comes first when a rule takes another's place: devices cannot change a rule (VAPIX event-and-action-services). */
public enum ReplaceOrder {
    /** The new rule is added, then the old one removed: there is always one, and for a moment both may act. */
    NEW_FIRST,
    /**
     * The old rule is removed, then the new one added: for actions that must not run twice. For a moment there is none, and if
     * the new one is refused there stays none.
     */
    OLD_FIRST
}
