package dev.openaxis.osdp.message;

/**
 * A part of a GENERAL AUTHENTICATE for the card (OSDP v2.2, GENAUTH, multi-part); the whole is an {@link
 * AuthenticationRequest}, answered now or later by {@link GeneralAuthenticateResponse}.
 *
 * @param fragment the part
 */
public record GeneralAuthenticate(Fragment fragment) implements Command {
    @Override
    public int code() {
        return CommandCode.GENAUTH;
    }
}
