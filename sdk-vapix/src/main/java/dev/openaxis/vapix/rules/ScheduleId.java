package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;

/**
 * How a device names a schedule, in events too.
 *
 * @param value the device's own text, for example {@code com.axis.schedules.genid.id-0}
 */
public record ScheduleId(String value) {
    /** Monday to Friday; comes with the device. */
    public static final ScheduleId WEEKDAYS = new ScheduleId("com.axis.schedules.weekdays");
    /** Monday to Friday from 8 to 18; comes with the device. */
    public static final ScheduleId OFFICE_HOURS = new ScheduleId("com.axis.schedules.office_hours");
    /** Outside of the office hours; comes with the device. */
    public static final ScheduleId AFTER_HOURS = new ScheduleId("com.axis.schedules.after_hours");
    /** Saturday and Sunday; comes with the device. */
    public static final ScheduleId WEEKENDS = new ScheduleId("com.axis.schedules.weekends");

    /** Checks that there is one. */
    public ScheduleId {
        WireText.requireId(value, "a schedule");
        if (value.indexOf('"') >= 0) {
            throw new IllegalArgumentException("a filter cannot carry a double quote: " + value);
        }
    }

    /**
     * The id of a schedule.
     *
     * @param value the device's own text
     * @return the id
     */
    public static ScheduleId of(String value) {
        return new ScheduleId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
