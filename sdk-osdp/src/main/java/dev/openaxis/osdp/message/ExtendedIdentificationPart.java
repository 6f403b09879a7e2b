package dev.openaxis.osdp.message;

/**
 * A part of who the device is, at length (OSDP v2.2.2, EXT_PDID, multi-part); the whole is an {@link
 * ExtendedIdentification}. Further parts answer polls.
 *
 * @param fragment the part
 */
public record ExtendedIdentificationPart(Fragment fragment) implements Reply {
    @Override
    public int code() {
        return ReplyCode.EXT_PDID;
    }
}
