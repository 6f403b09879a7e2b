package dev.openaxis.core.line;

/**
 * A serial port of this machine.
 *
 * @param name what {@link SerialLine#on} takes, for example {@code /dev/ttyUSB0} or {@code COM3}
 * @param description what its driver or adapter says it is
 * @param usb whether it is an adapter at USB, which gathers bytes
 */
public record SerialPort(String name, String description, boolean usb) {}
