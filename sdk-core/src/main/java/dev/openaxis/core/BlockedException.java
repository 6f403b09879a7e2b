package dev.openaxis.core;

import java.time.Duration;

/**
 * The device blocks this client's address after failed log-ins (brute force delay protection, AXIS OS 7.30 and later);
 * even right credentials get 403 until the wait is over.
 */
public final class BlockedException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param wait how long to wait before the next attempt
     */
    public BlockedException(Failure failure, Duration wait) {
        super(failure.orAdvice("Wait before trying again"));
        this.wait = wait;
    }

    /**
     * How long to wait before the next attempt.
     *
     * @return the device's default blocking period, 10 s, counted from the failed log-in
     */
    public Duration retryAfter() {
        return wait;
    }
}
