package dev.openaxis.core;

/** An OAuth 2.0 access token; made by {@link Credentials#bearer}. */
public final class BearerToken implements Credentials {
    private final String token;

    BearerToken(String token) {
        // RFC 6750 section 2.1
        if (!token.matches("[A-Za-z0-9._~+/-]+=*")) {
            throw new IllegalArgumentException("not a bearer token (RFC 6750)");
        }
        this.token = token;
    }

    /**
     * The token itself. Do not log it.
     *
     * @return the token
     */
    public String token() {
        return token;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BearerToken that && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }

    @Override
    public String toString() {
        return "Credentials[bearer token hidden]";
    }
}
