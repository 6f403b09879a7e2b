package dev.openaxis.osdp.message;

/**
 * What to do with one light (OSDP v2.2, LED; 14 bytes).
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param led which light of it, 0 to 255, 0 is the first
 * @param temporary what is shown for a time
 * @param permanent what is shown otherwise
 */
public record LedSetting(int reader, int led, TemporaryLight temporary, PermanentLight permanent) {
    /** Refuses what the wire cannot carry. */
    public LedSetting {
        Wire.u8("reader", reader);
        Wire.u8("led", led);
    }
}
