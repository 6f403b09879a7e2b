package dev.openaxis.osdp.internal.capture;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes as captures write them: pairs of hexadecimal digits, with hyphens, spaces, colons or nothing between them. */
final class HexText {
    private HexText() {}

    /** The bytes; null if there is anything else in the text. */
    static byte @Nullable [] parse(String text) {
        byte[] bytes = new byte[text.length() / 2];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '-' || c == ' ' || c == ':' || c == '\t') {
                at++;
            } else if (at + 1 < text.length() && isDigit(c) && isDigit(text.charAt(at + 1))) {
                bytes[count++] = (byte) HexFormat.fromHexDigits(text, at, at + 2);
                at += 2;
            } else {
                return null;
            }
        }
        return Arrays.copyOf(bytes, count);
    }

    private static boolean isDigit(char c) {
        return HexFormat.isHexDigit(c);
    }

    static String of(byte[] bytes) {
        return HexFormat.ofDelimiter("-").withUpperCase().formatHex(bytes);
    }
}
