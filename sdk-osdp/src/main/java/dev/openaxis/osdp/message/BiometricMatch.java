package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * Scans a part of the body and compares it with a template (OSDP v2.2, BIOMATCH; 6 bytes and the template); answered
 * now or later by {@link BiometricMatchResult}.
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param type what to scan
 * @param format format of the template
 * @param threshold score at least, 0 to 255
 * @param template 0 to 65535 bytes; with none the device takes the one that was sent as a file (inference)
 */
public record BiometricMatch(int reader, BiometricType type, BiometricFormat format, int threshold, Octets template)
        implements Command {
    /** Refuses what the wire cannot carry. */
    public BiometricMatch {
        Wire.u8("reader", reader);
        Wire.u8("threshold", threshold);
        Wire.atMost("template", template, Wire.U16);
    }

    @Override
    public int code() {
        return CommandCode.BIOMATCH;
    }
}
