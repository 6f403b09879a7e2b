package dev.openaxis.modbus;

/**
 * What is written to a unit's file (function 21).
 *
 * @param file 1 to 65535
 * @param record the first, 0 to 9999
 * @param contents 1 to 122 registers
 */
public record FileRecord(int file, int record, Registers contents) {
    /** What a request with one record has room for. */
    private static final int LONGEST = 122;

    /** Refuses what the wire cannot carry. */
    public FileRecord {
        FileRange.requireFile(file, record);
        if (contents.size() < 1 || contents.size() > LONGEST) {
            throw new IllegalArgumentException("length out of range 1 to " + LONGEST + ": " + contents.size());
        }
    }
}
