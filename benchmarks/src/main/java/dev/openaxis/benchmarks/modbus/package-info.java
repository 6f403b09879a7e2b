/** Modbus clients side by side, and a client on a serial line. */
@NullMarked
package dev.openaxis.benchmarks.modbus;

import org.jspecify.annotations.NullMarked;
