/**
 * How action rules, recipients and schedules are read and written: {@link
 * dev.openaxis.vapix.internal.rules.RuleOperations} has the operations, {@link dev.openaxis.vapix.internal.rules.RuleWire} the
 * messages of the action service, {@link dev.openaxis.vapix.internal.rules.ScheduleWire} those of the event service.
 */
@NullMarked
package dev.openaxis.vapix.internal.rules;

import org.jspecify.annotations.NullMarked;
