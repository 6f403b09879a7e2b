package dev.openaxis.benchmarks.fleet;

import java.util.Locale;

/** How the devices want to be spoken to; each mode has its own port. */
public enum Mode {
    /** Clear text, no log-in. */
    NOAUTH("noauth", 0.6),
    /** Clear text, MD5 digest; the body of a 401 is chunked, as recorded devices send it. */
    DIGEST("digest", 0.95),
    /** The same with {@code Content-Length} in a 401, for clients that give up the connection after a chunked one. */
    DIGEST_SIZED("digest", 0.95),
    /** TLS with a certificate to be pinned per device, no log-in. */
    TLS("tls", 1);

    private final String label;
    private final double timeShare;

    Mode(String label, double timeShare) {
        this.label = label;
        this.timeShare = timeShare;
    }

    /** What stands in the table and on the command line. Modes with the same label are compared with each other. */
    public String label() {
        return label;
    }

    /** Part of the whole time after which no further round of this mode starts. */
    public double timeShare() {
        return timeShare;
    }

    /** Whether requests need a log-in. */
    public boolean logIn() {
        return this == DIGEST || this == DIGEST_SIZED;
    }

    /** The name in lines between the two processes. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
