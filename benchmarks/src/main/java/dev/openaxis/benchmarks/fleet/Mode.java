package dev.openaxis.benchmarks.fleet;

import java.util.Locale;

/** How the devices want to be spoken to; each mode has its own port. */
public enum Mode {
    /** Clear text, no log-in. */
    NOAUTH(""),
    /** Clear text, MD5 digest; the body of a 401 is chunked, as recorded devices send it. */
    DIGEST("MD5"),
    /** The same with {@code Content-Length} in a 401, for clients that give up the connection after a chunked one. */
    DIGEST_SIZED("MD5"),
    /** Clear text, SHA-256 digest, and nothing else in the challenge; the body of a 401 is chunked. */
    SHA256("SHA-256"),
    /** The same with {@code Content-Length} in a 401. */
    SHA256_SIZED("SHA-256"),
    /** Clear text, no log-in, and each answer takes a device about a second. */
    SLOW(""),
    /** TLS with a certificate to be pinned per device, no log-in. */
    TLS("");

    private final String algorithm;

    Mode(String algorithm) {
        this.algorithm = algorithm;
    }

    /** Hash of the digest log-in, as challenges and the Java runtime spell it; empty without a log-in. */
    public String algorithm() {
        return algorithm;
    }

    /** Whether requests need a log-in. */
    public boolean logIn() {
        return !algorithm.isEmpty();
    }

    /** Whether the body of a 401 is chunked. */
    boolean chunkedRefusal() {
        return this == DIGEST || this == SHA256;
    }

    /** The name in lines between the two processes. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
