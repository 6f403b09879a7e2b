package dev.openaxis.core.identity;

import dev.openaxis.core.DeviceAddress;
import java.util.Optional;

/**
 * What an address says of itself to somebody who does not log in. Nobody vouches for it: certainty comes with a trusted
 * certificate.
 *
 * @param address what was asked
 * @param axis whether it answers as an Axis device
 * @param serial serial number, 12 upper-case hex digits; told by AXIS OS 8.40 and later, unless switched off, and by the
 *     realm of the log-in on every version seen
 * @param model product number, for example {@code A9210}
 * @param name full product name
 * @param version AXIS OS version
 * @param ready whether it is ready for communication; told by AXIS OS 9.50 and later
 * @param needsSetup whether it has no administrator yet; empty if it does not tell
 * @param certificateSha256 fingerprint of the certificate it presented, to be compared and pinned; empty without TLS
 * @param secureAddress where it redirects to, if it takes HTTPS only
 */
public record DeviceIdentity(
        DeviceAddress address,
        boolean axis,
        Optional<String> serial,
        Optional<String> model,
        Optional<String> name,
        Optional<String> version,
        Optional<Boolean> ready,
        Optional<Boolean> needsSetup,
        Optional<String> certificateSha256,
        Optional<DeviceAddress> secureAddress) {}
