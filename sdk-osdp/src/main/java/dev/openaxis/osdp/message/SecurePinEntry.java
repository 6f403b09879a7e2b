package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a reader has to do to take a PIN and give it to the card (OSDP v2.2, transparent mode 1; 17 bytes and the APDU,
 * words high byte first; layout as libosdp has it).
 *
 * @param firstKey how long to wait for the first key, 0 to 255 s
 * @param nextKey how long to wait for the next one, 0 to 255 s
 * @param format 0 to 255: bits 1-0 0 binary, 1 BCD, 2 ASCII; bit 2 right-justified; bits 6-3 PIN offset; bit 7 that
 * offset is in bytes
 * @param block 0 to 255: bits 7-4 size of the length field in bits, bits 3-0 size of the PIN block in bytes
 * @param lengthFormat 0 to 255: bits 3-0 offset, bit 4 that offset is in bytes
 * @param minDigits 0 to 255
 * @param maxDigits 0 to 255
 * @param completion 0 to 255: bit 0 at the most digits, bit 1 by a key, bit 2 by time
 * @param messages how many messages to show, 0 to 255
 * @param language language id, 0 to 65535
 * @param message index of the message, 0 to 255
 * @param prologue 3 bytes, 0 to 0xFFFFFF, the first is the highest
 * @param apdu what the card gets, 0 to 65535 bytes, with room for the PIN
 */
public record SecurePinEntry(
        Duration firstKey,
        Duration nextKey,
        int format,
        int block,
        int lengthFormat,
        int minDigits,
        int maxDigits,
        int completion,
        int messages,
        int language,
        int message,
        int prologue,
        Octets apdu) {
    private static final int HEAD = 17;

    /** Refuses what the wire cannot carry. */
    public SecurePinEntry {
        Wire.time("firstKey", firstKey, Wire.SECOND, Wire.U8);
        Wire.time("nextKey", nextKey, Wire.SECOND, Wire.U8);
        Wire.u8("format", format);
        Wire.u8("block", block);
        Wire.u8("lengthFormat", lengthFormat);
        Wire.u8("minDigits", minDigits);
        Wire.u8("maxDigits", maxDigits);
        Wire.u8("completion", completion);
        Wire.u8("messages", messages);
        Wire.u8("message", message);
        Wire.u16("language", language);
        Wire.u24("prologue", prologue);
        Wire.atMost("apdu", apdu, Wire.U16);
    }

    Octets toOctets(int reader) {
        byte[] bytes = new byte[1 + HEAD + apdu.length()];
        int[] head = {
            reader,
            (int) firstKey.toSeconds(),
            (int) nextKey.toSeconds(),
            format,
            block,
            lengthFormat,
            minDigits,
            maxDigits,
            completion,
            messages,
            language >> 8,
            language,
            message,
            prologue >> 16,
            prologue >> 8,
            prologue,
            apdu.length() >> 8,
            apdu.length()
        };
        for (int i = 0; i < head.length; i++) {
            bytes[i] = (byte) head[i];
        }
        apdu.copyTo(bytes, head.length);
        return Octets.of(bytes);
    }

    static Optional<SecurePinEntry> read(Octets data) {
        if (data.length() < 1 + HEAD || (data.at(16) << 8 | data.at(17)) != data.length() - 1 - HEAD) {
            return Optional.empty();
        }
        return Optional.of(new SecurePinEntry(
                Duration.ofSeconds(data.at(1)),
                Duration.ofSeconds(data.at(2)),
                data.at(3),
                data.at(4),
                data.at(5),
                data.at(6),
                data.at(7),
                data.at(8),
                data.at(9),
                data.at(10) << 8 | data.at(11),
                data.at(12),
                data.at(13) << 16 | data.at(14) << 8 | data.at(15),
                data.slice(1 + HEAD, data.length() - 1 - HEAD)));
    }
}
