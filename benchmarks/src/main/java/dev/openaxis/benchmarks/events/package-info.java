/**
 * The benchmark of event streams: {@link dev.openaxis.benchmarks.events.EventFleet} is the devices, in a process of its own, {@link
 * dev.openaxis.benchmarks.events.EventsBenchmark} listens to all of them.
 */
@NullMarked
package dev.openaxis.benchmarks.events;

import org.jspecify.annotations.NullMarked;
