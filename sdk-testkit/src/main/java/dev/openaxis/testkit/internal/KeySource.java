package dev.openaxis.testkit.internal;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * An RSA-2048 key pair, generated at first use. Devices started from the same builder share it, never a certificate:
 * generating keys for a site of 500 devices would take minutes.
 */
public final class KeySource {
    private @Nullable KeyPair pair;

    /**
     * The key pair.
     *
     * @return the same pair at every call
     */
    public synchronized KeyPair pair() {
        if (pair == null) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                pair = generator.generateKeyPair();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java runtime has no RSA", e);
            }
        }
        return pair;
    }
}
