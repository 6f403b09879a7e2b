package dev.openaxis.modbus;

/**
 * Some records of a unit's file (function 20).
 *
 * @param file 1 to 65535
 * @param record the first, 0 to 9999
 * @param length how many registers, 1 to 124
 */
public record FileRange(int file, int record, int length) {
    private static final int LAST_FILE = 0xFFFF;
    private static final int LAST_RECORD = 9_999;
    /** What an answer with one record has room for. */
    private static final int LONGEST = 124;

    /** Refuses what the wire cannot carry. */
    public FileRange {
        requireFile(file, record);
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("length out of range 1 to " + LONGEST + ": " + length);
        }
    }

    static void requireFile(int file, int record) {
        if (file < 1 || file > LAST_FILE) {
            throw new IllegalArgumentException("file out of range 1 to " + LAST_FILE + ": " + file);
        }
        if (record < 0 || record > LAST_RECORD) {
            throw new IllegalArgumentException("record out of range 0 to " + LAST_RECORD + ": " + record);
        }
    }
}
