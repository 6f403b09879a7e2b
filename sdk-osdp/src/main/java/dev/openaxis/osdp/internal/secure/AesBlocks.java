package dev.openaxis.osdp.internal.secure;

import dev.openaxis.osdp.internal.frame.Layout;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128 of single blocks with one key. The chaining is done by hand: the MAC changes its key before the last block,
 * and a new IV for each frame would make a cipher of the JDK allocate.
 */
final class AesBlocks {
    static final int SIZE = Layout.CIPHER_BLOCK;

    private final Cipher cipher;

    private AesBlocks(byte[] key, int mode) {
        try {
            // ECB of single blocks is the primitive the standard's chaining is made of, not a mode of ours.
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"));
        } catch (NoSuchAlgorithmException | NoSuchPaddingException | InvalidKeyException e) {
            throw new IllegalStateException("this JDK has no AES-128", e);
        }
    }

    static AesBlocks encrypting(byte[] key) {
        return new AesBlocks(key, Cipher.ENCRYPT_MODE);
    }

    static AesBlocks decrypting(byte[] key) {
        return new AesBlocks(key, Cipher.DECRYPT_MODE);
    }

    /** Works on one block; the arrays are not the same. */
    void apply(byte[] in, int at, byte[] out, int to) {
        try {
            cipher.update(in, at, SIZE, out, to);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("no room for a block", e);
        }
    }

    /** One block by itself. */
    static byte[] encrypt(byte[] key, byte[] block) {
        try {
            byte[] out = new byte[SIZE];
            encrypting(key).cipher.doFinal(block, 0, SIZE, out, 0);
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-128", e);
        }
    }
}
