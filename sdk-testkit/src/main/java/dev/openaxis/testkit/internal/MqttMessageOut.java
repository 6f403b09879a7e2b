package dev.openaxis.testkit.internal;

/**
 * A message a device publishes.
 *
 * @param topic topic name
 * @param payload the bytes
 * @param qos 0, 1 or 2
 * @param retain true to be retained
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MqttMessageOut(String topic, byte[] payload, int qos, boolean retain) {}
