package dev.openaxis.vapix.serial;

/**
 * The electrical form of a serial port (VAPIX serial-port-api, {@code PortMode}). An open set: a device may tell another word.
 *
 * @param word the device's word for it
 */
public record SerialMode(String word) {
    /** RS-232. */
    public static final SerialMode RS232 = new SerialMode("RS232");
    /** RS-485 over two wires. */
    public static final SerialMode RS485 = new SerialMode("RS485");
    /** RS-485 over four wires. */
    public static final SerialMode RS485_4 = new SerialMode("RS485_4");
    /** RS-422. */
    public static final SerialMode RS422 = new SerialMode("RS422");

    /**
     * Whether it is RS-485, which alone has rates above 115,200.
     *
     * @return {@code true} for {@link #RS485} and {@link #RS485_4}
     */
    public boolean rs485() {
        return equals(RS485) || equals(RS485_4);
    }

    @Override
    public String toString() {
        return word;
    }
}
