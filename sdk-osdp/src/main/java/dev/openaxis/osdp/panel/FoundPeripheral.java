package dev.openaxis.osdp.panel;

import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import java.util.Optional;

/**
 * A device that answered. It said so in clear: nobody vouches for it.
 *
 * @param address where; 127 if a {@linkplain DiscoveryOptions#forSingleDevice() single device} answered at the configuration address and
 *     at none of those that were searched: its own is another
 * @param baudRate at which rate
 * @param crc whether it answers CRC-16; if not, the checksum
 * @param evidence how it is known that somebody is there
 * @param identification who it says it is; empty if it did not say
 * @param capabilities what it says it can do; empty if it did not say
 * @param acceptsDefaultKey whether it proved the default key; empty if that was not tried, or it gave no answer: then nobody knows
 */
public record FoundPeripheral(
        int address,
        int baudRate,
        boolean crc,
        Evidence evidence,
        Optional<PdIdentification> identification,
        Optional<PdCapabilities> capabilities,
        Optional<Boolean> acceptsDefaultKey) {

    /** How it is known that somebody is there. */
    public enum Evidence {
        /** A valid answer, be it a refusal. */
        ANSWER,
        /** Nothing but BUSY, for 6.4 s or until it said no more: it is there, and what it is was not to be had. */
        BUSY,
        /**
         * Three times something that cannot be read: two devices with this address that answer at the same time, or a line that is
         * disturbed.
         */
        GARBLED
    }
}
