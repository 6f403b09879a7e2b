package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.secure.HandshakeRefusal;
import dev.openaxis.osdp.internal.secure.PanelHandshake;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which of its keys a device has: one handshake after the other, each with a random number of its own. The default key is among them only
 * in an install mode, or when somebody wants to know whether the device takes it. A device without a key may have one that another panel
 * derived from a master key: that is tried last.
 */
final class KeySearch {
    private final SecureRandom random;
    private final Deque<BaseKey> candidates = new ArrayDeque<>();
    private @Nullable Function<Octets, Scbk> derivation;
    private @Nullable BaseKey key;
    private @Nullable PanelHandshake handshake;
    private String refusals = "";

    KeySearch(SecureRandom random) {
        this.random = random;
    }

    /** Begins with the keys there are; the next one first, as it is the device's if it has got so far. */
    void begin(KeyCare keys, boolean withDefaultKey) {
        candidates.clear();
        refusals = "";
        if (withDefaultKey) {
            candidates.add(DefaultKey.forCommissioningOnly());
        }
        keys.next().ifPresent(candidates::add);
        keys.current().ifPresent(candidates::add);
        derivation = keys.derivation().orElse(null);
    }

    /** Tries the next key; {@code false} if there is none. */
    boolean tryNext() {
        BaseKey next = candidates.pollFirst();
        Function<Octets, Scbk> derived = derivation;
        key = next;
        if (next != null) {
            handshake = new PanelHandshake(next, random);
        } else if (derived != null) {
            derivation = null;
            handshake = new PanelHandshake(derived, random);
        } else {
            handshake = null;
        }
        return handshake != null;
    }

    boolean hasNext() {
        return !candidates.isEmpty() || derivation != null;
    }

    /** The key that is tried, or that the session has; none for one that was derived from the client id. */
    @Nullable
    BaseKey key() {
        return key;
    }

    boolean isDefaultKey() {
        return key instanceof DefaultKey;
    }

    PanelHandshake handshake() {
        return Objects.requireNonNull(handshake);
    }

    /** The handshake is over. */
    void end() {
        handshake = null;
    }

    void refused(HandshakeRefusal why) {
        handshake = null;
        refusals += (refusals.isEmpty() ? "" : ", ") + (isDefaultKey() ? "the default key: " : "a key: ") + why;
    }

    /** All that was tried, and why it came to nothing. */
    String refusals() {
        return refusals;
    }
}
