package dev.openaxis.osdp.internal.frame;

/** Where things are in a frame (OSDP v2.2, 5.9), and how large they may be. */
public final class Layout {
    /** Start of message. */
    public static final int SOM = 0x53;

    /** Sent before a frame so that the line is driven; no part of it. */
    public static final int MARK = 0xFF;

    /** Largest frame. */
    public static final int LARGEST = 1440;

    /** What every receiver takes. */
    public static final int LEAST_RECEIVED = 128;

    /** In the address byte: from the device to the panel. */
    public static final int REPLY = 0x80;

    /** The last address a device can have. */
    public static final int LAST_ADDRESS = 0x7E;

    /** Every device takes this address; for lines with one device. */
    public static final int CONFIGURATION_ADDRESS = 0x7F;

    /** Bytes before the security block or the code. */
    public static final int HEADER = 5;

    /** Bytes of a MAC on the wire. */
    public static final int MAC = 4;

    /** Bytes of a cipher block. */
    public static final int CIPHER_BLOCK = 16;

    static final int ADDRESS = 1;
    static final int LENGTH = 2;
    static final int CONTROL = 4;

    static final int CONTROL_SEQUENCE = 0x03;
    static final int CONTROL_CRC = 0x04;
    static final int CONTROL_BLOCK = 0x08;

    private static final int CRC_SIZE = 2;
    private static final int CHECKSUM_SIZE = 1;

    private Layout() {}

    /**
     * Bytes of the check characters.
     *
     * @param crc CRC-16 instead of the checksum
     * @return 1 or 2
     */
    public static int checkSize(boolean crc) {
        return crc ? CRC_SIZE : CHECKSUM_SIZE;
    }

    /**
     * The code of a frame that was made here.
     *
     * @param frame where it is
     * @param at index of its start byte
     * @return code of the command or reply
     */
    public static int code(byte[] frame, int at) {
        int block = (frame[at + CONTROL] & CONTROL_BLOCK) == 0 ? 0 : frame[at + HEADER] & 0xFF;
        return frame[at + HEADER + block] & 0xFF;
    }

    /** The least a frame can be: header, code and check characters. */
    static int smallest(boolean crc) {
        return HEADER + 1 + checkSize(crc);
    }

    /**
     * How many data bytes fit a frame without a security block.
     *
     * @param frame size of the frame
     * @param crc CRC-16 instead of the checksum
     * @return bytes after the code, 0 or more
     */
    public static int clearRoom(int frame, boolean crc) {
        return Math.max(0, frame - smallest(crc));
    }

    /**
     * How many data bytes fit an encrypted frame: whole cipher blocks, of which at least one byte pads.
     *
     * @param frame size of the frame
     * @param crc CRC-16 instead of the checksum
     * @return bytes after the code before encryption, 0 or more
     */
    public static int encryptedRoom(int frame, boolean crc) {
        int cipher = frame - smallest(crc) - SecurityBlock.SECURED_SIZE - MAC;
        return Math.max(0, cipher / CIPHER_BLOCK * CIPHER_BLOCK - 1);
    }
}
