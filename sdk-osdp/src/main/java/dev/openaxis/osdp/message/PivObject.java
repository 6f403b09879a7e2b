package dev.openaxis.osdp.message;

/**
 * A data object of a PIV card by its id (NIST SP 800-73; OSDP v2.2, PIVDATA).
 *
 * @param id 0 to 0xFFFFFF, the octet sent first is the highest
 */
public record PivObject(int id) {
    /** Cardholder unique identifier. */
    public static final PivObject CHUID = new PivObject(0x5FC102);

    /** PIV authentication certificate. */
    public static final PivObject AUTHENTICATION_CERTIFICATE = new PivObject(0x5FC105);

    /** Card authentication certificate. */
    public static final PivObject CARD_AUTHENTICATION_CERTIFICATE = new PivObject(0x5FC101);

    /** Fingerprints. */
    public static final PivObject FINGERPRINTS = new PivObject(0x5FC103);

    /** Refuses what the wire cannot carry. */
    public PivObject {
        Wire.u24("object", id);
    }

    @Override
    public String toString() {
        return String.format("%06X", id);
    }
}
