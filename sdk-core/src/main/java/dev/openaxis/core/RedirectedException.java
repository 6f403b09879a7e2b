package dev.openaxis.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device answers with a redirect, which the SDK never follows by itself: credentials would go to another place.
 * Devices set to HTTPS only redirect clear-text requests.
 */
public final class RedirectedException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String location;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param location the answer's {@code Location}, or {@code null}
     */
    public RedirectedException(Failure failure, @Nullable String location) {
        super(failure.orAdvice("Use the address it redirects to, if it is the device"));
        this.location = location;
    }

    /**
     * Where the answer points to.
     *
     * @return the {@code Location} header as sent, or empty
     */
    public Optional<String> location() {
        return Optional.ofNullable(location);
    }
}
