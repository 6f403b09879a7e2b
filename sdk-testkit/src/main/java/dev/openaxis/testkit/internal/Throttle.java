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
public record Throttle(int failures, Duration interval, Duration blocking) {}
