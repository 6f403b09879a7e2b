package dev.openaxis.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device's certificate is not the one this client trusts. Nothing was sent. The message names the fingerprint that
 * was presented: after checking it on the device itself, pin it.
 */
public final class TlsTrustException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String presentedSha256;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param presentedSha256 fingerprint of the presented leaf certificate, lower-case hex, or {@code null}
     */
    public TlsTrustException(Failure failure, @Nullable String presentedSha256) {
        super(failure.orAdvice("Compare the fingerprint with the one the device itself shows"));
        this.presentedSha256 = presentedSha256;
    }

    /**
     * The fingerprint of the certificate the device presented.
     *
     * @return SHA-256 over the DER form, 64 lower-case hex digits, or empty if it was not seen
     */
    public Optional<String> presentedSha256() {
        return Optional.ofNullable(presentedSha256);
    }
}
