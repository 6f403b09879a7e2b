package dev.openaxis.vapix.rules;

/**
 * A schedule as a device has it stored.
 *
 * @param id how events and conditions name it
 * @param name for people, possibly empty
 * @param schedule when
 */
public record ScheduledEvent(ScheduleId id, String name, Schedule schedule) {}
