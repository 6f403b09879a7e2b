package dev.openaxis.osdp.internal.capture;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import java.util.ArrayList;
import java.util.List;

/** The keys a listener holds: given ones, those everybody knows, and those it saw in a KEYSET. */
final class KeyRing {
    /** Keys that are remembered of a capture; the oldest makes room. */
    static final int MOST_LEARNED = 64;

    static final Octets DEFAULT = Octets.ofHex("303132333435363738393A3B3C3D3E3F");
    private static final Octets ZEROS = Octets.of(new byte[Scbk.SIZE]);

    private final List<Octets> given;
    private final List<Octets> learned = new ArrayList<>();

    KeyRing(List<Octets> given) {
        this.given = List.copyOf(given);
    }

    /** What a KEYSET gave a device. */
    void learn(Octets key) {
        learned.remove(key);
        learned.add(0, key);
        if (learned.size() > MOST_LEARNED) {
            learned.remove(MOST_LEARNED);
        }
    }

    /** All of them, the likeliest first. */
    List<Octets> candidates() {
        List<Octets> all = new ArrayList<>(learned);
        all.addAll(given);
        all.add(DEFAULT);
        all.add(ZEROS);
        return all;
    }

    /** What a key of {@link #candidates} is called. */
    String name(int index) {
        Octets key = candidates().get(index);
        if (key.equals(DEFAULT)) {
            return DefaultKey.forCommissioningOnly() + ", which everybody knows";
        }
        if (key.equals(ZEROS)) {
            return "the key of zeros";
        }
        String origin = index < learned.size()
                ? "the key of a KEYSET before"
                : "key " + (index - learned.size() + 1) + " of those given";
        return Scbk.isWeak(key.toArray()) ? origin + ", which can be guessed" : origin;
    }

    /** Whether it is one that only its owners should know, and can be guessed nevertheless. */
    boolean isWeak(int index) {
        return Scbk.isWeak(candidates().get(index).toArray());
    }
}
