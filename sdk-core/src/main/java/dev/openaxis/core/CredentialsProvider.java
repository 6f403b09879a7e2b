package dev.openaxis.core;

/**
 * Where the credentials for a device come from, for example a vault. Asked before the first request that may log in, and
 * once more when the device refuses what it was given: a rotated password or an expired token then costs one failed
 * log-in. {@link Credentials} that never change are a provider themselves.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * The credentials for a device now. Called on a thread kept for this, at most eight at once per runtime, and may block for
     * up to 30 s; requests that log in wait meanwhile, each until its deadline. What it throws reaches the callers as the cause of an {@link AuthenticationException}.
     *
     * @param address the device
     * @param refused whether the device has just refused the ones given last; giving the same again ends the attempt
     * @return the credentials
     */
    Credentials credentials(DeviceAddress address, boolean refused);
}
