package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.fleet.Mode;
import java.util.Locale;

/** One part of the run: contenders that are compared with each other and take turns in rounds. */
enum Stage {
    /** How fast without a log-in. */
    NOAUTH(27),
    /** How fast with an MD5 digest. */
    DIGEST(19),
    /** How fast with a SHA-256 digest. */
    SHA256(19),
    /** How many threads it takes to wait for thousands of answers. */
    SLOW(7),
    /** How fast a new client is connected to everybody. */
    TLS(30);

    private final int weight;

    Stage(int weight) {
        this.weight = weight;
    }

    /** The stage that a mode belongs to. */
    static Stage of(Mode mode) {
        return switch (mode) {
            case NOAUTH -> NOAUTH;
            case DIGEST, DIGEST_SIZED -> DIGEST;
            case SHA256, SHA256_SIZED -> SHA256;
            case SLOW -> SLOW;
            case TLS -> TLS;
        };
    }

    /** What stands in the table and on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its part of the time, beside the weights of the others. */
    int weight() {
        return weight;
    }

    /** How many devices it speaks to. */
    int devices(Options options) {
        return switch (this) {
            case NOAUTH, DIGEST, SHA256 -> options.devices();
            case SLOW -> options.slowDevices();
            case TLS -> options.tlsDevices();
        };
    }

    /** Turns of every contender that warm up code and do not count. */
    int warmUps() {
        return switch (this) {
            case NOAUTH, DIGEST, SHA256 -> 2;
            // Threads are counted, not speed.
            case SLOW -> 0;
            case TLS -> 1;
        };
    }

    /** Measured rounds. */
    int rounds(Options options) {
        return switch (this) {
            case NOAUTH, DIGEST, SHA256, TLS -> options.rounds();
            case SLOW -> 1;
        };
    }
}
