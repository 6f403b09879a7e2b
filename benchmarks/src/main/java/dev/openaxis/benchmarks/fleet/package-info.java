/**
 * The devices that are loaded: one process that answers on thousands of loopback addresses. {@link
 * dev.openaxis.benchmarks.fleet.FleetServer} is that process, {@link dev.openaxis.benchmarks.fleet.FleetProcess} starts,
 * asks and ends it. It answers as cheaply as it can, so that what is measured is the client.
 */
@NullMarked
package dev.openaxis.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
