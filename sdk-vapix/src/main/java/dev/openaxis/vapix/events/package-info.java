/**
 * Live events. {@link dev.openaxis.vapix.events.Events} subscribes and shows the last known points; what arrives are
 * {@link dev.openaxis.core.live.LiveItem}s whose events are typed where the SDK knows the topic.
 */
@NullMarked
package dev.openaxis.vapix.events;

import org.jspecify.annotations.NullMarked;
