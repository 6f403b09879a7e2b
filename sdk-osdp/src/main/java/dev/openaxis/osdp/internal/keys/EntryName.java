package dev.openaxis.osdp.internal.keys;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.keys.ReaderKeys;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a key in the file is for, as the alias of its entry: {@code osdp;front%20door;current;2026-11-22t05:00:00z;} and the
 * cUID or a hyphen. So every tool that lists a PKCS#12 file shows it, and the file's MAC covers it; it is not encrypted.
 * PKCS#12 of the JDK makes aliases lower case, so what else a name has is written as %XX of its UTF-8 bytes.
 *
 * @param reader whose key
 * @param slot which of its keys
 * @param since when it was made
 * @param clientId the cUID the reader showed last
 */
public record EntryName(String reader, Slot slot, Instant since, Optional<Octets> clientId) {
    private static final String PREFIX = "osdp";
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
    private static final String NONE = "-";
    private static final int FIELDS = 5;
    private static final int CLIENT_ID_SIZE = 8;
    private static final HexFormat HEX = HexFormat.of();

    /** The alias. */
    public String text() {
        return String.join(
                        ";",
                        PREFIX,
                        encode(reader),
                        slot.text(),
                        since.toString(),
                        clientId.map(Octets::hex).orElse(NONE))
                .toLowerCase(Locale.ROOT);
    }

    /** Reads an alias; null if it is not one of ours. */
    public static @Nullable EntryName parse(String alias) {
        String[] fields = alias.split(";", -1);
        if (fields.length != FIELDS || !fields[0].equals(PREFIX)) {
            return null;
        }
        String reader = decode(fields[1]);
        Slot slot = Arrays.stream(Slot.values())
                .filter(known -> known.text().equals(fields[2]))
                .findFirst()
                .orElse(null);
        if (reader == null || slot == null) {
            return null;
        }
        try {
            ReaderKeys.none(reader);
            Instant since = Instant.parse(fields[3].toUpperCase(Locale.ROOT));
            Optional<Octets> clientId =
                    fields[4].equals(NONE) ? Optional.empty() : Optional.of(Octets.ofHex(fields[4]));
            return clientId.isPresent() && clientId.get().length() != CLIENT_ID_SIZE
                    ? null
                    : new EntryName(reader, slot, since, clientId);
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String encode(String reader) {
        StringBuilder text = new StringBuilder();
        for (byte b : reader.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(b) >= 0) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.toHexDigits(b));
            }
        }
        return text.toString();
    }

    private static @Nullable String decode(String text) {
        byte[] bytes = new byte[text.length()];
        int count = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '%') {
                bytes[count++] = (byte) c;
            } else if (at + 2 < text.length()
                    && HexFormat.isHexDigit(text.charAt(at + 1))
                    && HexFormat.isHexDigit(text.charAt(at + 2))) {
                bytes[count++] = (byte) HexFormat.fromHexDigits(text, at + 1, at + 3);
                at += 2;
            } else {
                return null;
            }
        }
        String reader = new String(bytes, 0, count, StandardCharsets.UTF_8);
        // An alias that is not written as we write it would be written as another one.
        return encode(reader).equals(text) ? reader : null;
    }
}
