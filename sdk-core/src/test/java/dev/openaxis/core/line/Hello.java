package dev.openaxis.core.line;

/** Records of handshakes as bytes, for what no library says any more (RFC 4346, TLS 1.1). */
final class Hello {
    /** The record of a fatal alert, protocol_version, whatever version that is written in. */
    static final String PROTOCOL_VERSION = "1503..00020246";

    private Hello() {}

    /** A client that knows nothing newer than TLS 1.1: TLS_RSA_WITH_AES_128_CBC_SHA, no compression, no extensions. */
    static String ofOldClient() {
        String body = "0302" + "ab".repeat(32) + "00" + "0002" + "002f" + "01" + "00";
        return record("01", body);
    }

    /** A server that answers with TLS 1.1 whatever it was asked. */
    static String ofOldServer() {
        return record("02", "0302" + "cd".repeat(32) + "00" + "c013" + "00");
    }

    private static String record(String type, String body) {
        String message = type + String.format("%06x", body.length() / 2) + body;
        return "16" + "0302" + String.format("%04x", message.length() / 2) + message;
    }
}
