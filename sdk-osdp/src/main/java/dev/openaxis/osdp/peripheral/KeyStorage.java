package dev.openaxis.osdp.peripheral;

import dev.openaxis.osdp.Scbk;

/**
 * Where a device keeps the key that a panel gives it (OSDP v2.2, KEYSET). The device acknowledges a key only after it was
 * stored: a panel that was told so forgets the old one.
 */
@FunctionalInterface
public interface KeyStorage {

    /**
     * Stores the device's own key so that it outlives a loss of power. Called on the line's loop while the panel waits, so it
     * has to return well within 200 ms.
     *
     * @param key the new key; guessable ones were refused before
     * @throws RuntimeException if it is not stored: the panel is refused (NAK 9) and the old key stays
     */
    void store(Scbk key);

    /**
     * Keeps nothing: the key lives as long as the {@link dev.openaxis.osdp.PeripheralDevice}. For simulators.
     *
     * @return the storage
     */
    static KeyStorage inMemory() {
        return key -> {};
    }
}
