package dev.openaxis.osdp.capture;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.card.CardDecoder;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.internal.capture.BusTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a capture into lines that a technician can read. Any bytes are lines; what is not as it should be is marked and
 * counted. What is remembered does not grow with the capture. For one thread.
 *
 * <p>Frames of a secure channel are decrypted if the capture has the handshake and its key is known: one that was given,
 * SCBK-D, as everybody knows it, the key of zeros of devices that have none, or one that a KEYSET before it made known. No
 * key is ever shown.
 *
 * <pre>{@code
 * CaptureTrace trace = CaptureTrace.builder().key(key).build();
 * for (Optional<CaptureEntry> entry = capture.next(); entry.isPresent(); entry = capture.next()) {
 *     trace.take(entry.get()).forEach(line -> ...);
 * }
 * trace.finish().forEach(line -> ...);
 * }</pre>
 */
public final class CaptureTrace {
    private final BusTrace bus;

    private CaptureTrace(Builder builder) {
        bus = new BusTrace(List.copyOf(builder.keys), builder.cards, builder.pins);
    }

    /**
     * Describes a trace.
     *
     * @return a builder that knows SCBK-D, the common card formats and no keys of devices, and hides PINs
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the next entry.
     *
     * @param entry the entry
     * @return its lines; none if it ends within a frame
     */
    public List<TraceLine> take(CaptureEntry entry) {
        return bus.take(entry);
    }

    /**
     * Says what is left at the end of the capture.
     *
     * @return lines; mostly none
     */
    public List<TraceLine> finish() {
        return bus.finish();
    }

    /**
     * Frames so far, damaged ones too.
     *
     * @return how many
     */
    public long frames() {
        return bus.frames();
    }

    /**
     * Lines so far that are {@linkplain TraceLine#odd odd}.
     *
     * @return how many
     */
    public long oddities() {
        return bus.oddities();
    }

    /** Describes a trace. */
    public static final class Builder {
        private static final int KEY_SIZE = 16;

        private final List<Octets> keys = new ArrayList<>();
        private CardDecoder cards =
                CardDecoder.of(CardFormat.H10301, CardFormat.FACILITY_34, CardFormat.H10304, CardFormat.CSN_32);
        private boolean pins;

        private Builder() {}

        /**
         * A base key of a device on the line. Weak ones are taken: they are to be found, too.
         *
         * @param key 16 bytes
         * @return this builder
         * @throws IllegalArgumentException if it is of another length; the message does not hold it
         */
        public Builder key(Octets key) {
            if (key.length() != KEY_SIZE) {
                throw new IllegalArgumentException("a key has " + KEY_SIZE + " bytes, not " + key.length());
            }
            keys.add(key);
            return this;
        }

        /**
         * The formats of the site's cards.
         *
         * @param decoder instead of H10301, 34 bits with facility code, H10304 and 32 bits without parity
         * @return this builder
         */
        public Builder cards(CardDecoder decoder) {
            cards = decoder;
            return this;
        }

        /**
         * Shows digits of keypads, which are hidden otherwise: they are PINs.
         *
         * @return this builder
         */
        public Builder showPins() {
            pins = true;
            return this;
        }

        /**
         * The trace.
         *
         * @return a trace that has read nothing yet
         */
        public CaptureTrace build() {
            return new CaptureTrace(this);
        }
    }
}
