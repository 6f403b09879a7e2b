package dev.openaxis.osdp.internal.secure;

import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import java.util.Arrays;

/** The keys of one session and what is made of them (OSDP v2.2, Annex D). */
final class SessionKeys {
    private static final int RANDOM_SIZE = 8;
    private static final int RANDOM_USED = 6;
    private static final int ENCRYPTION = 0x82;
    private static final int FIRST_MAC = 0x01;
    private static final int SECOND_MAC = 0x02;

    private final byte[] encryption;
    private final byte[] firstMac;
    private final byte[] secondMac;

    SessionKeys(byte[] encryption, byte[] firstMac, byte[] secondMac) {
        this.encryption = encryption;
        this.firstMac = firstMac;
        this.secondMac = secondMac;
    }

    /** The selector that names a key on the wire. */
    static int selector(BaseKey key) {
        return key instanceof Scbk ? SecurityBlock.OWN_KEY : SecurityBlock.DEFAULT_KEY;
    }

    static SessionKeys derive(BaseKey key, byte[] randomA) {
        byte[] base = bytes(key);
        try {
            return derive(base, randomA);
        } finally {
            Arrays.fill(base, (byte) 0);
        }
    }

    static SessionKeys derive(byte[] base, byte[] randomA) {
        return new SessionKeys(
                AesBlocks.encrypt(base, input(ENCRYPTION, randomA)),
                AesBlocks.encrypt(base, input(FIRST_MAC, randomA)),
                AesBlocks.encrypt(base, input(SECOND_MAC, randomA)));
    }

    private static byte[] bytes(BaseKey key) {
        if (key instanceof Scbk own) {
            return own.toBytes();
        }
        byte[] known = new byte[AesBlocks.SIZE];
        for (int i = 0; i < known.length; i++) {
            known[i] = (byte) (0x30 + i);
        }
        return known;
    }

    /** What is encrypted to make a key; only six bytes of RND.A enter it. */
    static byte[] input(int purpose, byte[] randomA) {
        byte[] block = new byte[AesBlocks.SIZE];
        block[0] = 0x01;
        block[1] = (byte) purpose;
        System.arraycopy(randomA, 0, block, 2, RANDOM_USED);
        return block;
    }

    /** What a device proves its key by. */
    byte[] clientCryptogram(byte[] randomA, byte[] randomB) {
        return AesBlocks.encrypt(encryption, join(randomA, randomB));
    }

    /** What a panel proves its key by. */
    byte[] serverCryptogram(byte[] randomA, byte[] randomB) {
        return AesBlocks.encrypt(encryption, join(randomB, randomA));
    }

    /** What the first command's MAC is chained to. */
    byte[] initialMac(byte[] serverCryptogram) {
        return AesBlocks.encrypt(secondMac, AesBlocks.encrypt(firstMac, serverCryptogram));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, 2 * RANDOM_SIZE);
        System.arraycopy(second, 0, joined, RANDOM_SIZE, RANDOM_SIZE);
        return joined;
    }

    byte[] encryption() {
        return encryption;
    }

    byte[] firstMac() {
        return firstMac;
    }

    byte[] secondMac() {
        return secondMac;
    }

    void destroy() {
        Arrays.fill(encryption, (byte) 0);
        Arrays.fill(firstMac, (byte) 0);
        Arrays.fill(secondMac, (byte) 0);
    }
}
