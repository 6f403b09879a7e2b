package dev.openaxis.core;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one call is made. Immutable; applied through a view, as in {@code device.with(CallOptions.deadline(ofSeconds(2)))}.
 */
public final class CallOptions {
    /** Every operation's own default deadline. */
    public static final CallOptions DEFAULT = new CallOptions(null);

    private final @Nullable Duration deadline;

    private CallOptions(@Nullable Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * One total time for the call: queue, connect, TLS, authentication, request, answer and confirmation.
     *
     * @param deadline more than zero; at most one day
     * @return the options
     * @throws IllegalArgumentException if out of range
     */
    public static CallOptions deadline(Duration deadline) {
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("deadline must be more than zero and at most one day: " + deadline);
        }
        return new CallOptions(deadline);
    }

    /**
     * The deadline, if one was set.
     *
     * @return the total time allowed, or empty for the operation's own default
     */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(deadline);
    }

    @Override
    public String toString() {
        return "CallOptions[deadline=" + (deadline == null ? "operation's default" : deadline) + "]";
    }
}
