package dev.openaxis.osdp.message;

import java.util.OptionalInt;

/**
 * Asks who the device is (OSDP v2.2, ID; 1 byte).
 *
 * @param type 0 for {@link PdIdentification}, 1 for {@link ExtendedIdentificationPart}, 0 to 255; some panels leave
 * the byte out, which is to be taken for 0
 */
public record IdRequest(OptionalInt type) implements Command {
    /** Asks for {@link PdIdentification}. */
    public static final IdRequest STANDARD = new IdRequest(OptionalInt.of(0));

    /** Asks for {@link ExtendedIdentificationPart}. */
    public static final IdRequest EXTENDED = new IdRequest(OptionalInt.of(1));

    /** Refuses what the wire cannot carry. */
    public IdRequest {
        type.ifPresent(code -> Wire.u8("type", code));
    }

    @Override
    public int code() {
        return CommandCode.ID;
    }
}
