/**
 * The wire of a device's MQTT client. {@link dev.openaxis.vapix.internal.mqtt.ClientOperations} and
 * {@link dev.openaxis.vapix.internal.mqtt.BridgeOperations} define the operations over {@code client.cgi} and
 * {@code event.cgi}, the {@code Wire} classes beside them what is written and read, and
 * {@link dev.openaxis.vapix.internal.mqtt.Told} how a change keeps what this side does not know.
 * {@link dev.openaxis.vapix.internal.mqtt.PublishedPayload} reads what a device publishes.
 */
@NullMarked
package dev.openaxis.vapix.internal.mqtt;

import org.jspecify.annotations.NullMarked;
