package dev.openaxis.osdp;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * A device's own base key: 16 bytes that it shares with its panel (OSDP v2.2, Annex D). Keys that can be guessed are
 * refused when they are made. Never shown; comparing takes the same time wherever two keys differ.
 */
public final class Scbk implements BaseKey, Destroyable {
    /** Bytes of a key. */
    public static final int SIZE = 16;

    private final byte[] key;
    private boolean destroyed;

    private Scbk(byte[] key) {
        this.key = key;
    }

    /**
     * A key from memory.
     *
     * @param key 16 bytes; copied
     * @return the key
     * @throws WeakKeyException if it is {@linkplain #isWeak weak}
     * @throws IllegalArgumentException if it is of another length; the message does not hold it
     */
    public static Scbk of(byte[] key) {
        if (key.length != SIZE) {
            throw new IllegalArgumentException("a key has " + SIZE + " bytes, not " + key.length);
        }
        if (isWeak(key)) {
            throw new WeakKeyException();
        }
        return new Scbk(key.clone());
    }

    /**
     * A new key.
     *
     * @param random where the bytes come from
     * @return the key
     */
    public static Scbk random(SecureRandom random) {
        byte[] key = new byte[SIZE];
        do {
            random.nextBytes(key);
        } while (isWeak(key));
        return new Scbk(key);
    }

    /**
     * Whether somebody would try a key early: all bytes the same (zeros too), or each one more or one less than the one
     * before, as SCBK-D is.
     *
     * @param key any bytes
     * @return whether {@link #of} refuses it
     */
    public static boolean isWeak(byte[] key) {
        for (int step = -1; step <= 1; step++) {
            boolean counts = true;
            for (int i = 1; i < key.length; i++) {
                counts &= (byte) (key[i - 1] + step) == key[i];
            }
            if (counts) {
                return true;
            }
        }
        return false;
    }

    /**
     * The key itself, for who stores it or works with it. Overwrite the array after use.
     *
     * @return a copy of the 16 bytes
     * @throws IllegalStateException if the key was destroyed
     */
    public synchronized byte[] toBytes() {
        if (destroyed) {
            throw new IllegalStateException("the key was destroyed");
        }
        return key.clone();
    }

    /** Overwrites the key; it cannot be used any more. */
    @Override
    public synchronized void destroy() {
        Arrays.fill(key, (byte) 0);
        destroyed = true;
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Scbk that && !isDestroyed() && MessageDigest.isEqual(key, that.key);
    }

    /** The same for all keys, so that it tells nothing of this one. */
    @Override
    public int hashCode() {
        return SIZE;
    }

    @Override
    public String toString() {
        return isDestroyed() ? "Scbk[destroyed]" : "Scbk[key hidden]";
    }
}
