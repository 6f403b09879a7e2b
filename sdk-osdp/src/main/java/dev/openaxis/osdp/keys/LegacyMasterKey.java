package dev.openaxis.osdp.keys;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.secure.KeyDiversification;
import java.util.Arrays;

/**
 * Makes the keys of all readers of one master key, as OSDP before v2.2 did. The standard has removed it, and for a reason:
 * who learns the master key, from one panel or one reader's supplier, opens every door, and no reader's key can be changed
 * without changing all of them. For systems that were set up so, until {@link Scbk#random} keys have replaced it: a panel that takes
 * over its readers ({@code ControlPanel.Builder.takingOver}) keeps each one's key in its store, from where it can be rotated.
 */
public final class LegacyMasterKey {
    private static final int CLIENT_ID_SIZE = 8;

    private final Scbk master;

    private LegacyMasterKey(Scbk master) {
        this.master = master;
    }

    /**
     * A master key from memory.
     *
     * @param key 16 bytes; copied
     * @return the master key
     * @throws IllegalArgumentException if it is of another length or can be guessed; the message does not hold it
     */
    public static LegacyMasterKey of(byte[] key) {
        return new LegacyMasterKey(Scbk.of(key));
    }

    /**
     * The key of one reader.
     *
     * @param clientId its cUID, 8 bytes
     * @return the key it was given
     */
    public Scbk keyOf(Octets clientId) {
        if (clientId.length() != CLIENT_ID_SIZE) {
            throw new IllegalArgumentException("a cUID has " + CLIENT_ID_SIZE + " bytes, not " + clientId.length());
        }
        byte[] bytes = master.toBytes();
        byte[] derived = KeyDiversification.derive(bytes, clientId.toArray());
        try {
            return Scbk.of(derived);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "LegacyMasterKey[key hidden]";
    }
}
