/**
 * MQTT: a device's own MQTT client, and the messages it publishes. {@link dev.openaxis.vapix.mqtt.Mqtt} tells the device which
 * broker to connect to, which events to publish and which messages to take for events;
 * {@link dev.openaxis.vapix.mqtt.MqttEventDecoder} makes events of messages that the host received from the broker with an MQTT
 * library of its choice. The SDK connects to no broker itself.
 */
@NullMarked
package dev.openaxis.vapix.mqtt;

import org.jspecify.annotations.NullMarked;
