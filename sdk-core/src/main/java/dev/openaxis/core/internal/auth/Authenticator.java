package dev.openaxis.core.internal.auth;

import dev.openaxis.core.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one origin's challenges and reuses them: in steady state a request carries its credentials at once and needs
 * one round trip. Confined to the device's event loop.
 */
public final class Authenticator {

    /** What a challenge means for the request that drew it. */
    public enum Verdict {
        /** Send it again (if its effect allows): there are new credentials to send. */
        ANSWER,
        /** The same, and the device said that only the nonce was too old. */
        STALE,
        /** The device knows the challenge's answer and does not accept the account. */
        REJECTED,
        /** There are no credentials, or the device offers nothing that may be answered. */
        UNANSWERABLE;

        /** Whether there are credentials to send now. */
        public boolean answerable() {
            return this == ANSWER || this == STALE;
        }
    }

    /** How the device wants to be spoken to at the moment. */
    public abstract static sealed class Session permits BasicSession, DigestSession {
        /** Whether the device accepted what the session produced. */
        boolean proven;

        /** The {@code Authorization} value of the next request. */
        abstract String authorization(String method, String target);
    }

    private static final class BasicSession extends Session {
        private final String header;

        BasicSession(Credentials login) {
            byte[] pair = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
            header = "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        String authorization(String method, String target) {
            return header;
        }
    }

    private final @Nullable Credentials credentials;
    private final boolean basicAllowed;
    private final SecureRandom random;
    private @Nullable Session session;
    private boolean onlyBasicRefused;
    /** Whether the device answered without wanting a log-in. */
    private boolean unasked;

    private boolean rejected;
    private long rejectedAt;

    /** An authenticator for one origin; Basic is answered only where {@code basicAllowed}. */
    public Authenticator(@Nullable Credentials credentials, boolean basicAllowed, SecureRandom random) {
        this.credentials = credentials;
        this.basicAllowed = basicAllowed;
        this.random = random;
    }

    /** The session a request sent now would use; hand it back with {@link #challenged} or {@link #accepted}. */
    public @Nullable Session session() {
        return session;
    }

    /** Whether a request sent now would carry a log-in that the device has accepted before, or none is needed. */
    public boolean settled() {
        Session current = session;
        return credentials == null || (current == null ? unasked : current.proven);
    }

    /** Whether there is an account to log in with. */
    public boolean hasCredentials() {
        return credentials != null;
    }

    /** Whether the last challenge offered only Basic over clear text. */
    public boolean onlyBasicRefused() {
        return onlyBasicRefused;
    }

    /** Whether a log-in was rejected within the given time, by {@link System#nanoTime()}. */
    public boolean rejectedWithin(long nanos) {
        return rejected && System.nanoTime() - rejectedAt <= nanos;
    }

    /** The {@code Authorization} value for a request, or {@code null} if the device has not asked yet. */
    public @Nullable String authorization(String method, String target) {
        Session current = session;
        return current == null ? null : current.authorization(method, target);
    }

    /**
     * Tells that the device accepted what the session produced.
     *
     * @param authenticationInfo the answer's header of that name, which may name the next nonce
     */
    public void accepted(@Nullable Session used, @Nullable String authenticationInfo) {
        unasked = used == null;
        if (used == null) {
            return;
        }
        used.proven = true;
        rejected = false;
        if (authenticationInfo != null && used == session && used instanceof DigestSession digest) {
            session = next(digest, authenticationInfo);
        }
    }

    private static Session next(DigestSession digest, String authenticationInfo) {
        List<Challenge> parts = Challenge.parse("info " + authenticationInfo);
        String nonce = parts.isEmpty() ? null : parts.get(0).get("nextnonce");
        return nonce == null || nonce.isEmpty() ? digest : digest.with(nonce);
    }

    /** Reads a 401: keeps its challenge and says whether answering it makes sense. */
    public Verdict challenged(List<String> wwwAuthenticate, @Nullable Session used) {
        if (credentials == null) {
            return Verdict.UNANSWERABLE;
        }
        List<Challenge> challenges = wwwAuthenticate.stream()
                .flatMap(header -> Challenge.parse(header).stream())
                .toList();
        Challenge strongest = null;
        DigestSession.Algorithm algorithm = null;
        boolean basic = false;
        boolean stale = false;
        for (Challenge challenge : challenges) {
            basic |= challenge.scheme().equals("basic");
            DigestSession.Algorithm its =
                    challenge.scheme().equals("digest") ? DigestSession.Algorithm.of(challenge) : null;
            stale |= its != null && "true".equalsIgnoreCase(challenge.get("stale"));
            if (its != null && (algorithm == null || its.compareTo(algorithm) > 0)) {
                algorithm = its;
                strongest = challenge;
            }
        }
        onlyBasicRefused = strongest == null && basic && !basicAllowed;
        @Nullable Session offered = null;
        if (strongest != null && algorithm != null) {
            byte[] entropy = new byte[8];
            random.nextBytes(entropy);
            offered = new DigestSession(strongest, algorithm, credentials, entropy);
        } else if (basic && basicAllowed) {
            offered = new BasicSession(credentials);
        }
        if (offered == null) {
            session = null;
            return Verdict.UNANSWERABLE;
        }
        boolean otherScheme = used instanceof BasicSession && offered instanceof DigestSession;
        if (used == null || stale || otherScheme || used.proven) {
            // A nonce that was accepted may have died in a restart (nonces do not survive a reboot), so its successor
            // gets one chance. Another request may have been given that successor already.
            session = used == session || session == null ? offered : session;
            return stale ? Verdict.STALE : Verdict.ANSWER;
        }
        // A nonce that was never accepted and is not called stale means a wrong password.
        session = used == session ? null : session;
        rejected = true;
        rejectedAt = System.nanoTime();
        return Verdict.REJECTED;
    }
}
