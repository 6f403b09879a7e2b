package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who a device is, at length: what the parts of EXT_PDID make together (OSDP v2.2.2; a list of tag, length and UTF-8
 * text).
 *
 * @param entries as sent; a tag may come more than once
 */
public record ExtendedIdentification(List<Entry> entries) {
    private static final int HEAD = 3;

    /** Takes a copy. */
    public ExtendedIdentification {
        entries = List.copyOf(entries);
    }

    /**
     * One thing the device says of itself.
     *
     * @param tag which, 0 to 255, see the constants
     * @param value 0 to 65535 bytes, UTF-8 text
     */
    public record Entry(int tag, Octets value) {
        /** Who made it. */
        public static final int MANUFACTURER = 0;

        /** What it is called. */
        public static final int PRODUCT = 1;

        /** Serial number. */
        public static final int SERIAL_NUMBER = 2;

        /** Firmware; may come for each of several. */
        public static final int FIRMWARE = 3;

        /** Hardware. */
        public static final int HARDWARE = 4;

        /** Where to read about it. */
        public static final int URL = 5;

        /** Configuration reference. */
        public static final int CONFIGURATION = 6;

        /** Refuses what the wire cannot carry. */
        public Entry {
            Wire.u8("tag", tag);
            Wire.atMost("value", value, Wire.U16);
        }

        /**
         * The value as text.
         *
         * @return the text; bytes that are not UTF-8 are replaced
         */
        public String text() {
            return new String(value.toArray(), StandardCharsets.UTF_8);
        }
    }

    /**
     * All entries with a tag.
     *
     * @param tag which, 0 to 255
     * @return their texts in the order sent
     */
    public List<String> texts(int tag) {
        return entries.stream()
                .filter(entry -> entry.tag() == tag)
                .map(Entry::text)
                .toList();
    }

    /**
     * Reads the whole message.
     *
     * @param message what the parts made
     * @return its entries; none if a length does not fit
     */
    public static Optional<ExtendedIdentification> read(Octets message) {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at < message.length()) {
            if (message.length() - at < HEAD) {
                return Optional.empty();
            }
            int length = message.at(at + 1) | message.at(at + 2) << 8;
            if (message.length() - at - HEAD < length) {
                return Optional.empty();
            }
            entries.add(new Entry(message.at(at), message.slice(at + HEAD, length)));
            at += HEAD + length;
        }
        return Optional.of(new ExtendedIdentification(entries));
    }

    /**
     * The whole message, to be sent in parts.
     *
     * @return its bytes
     */
    public Octets toOctets() {
        byte[] bytes = new byte
                [entries.stream().mapToInt(e -> HEAD + e.value().length()).sum()];
        int at = 0;
        for (Entry entry : entries) {
            bytes[at] = (byte) entry.tag();
            bytes[at + 1] = (byte) entry.value().length();
            bytes[at + 2] = (byte) (entry.value().length() >> 8);
            entry.value().copyTo(bytes, at + HEAD);
            at += HEAD + entry.value().length();
        }
        return Octets.of(bytes);
    }
}
