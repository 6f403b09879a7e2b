package dev.openaxis.osdp.message;

/**
 * One thing a device can do (OSDP v2.2, Annex B; 3 bytes).
 *
 * @param function which, 0 to 255, see the constants; others are to be ignored
 * @param compliance how well, 0 to 255; what it means depends on the function
 * @param objects how many, 0 to 255; what it means depends on the function
 */
public record Capability(int function, int compliance, int objects) {
    /** Contact status monitoring; objects are inputs. */
    public static final int INPUTS = 1;

    /** Output control; objects are outputs. */
    public static final int OUTPUTS = 2;

    /** Card data format: 1 bits, 2 characters, 3 both. */
    public static final int CARD_FORMAT = 3;

    /** Lights; objects are lights of each reader. */
    public static final int LED = 4;

    /** Audible output. */
    public static final int BUZZER = 5;

    /** Text output; objects are displays of each reader. */
    public static final int TEXT = 6;

    /** Time keeping; obsolete. */
    public static final int CLOCK = 7;

    /** Check character: 1 is CRC-16 as well as the checksum. */
    public static final int CHECK = 8;

    /** Communication security: bit 0 is AES-128. Never decide by it whether a channel is secured: whoever sits on the line can change it. */
    public static final int SECURITY = 9;

    /** Receive buffer in bytes: compliance is the low byte, objects the high one. */
    public static final int RECEIVE_BUFFER = 10;

    /** Largest combined message in bytes: compliance is the low byte, objects the high one. */
    public static final int LARGEST_MESSAGE = 11;

    /** Smart card: bit 0 transparent mode, bit 1 extended packet mode. */
    public static final int SMART_CARD = 12;

    /** Objects are attached readers. */
    public static final int READERS = 13;

    /** Biometrics. */
    public static final int BIOMETRICS = 14;

    /** Secure PIN entry. */
    public static final int SECURE_PIN = 15;

    /** OSDP version: 1 IEC 60839-11-5, 2 SIA 2.2, 3 SIA 2.2.1, 4 SIA 2.2.2 or later. */
    public static final int VERSION = 16;

    /** Extended identification, as OSDP.Net reads it; sources differ. */
    public static final int EXTENDED_ID = 17;

    /** Refuses what the wire cannot carry. */
    public Capability {
        Wire.u8("function", function);
        Wire.u8("compliance", compliance);
        Wire.u8("objects", objects);
    }
}
