package dev.openaxis.osdp.internal.frame;

/** CRC-16 and checksum (OSDP v2.2, Annex C and E). */
public final class CheckCharacters {
    private static final int POLYNOMIAL = 0x1021;
    private static final int INITIAL = 0x1D0F;
    private static final char[] TABLE = table();

    private CheckCharacters() {}

    private static char[] table() {
        char[] table = new char[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            }
            table[i] = (char) crc;
        }
        return table;
    }

    /**
     * The CRC-16: polynomial 1021, initial value 1D0F, not reflected.
     *
     * @param bytes where they are
     * @param at index of the first
     * @param length how many
     * @return 0 to 65535; sent low byte first
     */
    public static int crc16(byte[] bytes, int at, int length) {
        int crc = INITIAL;
        for (int i = at; i < at + length; i++) {
            crc = (crc << 8 ^ TABLE[(crc >> 8 ^ bytes[i]) & 0xFF]) & 0xFFFF;
        }
        return crc;
    }

    /**
     * The checksum: two's complement of the sum of all bytes.
     *
     * @param bytes where they are
     * @param at index of the first
     * @param length how many
     * @return 0 to 255
     */
    public static int checksum(byte[] bytes, int at, int length) {
        int sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += bytes[i];
        }
        return -sum & 0xFF;
    }
}
