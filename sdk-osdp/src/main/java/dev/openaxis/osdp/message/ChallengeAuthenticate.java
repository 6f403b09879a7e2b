package dev.openaxis.osdp.message;

/**
 * A part of a challenge for the card (OSDP v2.2, CRAUTH, multi-part); the whole is an {@link AuthenticationRequest},
 * answered now or later by {@link ChallengeAuthenticateResponse}.
 *
 * @param fragment the part
 */
public record ChallengeAuthenticate(Fragment fragment) implements Command {
    @Override
    public int code() {
        return CommandCode.CRAUTH;
    }
}
