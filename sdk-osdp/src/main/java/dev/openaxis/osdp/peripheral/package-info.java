/**
 * What the host of a {@link dev.openaxis.osdp.PeripheralDevice} gives it and hears of it: handlers for the commands a device
 * cannot carry out by itself, what the panel made it show, what was counted, and how it misbehaves for tests. Start reading
 * at {@link dev.openaxis.osdp.peripheral.PeripheralListener} and
 * {@link dev.openaxis.osdp.peripheral.CommandHandler}.
 */
@NullMarked
package dev.openaxis.osdp.peripheral;

import org.jspecify.annotations.NullMarked;
