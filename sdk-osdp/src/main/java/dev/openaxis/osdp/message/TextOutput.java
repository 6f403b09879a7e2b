package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Shows a text (OSDP v2.2, TEXT; 6 bytes and the text).
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param mode how it is shown
 * @param time how long a temporary text is shown, 0 to 255 s (OSDP.Net reads 100 ms)
 * @param row 0 to 255, 1 is the first
 * @param column 0 to 255, 1 is the first
 * @param characters 0 to 255 bytes, printable ASCII (20-7E) on the wire
 */
public record TextOutput(int reader, TextMode mode, Duration time, int row, int column, Octets characters)
        implements Command {
    /** Refuses what the wire cannot carry. */
    public TextOutput {
        Wire.u8("reader", reader);
        Wire.time("time", time, Wire.SECOND, Wire.U8);
        Wire.u8("row", row);
        Wire.u8("column", column);
        Wire.atMost("characters", characters, Wire.U8);
    }

    @Override
    public int code() {
        return CommandCode.TEXT;
    }

    /**
     * Shows a text until another comes.
     *
     * @param reader which reader, 0 to 255
     * @param row 1 is the first
     * @param column 1 is the first
     * @param text printable ASCII, at most 255 characters
     * @return the command
     * @throws IllegalArgumentException if the text holds something else
     */
    public static TextOutput permanent(int reader, int row, int column, String text) {
        return new TextOutput(reader, TextMode.PERMANENT, Duration.ZERO, row, column, printable(text));
    }

    /**
     * Shows a text for a time.
     *
     * @param reader which reader, 0 to 255
     * @param time 0 to 255 s
     * @param row 1 is the first
     * @param column 1 is the first
     * @param text printable ASCII, at most 255 characters
     * @return the command
     * @throws IllegalArgumentException if the text holds something else
     */
    public static TextOutput temporary(int reader, Duration time, int row, int column, String text) {
        return new TextOutput(reader, TextMode.TEMPORARY, time, row, column, printable(text));
    }

    /**
     * The text to show.
     *
     * @return the characters read as ISO 8859-1, so that none is lost
     */
    public String text() {
        return new String(characters.toArray(), StandardCharsets.ISO_8859_1);
    }

    private static Octets printable(String text) {
        if (text.chars().anyMatch(c -> c < 0x20 || c > 0x7E)) {
            throw new IllegalArgumentException("the text is not printable ASCII");
        }
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
