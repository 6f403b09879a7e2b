/**
 * A device's own serial ports, and lines of bytes through them. {@link dev.openaxis.vapix.serial.SerialPorts} lists and sets them;
 * what it opens is a {@link dev.openaxis.vapix.serial.SerialTunnel}, whose line OSDP and Modbus can stand on.
 */
@NullMarked
package dev.openaxis.vapix.serial;

import org.jspecify.annotations.NullMarked;
