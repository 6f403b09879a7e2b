package dev.openaxis.osdp.message;

/**
 * A part of the card's answer (OSDP v2.2, GENAUTHR, multi-part).
 *
 * @param fragment the part
 */
public record GeneralAuthenticateResponse(Fragment fragment) implements Reply {
    @Override
    public int code() {
        return ReplyCode.GENAUTHR;
    }
}
