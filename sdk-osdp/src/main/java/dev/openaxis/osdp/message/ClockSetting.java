package dev.openaxis.osdp.message;

import java.time.LocalDateTime;

/**
 * Sets the device's clock (OSDP v2.2, TDSET; 7 bytes; obsolete, layout as libosdp has it). Devices without a clock
 * refuse it.
 *
 * @param year 0 to 65535
 * @param month 0 to 255, 1 is January
 * @param day 0 to 255, 1 is the first
 * @param hour 0 to 255
 * @param minute 0 to 255
 * @param second 0 to 255
 */
public record ClockSetting(int year, int month, int day, int hour, int minute, int second) implements Command {
    /** Refuses what the wire cannot carry. */
    public ClockSetting {
        Wire.u16("year", year);
        Wire.u8("month", month);
        Wire.u8("day", day);
        Wire.u8("hour", hour);
        Wire.u8("minute", minute);
        Wire.u8("second", second);
    }

    @Override
    public int code() {
        return CommandCode.TDSET;
    }

    /**
     * The command for a time.
     *
     * @param time date and time to the second, year 0 to 65535
     * @return the command
     */
    public static ClockSetting of(LocalDateTime time) {
        return new ClockSetting(
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }
}
