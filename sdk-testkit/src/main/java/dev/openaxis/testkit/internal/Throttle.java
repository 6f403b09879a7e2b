package dev.openaxis.testkit.internal;

import java.time.Duration;

/**
 * Brute-force protection, reference 01 section 2.4 (documented): so many failed log-ins from one client address within
 * the interval, per page or per device, and every request of that address is answered 403 for the blocking period.
 *
 * @param failures failures that trip it
 * @param interval within this time
 * @param blocking how long the address is blocked
 */
public record Throttle(int failures, Duration interval, Duration blocking) {
    /**
     * The documented default: 20 in 1 s, 10 s, on from AXIS OS 11.5.
     *
     * @param axisOs version
     * @return the default of that version
     */
    public static Throttle documentedFor(String axisOs) {
        String[] parts = axisOs.split("\\.");
        int major = Integer.parseInt(parts[0]);
        boolean on = major > 11 || (major == 11 && Integer.parseInt(parts[1]) >= 5);
        return new Throttle(on ? 20 : 0, Duration.ofSeconds(1), Duration.ofSeconds(10));
    }
}
