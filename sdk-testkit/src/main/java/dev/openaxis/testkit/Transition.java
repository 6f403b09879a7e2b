package dev.openaxis.testkit;

import java.time.Instant;

/**
 * One physical change of an output's circuit, recorded at the moment it happened.
 *
 * @param closed true if the circuit closed (relay: COM connected to NO; open-drain output: driven to ground)
 * @param at the device's wall clock
 * @param nanoTime {@link System#nanoTime()} at the change, for measuring lengths
 */
public record Transition(boolean closed, Instant at, long nanoTime) {}
