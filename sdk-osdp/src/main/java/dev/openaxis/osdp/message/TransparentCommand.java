package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;
import java.util.Optional;

/**
 * Works with a smart card through the reader (OSDP v2.2, XWR; 2 bytes and more). The factories make the commands the
 * standard has; a device in mode 1 reads no cards by itself, so the panel must always return it to mode 0.
 *
 * @param mode mode the command belongs to, 0 to 255
 * @param command PCMND, 0 to 255; what it does depends on the mode
 * @param data PDATA; what it holds depends on both
 */
public record TransparentCommand(int mode, int command, Octets data) implements Command {
    /** Refuses what the wire cannot carry. */
    public TransparentCommand {
        Wire.u8("mode", mode);
        Wire.u8("command", command);
    }

    @Override
    public int code() {
        return CommandCode.XWR;
    }

    /**
     * Asks for the mode; answered by {@link TransparentReport.Mode}.
     *
     * @return the command
     */
    public static TransparentCommand readMode() {
        return new TransparentCommand(0, 1, Octets.EMPTY);
    }

    /**
     * Sets the mode.
     *
     * @param mode 0 to 255: 0 the reader works with cards, 1 the panel does
     * @param configuration 0 to 255; in mode 0, 1 reports what card is there
     * @return the command
     */
    public static TransparentCommand setMode(int mode, int configuration) {
        Wire.u8("mode", mode);
        Wire.u8("configuration", configuration);
        return new TransparentCommand(0, 2, Octets.of((byte) mode, (byte) configuration));
    }

    /**
     * Sends something to the card.
     *
     * @param reader which reader, 0 to 255
     * @param apdu what the card gets
     * @return the command
     */
    public static TransparentCommand apdu(int reader, Octets apdu) {
        Wire.u8("reader", reader);
        byte[] data = new byte[1 + apdu.length()];
        data[0] = (byte) reader;
        apdu.copyTo(data, 1);
        return new TransparentCommand(1, 1, Octets.of(data));
    }

    /**
     * Ends the session with the card.
     *
     * @param reader which reader, 0 to 255
     * @return the command
     */
    public static TransparentCommand terminate(int reader) {
        return new TransparentCommand(1, 2, reader(reader));
    }

    /**
     * Lets the reader take a PIN and give it to the card.
     *
     * @param reader which reader, 0 to 255
     * @param entry how
     * @return the command
     */
    public static TransparentCommand enterPin(int reader, SecurePinEntry entry) {
        Wire.u8("reader", reader);
        return new TransparentCommand(1, 3, entry.toOctets(reader));
    }

    /**
     * Looks for a card.
     *
     * @param reader which reader, 0 to 255
     * @return the command
     */
    public static TransparentCommand scan(int reader) {
        return new TransparentCommand(1, 4, reader(reader));
    }

    /**
     * What {@link #enterPin} said.
     *
     * @return how to take the PIN; none if this is another command or it cannot be read
     */
    public Optional<SecurePinEntry> pinEntry() {
        return mode == 1 && command == 3 ? SecurePinEntry.read(data) : Optional.empty();
    }

    private static Octets reader(int reader) {
        Wire.u8("reader", reader);
        return Octets.of((byte) reader);
    }
}
