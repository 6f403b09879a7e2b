package dev.openaxis.osdp.message;

/**
 * Part of the body (OSDP v2.2, BIOREAD).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record BiometricType(int code) {
    /** Whatever the device takes. */
    public static final BiometricType ANY = new BiometricType(0);

    /** Right thumb. */
    public static final BiometricType RIGHT_THUMB = new BiometricType(1);

    /** Right index finger. */
    public static final BiometricType RIGHT_INDEX = new BiometricType(2);

    /** Right middle finger. */
    public static final BiometricType RIGHT_MIDDLE = new BiometricType(3);

    /** Right ring finger. */
    public static final BiometricType RIGHT_RING = new BiometricType(4);

    /** Right little finger. */
    public static final BiometricType RIGHT_LITTLE = new BiometricType(5);

    /** Left thumb. */
    public static final BiometricType LEFT_THUMB = new BiometricType(6);

    /** Left index finger. */
    public static final BiometricType LEFT_INDEX = new BiometricType(7);

    /** Left middle finger. */
    public static final BiometricType LEFT_MIDDLE = new BiometricType(8);

    /** Left ring finger. */
    public static final BiometricType LEFT_RING = new BiometricType(9);

    /** Left little finger. */
    public static final BiometricType LEFT_LITTLE = new BiometricType(10);

    /** Right iris. */
    public static final BiometricType RIGHT_IRIS = new BiometricType(11);

    /** Right retina. */
    public static final BiometricType RIGHT_RETINA = new BiometricType(12);

    /** Left iris. */
    public static final BiometricType LEFT_IRIS = new BiometricType(13);

    /** Left retina. */
    public static final BiometricType LEFT_RETINA = new BiometricType(14);

    /** Full face. */
    public static final BiometricType FACE = new BiometricType(15);

    /** Geometry of the right hand. */
    public static final BiometricType RIGHT_HAND = new BiometricType(16);

    /** Geometry of the left hand. */
    public static final BiometricType LEFT_HAND = new BiometricType(17);

    /** Refuses what the wire cannot carry. */
    public BiometricType {
        Wire.u8("BiometricType", code);
    }

    @Override
    public String toString() {
        return Wire.name(
                code,
                "ANY",
                "RIGHT_THUMB",
                "RIGHT_INDEX",
                "RIGHT_MIDDLE",
                "RIGHT_RING",
                "RIGHT_LITTLE",
                "LEFT_THUMB",
                "LEFT_INDEX",
                "LEFT_MIDDLE",
                "LEFT_RING",
                "LEFT_LITTLE",
                "RIGHT_IRIS",
                "RIGHT_RETINA",
                "LEFT_IRIS",
                "LEFT_RETINA",
                "FACE",
                "RIGHT_HAND",
                "LEFT_HAND");
    }
}
