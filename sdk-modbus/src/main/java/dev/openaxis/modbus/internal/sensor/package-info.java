/** Reads and writes templates of sensors. */
@NullMarked
package dev.openaxis.modbus.internal.sensor;

import org.jspecify.annotations.NullMarked;
