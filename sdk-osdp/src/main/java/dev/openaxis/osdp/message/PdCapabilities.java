package dev.openaxis.osdp.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the device can do (OSDP v2.2, PDCAP; 3 bytes each), in the order it said it. Many devices say it wrong, so take
 * it for limits and defaults, and never for less security.
 *
 * @param capabilities as sent; of several with the same function the last counts
 */
public record PdCapabilities(List<Capability> capabilities) implements Reply {
    /** Refuses what the wire cannot carry. */
    public PdCapabilities {
        capabilities = List.copyOf(capabilities);
    }

    @Override
    public int code() {
        return ReplyCode.PDCAP;
    }

    /**
     * One function.
     *
     * @param function which, see {@link Capability}
     * @return what the device said of it; none if nothing
     */
    public Optional<Capability> find(int function) {
        Capability found = null;
        for (Capability capability : capabilities) {
            if (capability.function() == function) {
                found = capability;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * The largest frame the device takes.
     *
     * @return bytes; none if the device did not say, which is 128
     */
    public OptionalInt receiveBuffer() {
        return size(Capability.RECEIVE_BUFFER);
    }

    /**
     * The largest multi-part message the device takes.
     *
     * @return bytes; none if the device did not say
     */
    public OptionalInt largestMessage() {
        return size(Capability.LARGEST_MESSAGE);
    }

    private OptionalInt size(int function) {
        Optional<Capability> found = find(function);
        return found.isPresent()
                ? OptionalInt.of(found.get().objects() << 8 | found.get().compliance())
                : OptionalInt.empty();
    }
}
