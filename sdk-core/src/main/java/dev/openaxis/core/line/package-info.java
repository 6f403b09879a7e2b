/**
 * Lines that carry bytes: TCP connections, serial ports, and a bus in memory whose line can be slow, noisy and cut. OSDP and
 * Modbus stand on them. Start reading at {@link dev.openaxis.core.line.ByteLine}.
 */
@NullMarked
package dev.openaxis.core.line;

import org.jspecify.annotations.NullMarked;
