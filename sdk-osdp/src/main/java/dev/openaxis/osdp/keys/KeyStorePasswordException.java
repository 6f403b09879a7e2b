package dev.openaxis.osdp.keys;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;

/**
 * The password does not fit the key store's file. PKCS#12 cannot tell it from a file of which bytes were changed: if the
 * password is right, a backup is needed.
 */
public final class KeyStorePasswordException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public KeyStorePasswordException(Failure failure) {
        super(failure);
    }
}
