package dev.openaxis.testkit;

/** How sure the references are about a behaviour. */
public enum Mark {
    /** Bytes of a real device are available. */
    RECORDED,
    /** The manufacturer's documentation says so. */
    DOCUMENTED,
    /** Seen in other projects' code or reports. */
    OBSERVED,
    /** A conclusion; nothing says so. */
    INFERENCE,
    /** Searched for and not publicly available. */
    NOT_FOUND
}
