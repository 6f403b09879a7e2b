package dev.openaxis.osdp.panel;

import dev.openaxis.osdp.message.CommunicationSettings;

/**
 * Where a device is after it was told to use another address or rate (OSDP v2.2, COMSET). It has answered there since, as itself.
 *
 * @param result whether it went somewhere else
 * @param settings where it is now; a device that cannot do all that was asked may have done a part of it
 */
public record CommunicationOutcome(Result result, CommunicationSettings settings) {

    /** Whether a device went somewhere else. Where it is not known, {@link dev.openaxis.core.OutcomeUnknownException} is thrown. */
    public enum Result {
        /** It answers at the settings it named, which are not those it had. */
        MOVED,
        /** It answers where it was, be it that it said so or that it did not come to where it said. */
        STAYED
    }
}
