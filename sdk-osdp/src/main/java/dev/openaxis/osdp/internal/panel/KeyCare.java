package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import java.util.Optional;
import java.util.function.Function;

/** The keys of one device as a link needs them. Asked and told on the loop; must not block. */
interface KeyCare {
    /** The device's key. */
    Optional<Scbk> current();

    /** The key it is to get, or has got already if it did not say so any more. */
    Optional<Scbk> next();

    /** Whether the device is to be given the next key over the session it has, as soon as nothing is under way that ends with it. */
    boolean isDue();

    /** The next key goes out to the device. */
    void sending();

    /** Whether an install mode is open: only then the default key is used, and only to send the next one. */
    boolean installs();

    /** How the key that another panel may have given the device follows from its client id; only for a device that has no key here. */
    Optional<Function<Octets, Scbk>> derivation();

    /** The device has proved that it has the key that follows from its client id. */
    void provedDerived(Octets clientId);

    /** The device waits for a next key, and there is none yet: it is to be made and stored, then the bus kicked. */
    void wanted(Octets clientId);

    /** The device has proved that it has the current key. */
    void provedCurrent(Octets clientId);

    /** The device has proved that it has the next key, which is its key from now on. */
    void provedNext(Octets clientId);
}
