package dev.openaxis.vapix.serial;

/**
 * The parity bit of a serial port (VAPIX serial-port-api, {@code Parity}). An open set: a device may tell another word.
 *
 * @param word the device's word for it
 */
public record SerialParity(String word) {
    /** No such bit. */
    public static final SerialParity NONE = new SerialParity("None");
    /** The ones are an even number. */
    public static final SerialParity EVEN = new SerialParity("Even");
    /** The ones are an odd number. */
    public static final SerialParity ODD = new SerialParity("Odd");
    /** Always one. */
    public static final SerialParity MARK = new SerialParity("Mark");
    /** Always zero. */
    public static final SerialParity SPACE = new SerialParity("Space");

    @Override
    public String toString() {
        return word;
    }
}
