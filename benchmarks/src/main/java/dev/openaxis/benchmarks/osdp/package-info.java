/** OSDP: the codec on one thread, and how much of a line's time a panel uses. */
@NullMarked
package dev.openaxis.benchmarks.osdp;

import org.jspecify.annotations.NullMarked;
