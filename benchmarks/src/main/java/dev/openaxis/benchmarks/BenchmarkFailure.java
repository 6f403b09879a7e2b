package dev.openaxis.benchmarks;

import org.jspecify.annotations.Nullable;

/** The run says nothing: a request failed, counts do not agree, or the time is over. */
public final class BenchmarkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param message what went wrong
     * @param cause why, if another exception says so
     */
    public BenchmarkFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
