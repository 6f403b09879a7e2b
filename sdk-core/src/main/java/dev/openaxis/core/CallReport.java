package dev.openaxis.core;

import java.time.Duration;
import java.util.Optional;

/**
 * How one call ended. Holds nothing that was sent or received, so it may go to any monitoring system.
 *
 * @param device where it went
 * @param operation what it was, for example {@code io.pulse}; the set of names is small
 * @param effect what it may have done
 * @param time from the call to its end, waiting, connecting and log-in included
 * @param failure why it failed, an {@link AxisException} or {@link java.util.concurrent.CancellationException}; empty if it
 *     succeeded
 */
public record CallReport(
        DeviceAddress device, String operation, Effect effect, Duration time, Optional<Throwable> failure) {}
