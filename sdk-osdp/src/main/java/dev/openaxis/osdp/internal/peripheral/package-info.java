/**
 * A peripheral device without a line: bytes and time in, bytes and notifications out, one call at a time. Start reading at
 * {@link dev.openaxis.osdp.internal.peripheral.PeripheralEngine}, then
 * {@link dev.openaxis.osdp.internal.peripheral.Exchange}.
 */
@NullMarked
package dev.openaxis.osdp.internal.peripheral;

import org.jspecify.annotations.NullMarked;
