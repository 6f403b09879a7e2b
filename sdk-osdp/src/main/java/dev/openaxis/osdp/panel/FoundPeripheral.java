package dev.openaxis.osdp.panel;

import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import java.util.Optional;

/**
 * A device that answered. It said so in clear: nobody vouches for it.
 *
 * @param address where
 * @param baudRate at which rate
 * @param crc whether it answers CRC-16; if not, the checksum
 * @param identification who it says it is; empty if it refused to say
 * @param capabilities what it says it can do; empty if it refused to say
 * @param acceptsDefaultKey whether it proved the default key; empty if that was not tried
 */
public record FoundPeripheral(
        int address,
        int baudRate,
        boolean crc,
        Optional<PdIdentification> identification,
        Optional<PdCapabilities> capabilities,
        Optional<Boolean> acceptsDefaultKey) {}
