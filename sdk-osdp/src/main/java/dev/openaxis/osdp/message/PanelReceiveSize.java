package dev.openaxis.osdp.message;

/**
 * Tells the largest frame the panel takes (OSDP v2.2, ACURXSIZE; 2 bytes).
 *
 * @param size bytes, 0 to 65535; frames are of at most 1440
 */
public record PanelReceiveSize(int size) implements Command {
    /** Refuses what the wire cannot carry. */
    public PanelReceiveSize {
        Wire.u16("size", size);
    }

    @Override
    public int code() {
        return CommandCode.ACURXSIZE;
    }
}
