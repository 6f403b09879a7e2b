package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * What a scan gave (OSDP v2.2, BIOREADR; 6 bytes and the template).
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param status how it ended
 * @param type what was scanned
 * @param quality 0 to 255
 * @param template 0 to 65535 bytes
 */
public record BiometricTemplate(int reader, BiometricStatus status, BiometricType type, int quality, Octets template)
        implements Reply {
    /** Refuses what the wire cannot carry. */
    public BiometricTemplate {
        Wire.u8("reader", reader);
        Wire.u8("quality", quality);
        Wire.atMost("template", template, Wire.U16);
    }

    @Override
    public int code() {
        return ReplyCode.BIOREADR;
    }
}
