package dev.openaxis.osdp.card;

import java.util.Optional;
import java.util.OptionalInt;

/** A key of a reader's keypad, as readers code it in KEYPAD (OSDP v2.2). */
public enum KeypadKey {
    /** The digit 0. */
    DIGIT_0(0x30),
    /** The digit 1. */
    DIGIT_1(0x31),
    /** The digit 2. */
    DIGIT_2(0x32),
    /** The digit 3. */
    DIGIT_3(0x33),
    /** The digit 4. */
    DIGIT_4(0x34),
    /** The digit 5. */
    DIGIT_5(0x35),
    /** The digit 6. */
    DIGIT_6(0x36),
    /** The digit 7. */
    DIGIT_7(0x37),
    /** The digit 8. */
    DIGIT_8(0x38),
    /** The digit 9. */
    DIGIT_9(0x39),
    /** The key * or clear; some readers send its ASCII code. */
    STAR(0x7F),
    /** The key # or enter; some readers send its ASCII code. */
    POUND(0x0D),
    /** Function key 1. */
    F1(0x41),
    /** Function key 2. */
    F2(0x42),
    /** Function key 3. */
    F3(0x43),
    /** Function key 4. */
    F4(0x44),
    /** Function keys 1 and 2 together. */
    F1_F2(0x45),
    /** Function keys 2 and 3 together. */
    F2_F3(0x46),
    /** Function keys 3 and 4 together. */
    F3_F4(0x47),
    /** Function keys 1 and 4 together. */
    F1_F4(0x48);

    private static final int ASCII_STAR = '*';
    private static final int ASCII_POUND = '#';

    private final int code;

    KeypadKey(int code) {
        this.code = code;
    }

    /**
     * The key of a code.
     *
     * @param code 0 to 255
     * @return the key; none if nobody named it
     */
    public static Optional<KeypadKey> of(int code) {
        if (code == ASCII_STAR) {
            return Optional.of(STAR);
        }
        if (code == ASCII_POUND) {
            return Optional.of(POUND);
        }
        for (KeypadKey key : values()) {
            if (key.code == code) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /**
     * The code on the wire.
     *
     * @return 0 to 255
     */
    public int code() {
        return code;
    }

    /**
     * The digit on the key.
     *
     * @return 0 to 9; none with other keys
     */
    public OptionalInt digit() {
        return code >= DIGIT_0.code && code <= DIGIT_9.code ? OptionalInt.of(code - DIGIT_0.code) : OptionalInt.empty();
    }
}
