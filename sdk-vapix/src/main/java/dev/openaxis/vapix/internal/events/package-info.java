/**
 * How events reach the live engine. {@link dev.openaxis.vapix.internal.events.WebSocketFeed} is the connection,
 * {@link dev.openaxis.vapix.internal.events.Notification} one message.
 */
@NullMarked
package dev.openaxis.vapix.internal.events;

import org.jspecify.annotations.NullMarked;
