package dev.openaxis.osdp.internal.keys;

/**
 * The outermost part of a PKCS#12 file: a sequence of version, contents and MAC (RFC 7292, 4). The JDK takes files without
 * a MAC without a word.
 */
final class Pfx {
    private static final int SEQUENCE = 0x30;
    private static final int PARTS_WITH_MAC = 3;
    private static final int LONG_LENGTH = 0x80;
    private static final int MOST_LENGTH_BYTES = 4;

    private final byte[] bytes;
    private int at;

    private Pfx(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether a file has all three parts, and nothing behind them. */
    static boolean hasMac(byte[] bytes) {
        Pfx pfx = new Pfx(bytes);
        return bytes.length > 0 && bytes[0] == SEQUENCE && pfx.enter() == bytes.length && pfx.parts() == PARTS_WITH_MAC;
    }

    /** Goes over tag and length; where the contents end. */
    private long enter() {
        at++;
        int length = next();
        if (length < LONG_LENGTH) {
            return at + (long) length;
        }
        int count = length - LONG_LENGTH;
        if (count > MOST_LENGTH_BYTES) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << Byte.SIZE | next();
        }
        return at + value;
    }

    private int next() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    private int parts() {
        int parts = 0;
        while (at < bytes.length) {
            long end = enter();
            if (end < at || end > bytes.length) {
                return -1;
            }
            at = (int) end;
            parts++;
        }
        return parts;
    }
}
