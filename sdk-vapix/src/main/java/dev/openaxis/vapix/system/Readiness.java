package dev.openaxis.vapix.system;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a device is up (VAPIX systemready-api).
 *
 * @param ready ready for external communication and configuration
 * @param needsSetup no administrator exists yet
 * @param uptime time since boot; not before API 1.4
 * @param bootId changes at every boot; not before API 1.4
 * @param passphrasePolicy what the device demands of new passwords; not before API 1.5 (AXIS OS 12; observed, not
 *     documented)
 */
public record Readiness(
        boolean ready,
        boolean needsSetup,
        Optional<Duration> uptime,
        Optional<String> bootId,
        Optional<PassphrasePolicy> passphrasePolicy) {}
