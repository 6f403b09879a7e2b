package dev.openaxis.osdp.message;

/**
 * A part of the card's answer (OSDP v2.2, CRAUTHR, multi-part).
 *
 * @param fragment the part
 */
public record ChallengeAuthenticateResponse(Fragment fragment) implements Reply {
    @Override
    public int code() {
        return ReplyCode.CRAUTHR;
    }
}
