package dev.openaxis.osdp.internal.frame;

import java.util.Arrays;

/**
 * A frame where it was received: a view of the receive buffer, valid until the decoder is asked for more. What is behind
 * the header can only be asked of a frame without a {@linkplain #fault fault}.
 */
public final class Frame {
    private byte[] bytes = new byte[0];
    private int at;
    private int length;
    private int codeAt;
    private int end;
    private FrameFault fault = FrameFault.NONE;

    Frame() {}

    /** Looks at a whole frame with right or wrong check characters. */
    void set(byte[] source, int start, int size) {
        bytes = source;
        at = start;
        length = size;
        end = start + size - Layout.checkSize(hasCrc());
        codeAt = start + Layout.HEADER;
        fault = checks() ? readBlock() : FrameFault.CHECK;
    }

    private boolean checks() {
        int covered = end - at;
        return hasCrc()
                ? CheckCharacters.crc16(bytes, at, covered) == (u8(end) | u8(end + 1) << 8)
                : CheckCharacters.checksum(bytes, at, covered) == u8(end);
    }

    private FrameFault readBlock() {
        if (!hasBlock()) {
            return FrameFault.NONE;
        }
        int size = blockSize();
        int room = end - at - Layout.HEADER;
        if (size < SecurityBlock.SECURED_SIZE || size > room) {
            return FrameFault.BLOCK_LENGTH;
        }
        int type = blockType();
        if (!SecurityBlock.isHandshake(type) && !SecurityBlock.isSecured(type)) {
            return FrameFault.BLOCK_TYPE;
        }
        if (SecurityBlock.isHandshake(type) && size < SecurityBlock.HANDSHAKE_SIZE) {
            return FrameFault.BLOCK_LENGTH;
        }
        codeAt += size;
        if (size == room) {
            return FrameFault.NO_CODE;
        }
        if (SecurityBlock.isSecured(type)) {
            end -= Layout.MAC;
            return end <= codeAt ? FrameFault.NO_MAC : FrameFault.NONE;
        }
        return FrameFault.NONE;
    }

    private int u8(int index) {
        return bytes[index] & 0xFF;
    }

    /**
     * Why it cannot be used.
     *
     * @return {@link FrameFault#NONE} if it can
     */
    public FrameFault fault() {
        return fault;
    }

    /**
     * The array it is in. Not to be written to.
     *
     * @return the receive buffer
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Where it begins.
     *
     * @return index of the start byte
     */
    public int at() {
        return at;
    }

    /**
     * How long it is, from the start byte to the last check character.
     *
     * @return 7 to 1440
     */
    public int length() {
        return length;
    }

    /**
     * The device's address.
     *
     * @return 0 to 127, without the bit that tells the direction
     */
    public int address() {
        return u8(at + Layout.ADDRESS) & ~Layout.REPLY;
    }

    /**
     * The direction.
     *
     * @return true from the device to the panel
     */
    public boolean isReply() {
        return (u8(at + Layout.ADDRESS) & Layout.REPLY) != 0;
    }

    /**
     * The sequence number.
     *
     * @return 0 to 3
     */
    public int sequence() {
        return u8(at + Layout.CONTROL) & Layout.CONTROL_SEQUENCE;
    }

    /**
     * The kind of check characters.
     *
     * @return true for CRC-16, false for the checksum
     */
    public boolean hasCrc() {
        return (u8(at + Layout.CONTROL) & Layout.CONTROL_CRC) != 0;
    }

    /**
     * Whether there is a security block.
     *
     * @return false for a frame in clear
     */
    public boolean hasBlock() {
        return (u8(at + Layout.CONTROL) & Layout.CONTROL_BLOCK) != 0;
    }

    private int blockSize() {
        return u8(at + Layout.HEADER);
    }

    /**
     * The type of the security block.
     *
     * @return see {@link SecurityBlock}; 0 without a block
     */
    public int blockType() {
        return hasBlock() ? u8(at + Layout.HEADER + 1) : 0;
    }

    /**
     * The first data byte of a block of the handshake.
     *
     * @return 0 to 255
     */
    public int blockData() {
        return u8(at + Layout.HEADER + 2);
    }

    /**
     * Whether it belongs to a running session.
     *
     * @return true with a MAC
     */
    public boolean isSecured() {
        return SecurityBlock.isSecured(blockType());
    }

    /**
     * The command or reply code, which is never encrypted.
     *
     * @return 0 to 255
     */
    public int code() {
        return u8(codeAt);
    }

    /**
     * Where the data begins.
     *
     * @return index of the first byte after the code
     */
    public int dataAt() {
        return codeAt + 1;
    }

    /**
     * How much data there is, encrypted or not.
     *
     * @return bytes between the code and the MAC or the check characters, 0 or more
     */
    public int dataLength() {
        return end - codeAt - 1;
    }

    /**
     * Where the MAC begins in a secured frame, and with it the end of what it covers.
     *
     * @return index of its first byte
     */
    public int macAt() {
        return end;
    }

    /**
     * Whether these are the same bytes.
     *
     * @param other where the others are
     * @param from index of the first
     * @param size how many
     * @return true if they are equal to the whole frame
     */
    public boolean isSameAs(byte[] other, int from, int size) {
        return Arrays.equals(bytes, at, at + length, other, from, from + size);
    }

    /**
     * Copies the whole frame, to be compared with a retransmission.
     *
     * @param target where to
     * @param from index of the first byte there
     */
    public void copyTo(byte[] target, int from) {
        System.arraycopy(bytes, at, target, from, length);
    }
}
