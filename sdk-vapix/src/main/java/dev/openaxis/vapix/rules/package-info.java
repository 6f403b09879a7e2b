/**
 * What the device does by itself: action rules with their conditions and actions, recipients, schedules (VAPIX
 * event-and-action-services, AXIS OS 5.50 and later). Start at {@link dev.openaxis.vapix.rules.Rules}; what is to be added is
 * described with {@link dev.openaxis.vapix.rules.RuleCondition}, {@link dev.openaxis.vapix.rules.StartEvent}, {@link
 * dev.openaxis.vapix.rules.Action}, {@link dev.openaxis.vapix.rules.Recipient} and {@link dev.openaxis.vapix.rules.Schedule}.
 */
@NullMarked
package dev.openaxis.vapix.rules;

import org.jspecify.annotations.NullMarked;
