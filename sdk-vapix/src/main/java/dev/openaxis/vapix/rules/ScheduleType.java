package dev.openaxis.vapix.rules;

/** What kind of event a schedule makes. */
public enum ScheduleType {
    /** A state, active from a start to an end: a condition for rules. */
    INTERVAL,
    /** Moments: a start event for rules. */
    PULSE
}
