package dev.openaxis.osdp.message;

/**
 * Asks for an object of a PIV card (OSDP v2.2, PIVDATA; 5 or 6 bytes); answered now or later by {@link PivData}.
 *
 * @param object which object
 * @param element which element of it, 0 to 255
 * @param offset where to begin, 0 to 255 or 65535, as wide as the next says
 * @param offsetWidth bytes of the offset on the wire: 1 until v2.2, 2 later
 */
public record PivDataRequest(PivObject object, int element, int offset, int offsetWidth) implements Command {
    /** Refuses what the wire cannot carry. */
    public PivDataRequest {
        Wire.u8("element", element);
        Wire.range("offsetWidth", offsetWidth, 1, 2);
        Wire.range("offset", offset, 0, offsetWidth == 1 ? Wire.U8 : Wire.U16);
    }

    @Override
    public int code() {
        return CommandCode.PIVDATA;
    }
}
