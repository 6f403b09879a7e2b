package dev.openaxis.vapix.io;

/** Why an action is believed to have happened, weakest first. */
public enum Evidence {
    /** The device took the command. */
    ACCEPTED,
    /**
     * The device reports the state that was asked for, or held its answer until the pulse was over. This proves the
     * command, not the contact.
     */
    REPORTED_STATE,
    /** The device sent an event about the change. */
    EVENT,
    /** An input that the host named as wired to the output changed with it. */
    WIRED_FEEDBACK
}
