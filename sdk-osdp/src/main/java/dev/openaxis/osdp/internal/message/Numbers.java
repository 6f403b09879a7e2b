package dev.openaxis.osdp.internal.message;

import java.time.Duration;

/** Numbers on the wire: low byte first, unless the name says otherwise. */
final class Numbers {
    private static final int TENTH_MS = 100;

    private Numbers() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int u16(byte[] bytes, int at) {
        return u8(bytes, at) | u8(bytes, at + 1) << 8;
    }

    static long u32(byte[] bytes, int at) {
        return u16(bytes, at) | (long) u16(bytes, at + 2) << 16;
    }

    static int bigEndian24(byte[] bytes, int at) {
        return u8(bytes, at) << 16 | u8(bytes, at + 1) << 8 | u8(bytes, at + 2);
    }

    static Duration tenths8(byte[] bytes, int at) {
        return Duration.ofMillis((long) u8(bytes, at) * TENTH_MS);
    }

    static Duration tenths16(byte[] bytes, int at) {
        return Duration.ofMillis((long) u16(bytes, at) * TENTH_MS);
    }

    static int put8(byte[] out, int at, int value) {
        out[at] = (byte) value;
        return at + 1;
    }

    static int put16(byte[] out, int at, int value) {
        out[at] = (byte) value;
        out[at + 1] = (byte) (value >> 8);
        return at + 2;
    }

    static int put32(byte[] out, int at, long value) {
        put16(out, at, (int) value);
        return put16(out, at + 2, (int) (value >> 16));
    }

    static int putBigEndian24(byte[] out, int at, int value) {
        out[at] = (byte) (value >> 16);
        out[at + 1] = (byte) (value >> 8);
        out[at + 2] = (byte) value;
        return at + 3;
    }

    static int tenths(Duration time) {
        return (int) (time.toMillis() / TENTH_MS);
    }
}
