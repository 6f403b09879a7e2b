package dev.openaxis.osdp.internal.multipart;

import dev.openaxis.core.Octets;

/** How far a message is after a part of it arrived. */
public sealed interface Assembly {

    /**
     * More is to come.
     *
     * @param received bytes so far
     * @param total bytes in the end
     */
    record Incomplete(int received, int total) implements Assembly {}

    /**
     * All is there.
     *
     * @param message the whole, algorithm and key first if it has them
     * @param prefix how these two were counted, to be answered in kind
     */
    record Complete(Octets message, Prefix prefix) implements Assembly {}

    /**
     * The sender ended it before all was there; what came is forgotten.
     *
     * @param received bytes that had come
     */
    record EndedEarly(int received) implements Assembly {}

    /**
     * The part cannot follow what came before; all is forgotten. A device refuses it with NAK 9.
     *
     * @param kind what is wrong
     */
    record Violated(Violation kind) implements Assembly {}

    /** What can be wrong with a part. */
    enum Violation {
        /** It does not begin at 0, and nothing had begun. */
        NOT_STARTED,
        /** It begins behind the end of what came. */
        GAP,
        /** It begins before the end of what came. */
        OVERLAP,
        /** It goes beyond the end of the message. */
        OVERRUN,
        /** The message has become longer or shorter. */
        OTHER_TOTAL,
        /** The message is larger than we take. */
        TOO_LARGE,
        /** It carries more or fewer bytes than it says. */
        SIZE
    }
}
