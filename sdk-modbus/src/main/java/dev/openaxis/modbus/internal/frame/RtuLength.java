package dev.openaxis.modbus.internal.frame;

import java.nio.ByteBuffer;

/**
 * How long an RTU frame is, told by its first bytes. The standard's sign for an end is silence, which converters do not keep: where the
 * function tells the length nobody needs to wait for it.
 */
final class RtuLength {
    /** The first bytes that are there do not tell yet. */
    static final int LATER = 0;
    /** This function does not tell. */
    static final int UNTOLD = -1;
    /** Unit, function and CRC. */
    static final int SHORTEST = 4;
    /** Modbus over Serial Line V1.02, section 2.3. */
    static final int LONGEST = 256;

    private static final int EXCEPTION = 0x80;
    private static final int EXCEPTION_LENGTH = 5;
    private static final int FIXED = 8;
    private static final int COUNT_AT = 2;

    private RtuLength() {}

    /** Of an answer that begins here. */
    static int answer(ByteBuffer bytes, int from, int to) {
        int function = bytes.get(from + 1) & 0xFF;
        if (function > EXCEPTION) {
            return EXCEPTION_LENGTH;
        }
        return switch (function) {
            case 1, 2, 3, 4, 12, 17, 20, 21, 23 -> counted(bytes, from + COUNT_AT, to, SHORTEST + 1);
            case 5, 6, 8, 11, 15, 16 -> FIXED;
            case 7 -> SHORTEST + 1;
            case 22 -> SHORTEST + 6;
            case 24 ->
                to - from < SHORTEST ? LATER : bounded(SHORTEST + 2 + (bytes.getShort(from + COUNT_AT) & 0xFFFF));
            default -> UNTOLD;
        };
    }

    /** Of a request that begins here. */
    static int request(ByteBuffer bytes, int from, int to) {
        int function = bytes.get(from + 1) & 0xFF;
        return switch (function) {
            case 1, 2, 3, 4, 5, 6, 8 -> FIXED;
            case 7, 11, 12, 17 -> SHORTEST;
            case 15, 16 -> counted(bytes, from + COUNT_AT + 4, to, SHORTEST + 5);
            case 20, 21 -> counted(bytes, from + COUNT_AT, to, SHORTEST + 1);
            case 22 -> SHORTEST + 6;
            case 23 -> counted(bytes, from + COUNT_AT + 8, to, SHORTEST + 9);
            case 24 -> SHORTEST + 2;
            case 43 -> SHORTEST + 3;
            default -> UNTOLD;
        };
    }

    private static int counted(ByteBuffer bytes, int countAt, int to, int more) {
        return to <= countAt ? LATER : bounded(more + (bytes.get(countAt) & 0xFF));
    }

    private static int bounded(int length) {
        return length > LONGEST ? UNTOLD : length;
    }
}
