package dev.openaxis.vapix.io;

import java.time.Instant;

/**
 * A confirmed action on something whose state cannot be read.
 *
 * @param evidence why it is believed
 * @param confirmedAt this host's time of the confirmation
 */
public record Confirmation(Evidence evidence, Instant confirmedAt) {}
