package dev.openaxis.osdp.internal.secure;

import java.util.Arrays;

/** MAC and encryption of one frame with the keys of a session (OSDP v2.2, Annex D). Allocates nothing per frame. */
final class ChainedCrypto {
    private static final int BLOCK = AesBlocks.SIZE;
    private static final byte PAD = (byte) 0x80;

    /** Data whose padding cannot be found. */
    static final int NO_PAD = -1;

    private final AesBlocks firstMac;
    private final AesBlocks secondMac;
    private final AesBlocks encrypt;
    private final AesBlocks decrypt;
    private final byte[] input = new byte[BLOCK];
    private final byte[] output = new byte[BLOCK];

    ChainedCrypto(SessionKeys keys) {
        firstMac = AesBlocks.encrypting(keys.firstMac());
        secondMac = AesBlocks.encrypting(keys.secondMac());
        encrypt = AesBlocks.encrypting(keys.encryption());
        decrypt = AesBlocks.decrypting(keys.encryption());
    }

    /**
     * The MAC: CBC from the last MAC of the other direction, the last block with another key. Padded only if the last
     * block is not full.
     *
     * @param mac where to, 16 bytes; may be {@code chain} itself
     */
    void mac(byte[] bytes, int at, int length, byte[] chain, byte[] mac) {
        System.arraycopy(chain, 0, output, 0, BLOCK);
        int done = 0;
        while (length - done > BLOCK) {
            xor(output, bytes, at + done, BLOCK);
            firstMac.apply(input, 0, output, 0);
            done += BLOCK;
        }
        int rest = length - done;
        xor(output, bytes, at + done, rest);
        if (rest < BLOCK) {
            System.arraycopy(output, rest, input, rest, BLOCK - rest);
            input[rest] ^= PAD;
        }
        secondMac.apply(input, 0, mac, 0);
    }

    private void xor(byte[] chained, byte[] bytes, int at, int length) {
        for (int i = 0; i < length; i++) {
            input[i] = (byte) (chained[i] ^ bytes[at + i]);
        }
    }

    /**
     * Pads and encrypts in place; there is room for the padding.
     *
     * @return the length of the cipher text
     */
    int encrypt(byte[] bytes, int at, int length, byte[] chain) {
        int padded = paddedLength(length);
        bytes[at + length] = PAD;
        Arrays.fill(bytes, at + length + 1, at + padded, (byte) 0);
        complement(chain, output);
        for (int o = at; o < at + padded; o += BLOCK) {
            xor(output, bytes, o, BLOCK);
            encrypt.apply(input, 0, output, 0);
            System.arraycopy(output, 0, bytes, o, BLOCK);
        }
        return padded;
    }

    static int paddedLength(int length) {
        return (length / BLOCK + 1) * BLOCK;
    }

    /**
     * Decrypts whole blocks to the front of another array.
     *
     * @return the length without padding, or {@link #NO_PAD}
     */
    int decrypt(byte[] cipher, int at, int length, byte[] chain, byte[] plain) {
        for (int o = 0; o < length; o += BLOCK) {
            decrypt.apply(cipher, at + o, plain, o);
            for (int i = 0; i < BLOCK; i++) {
                int before = o == 0 ? ~chain[i] : cipher[at + o - BLOCK + i];
                plain[o + i] ^= (byte) before;
            }
        }
        int end = length - 1;
        while (end >= 0 && plain[end] == 0) {
            end--;
        }
        return end >= 0 && plain[end] == PAD ? end : NO_PAD;
    }

    private static void complement(byte[] chain, byte[] iv) {
        for (int i = 0; i < BLOCK; i++) {
            iv[i] = (byte) ~chain[i];
        }
    }

    void destroy() {
        Arrays.fill(input, (byte) 0);
        Arrays.fill(output, (byte) 0);
    }
}
