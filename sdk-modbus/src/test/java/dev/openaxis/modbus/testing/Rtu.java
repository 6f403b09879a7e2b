package dev.openaxis.modbus.testing;

import dev.openaxis.core.Octets;
import java.util.Arrays;

/** RTU frames with the CRC of Modbus over Serial Line V1.02, section 6.2, computed bit by bit as its text tells. */
public final class Rtu {
    private Rtu() {}

    /** CRC of these bytes. */
    public static int crc(byte... bytes) {
        int register = 0xFFFF;
        for (byte one : bytes) {
            register ^= one & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                boolean out = (register & 1) != 0;
                register >>>= 1;
                if (out) {
                    register ^= 0xA001;
                }
            }
        }
        return register;
    }

    /** A frame that is right. */
    public static byte[] frame(byte... unitAndPdu) {
        int crc = crc(unitAndPdu);
        byte[] frame = Arrays.copyOf(unitAndPdu, unitAndPdu.length + 2);
        frame[unitAndPdu.length] = (byte) crc;
        frame[unitAndPdu.length + 1] = (byte) (crc >> 8);
        return frame;
    }

    /** A frame that is right. */
    public static byte[] frame(String unitAndPdu) {
        return frame(Octets.ofHex(unitAndPdu).toArray());
    }
}
