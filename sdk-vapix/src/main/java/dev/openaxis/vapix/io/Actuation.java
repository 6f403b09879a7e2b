package dev.openaxis.vapix.io;

import java.time.Instant;

/**
 * A confirmed action. Another client acting on the same port at the same time cannot be told apart from this one.
 *
 * @param port which port
 * @param evidence why it is believed
 * @param changed whether the port was in another state before; {@code false} if it already was as asked
 * @param confirmedAt this host's time of the confirmation
 * @param wire the device API it went over
 */
public record Actuation(PortId port, Evidence evidence, boolean changed, Instant confirmedAt, WireApi wire) {}
