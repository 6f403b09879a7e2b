package dev.openaxis.vapix.internal.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a device's MQTT client can be told (VAPIX mqtt-client-api; MQTT 3.1.1 for the keep-alive time). */
public final class ClientLimits {
    private static final int LONGEST_PROXY = 255;
    private static final long LONGEST_KEEP_ALIVE = 65_535;

    private ClientLimits() {}

    /** The time of two bytes of seconds in MQTT's CONNECT. */
    public static Duration keepAlive(Duration time) {
        if (seconds(time).toSeconds() > LONGEST_KEEP_ALIVE) {
            throw new IllegalArgumentException("MQTT keeps alive for 65535 s at most: " + time);
        }
        return time;
    }

    /** A time in whole seconds. */
    public static Duration seconds(Duration time) {
        if (time.isNegative() || time.toNanosPart() != 0 || time.toSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a device counts in whole seconds: " + time);
        }
        return time;
    }

    /** An address of a proxy, which no message repeats: it can hold a password. */
    public static String proxy(String address) {
        if (address.getBytes(StandardCharsets.UTF_8).length > LONGEST_PROXY) {
            throw new IllegalArgumentException("a proxy's address has at most 255 bytes");
        }
        return address;
    }
}
