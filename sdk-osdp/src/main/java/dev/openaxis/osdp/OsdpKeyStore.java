package dev.openaxis.osdp;

import dev.openaxis.osdp.message.Octets;
import java.util.Optional;

/** Where the keys of readers are kept. */
public interface OsdpKeyStore {
    /** Keys of one reader. */
    record Keys(Optional<Scbk> current, Optional<Scbk> next, Optional<Octets> clientId) {}

    /** None. */
    static OsdpKeyStore none() {
        return new OsdpKeyStore() {
            @Override
            public Optional<Keys> find(String reader) {
                return Optional.empty();
            }

            @Override
            public void save(String reader, Keys keys) {
                throw new UnsupportedOperationException("there is no key store");
            }
        };
    }

    /** Reads. */
    Optional<Keys> find(String reader);

    /** Writes, durably. */
    void save(String reader, Keys keys);
}
