package dev.openaxis.vapix.internal;

/** Percent-encoding with nothing but unreserved characters raw (RFC 3986). */
public final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** Encodes the bytes of a text in the character set of the request. */
    public static String encode(byte[] text) {
        StringBuilder encoded = new StringBuilder(text.length + 16);
        for (byte one : text) {
            int c = one & 0xFF;
            if (isUnreserved(c)) {
                encoded.append((char) c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0;
    }
}
