package dev.openaxis.osdp.peripheral;

/** What gives way when more reports wait for the panel than the queue holds. */
public enum ReportOverflow {
    /** The oldest report. */
    DROP_OLDEST,
    /** The report that came last. */
    DROP_NEWEST
}
