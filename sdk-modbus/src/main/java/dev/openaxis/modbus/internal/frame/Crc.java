package dev.openaxis.modbus.internal.frame;

import java.nio.ByteBuffer;

/** CRC-16 of RTU frames (Modbus over Serial Line V1.02, section 6.2.2): polynomial A001 reversed, begins with FFFF, low byte first. */
final class Crc {
    /** How many bytes it has. */
    static final int LENGTH = 2;

    private static final int START = 0xFFFF;
    private static final int POLYNOMIAL = 0xA001;
    private static final int[] TABLE = new int[1 << Byte.SIZE];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
            }
            TABLE[i] = crc;
        }
    }

    private Crc() {}

    /** Of some bytes of a buffer. */
    static int of(ByteBuffer bytes, int from, int to) {
        int crc = START;
        for (int i = from; i < to; i++) {
            crc = crc >>> Byte.SIZE ^ TABLE[(crc ^ bytes.get(i)) & 0xFF];
        }
        return crc;
    }

    /** Whether these bytes end with their CRC. */
    static boolean isRight(ByteBuffer bytes, int from, int to) {
        int end = to - LENGTH;
        return of(bytes, from, end) == ((bytes.get(end) & 0xFF) | ((bytes.get(end + 1) & 0xFF) << Byte.SIZE));
    }

    /** Appends it to what is in the buffer from its beginning. */
    static void append(ByteBuffer bytes) {
        int crc = of(bytes, 0, bytes.position());
        bytes.put((byte) crc).put((byte) (crc >>> Byte.SIZE));
    }
}
