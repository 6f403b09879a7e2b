package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.message.Octets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The host's key store as the loop sees it: never waited for, one thing after the other. */
interface KeyVault {

    /**
     * What there is for one device.
     *
     * @param current its key
     * @param next the key it is to get, or has got
     * @param clientId who it said it was when it proved its key
     */
    record Keys(Optional<Scbk> current, Optional<Scbk> next, Optional<Octets> clientId) {
        static final Keys NONE = new Keys(Optional.empty(), Optional.empty(), Optional.empty());

        Keys withNext(Scbk made) {
            return new Keys(current, Optional.of(made), clientId);
        }

        Keys withoutNext() {
            return new Keys(current, Optional.empty(), clientId);
        }

        Keys seen(Octets id) {
            return new Keys(current, next, Optional.of(id));
        }

        Keys promoted(Octets id) {
            return new Keys(next, Optional.empty(), Optional.of(id));
        }
    }

    /** Makes a key. */
    Scbk make(Octets clientId);

    /** Reads; answers on the loop. */
    void load(String device, BiConsumer<Keys, @Nullable AxisException> then);

    /** Writes, durably; answers on the loop. */
    void save(String device, Keys keys, Consumer<@Nullable AxisException> then);
}
