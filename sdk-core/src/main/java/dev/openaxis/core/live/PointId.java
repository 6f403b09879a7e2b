package dev.openaxis.core.live;

/**
 * Which point: an index alone is not an identity.
 *
 * @param serial the device
 * @param source what kind of point, for example {@code port}
 * @param wireId its id there, for example {@code 0}
 * @param topology fingerprint of the device's ports at the time, so that a changed device is not taken for the old one
 */
public record PointId(String serial, String source, String wireId, String topology) {}
