package dev.openaxis.osdp.message;

import java.util.OptionalInt;

/**
 * Asks what the device can do (OSDP v2.2, CAP; 1 byte).
 *
 * @param type 0 for {@link PdCapabilities}, 1 is reserved, 0 to 255; some panels leave the byte out, which is to be
 * taken for 0
 */
public record CapabilitiesRequest(OptionalInt type) implements Command {
    /** Asks for {@link PdCapabilities}. */
    public static final CapabilitiesRequest STANDARD = new CapabilitiesRequest(OptionalInt.of(0));

    /** Refuses what the wire cannot carry. */
    public CapabilitiesRequest {
        type.ifPresent(code -> Wire.u8("type", code));
    }

    @Override
    public int code() {
        return CommandCode.CAP;
    }
}
