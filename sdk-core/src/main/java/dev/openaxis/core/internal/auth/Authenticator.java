package dev.openaxis.core.internal.auth;

import dev.openaxis.core.BearerToken;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.PasswordCredentials;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
        /** The challenge is not of the device that was logged in to: it gets no answer. */
        ANOTHER_DEVICE,
        /** There are no credentials, or the device offers nothing that may be answered. */
        UNANSWERABLE;

        /** Whether there are credentials to send now. */
        public boolean answerable() {
            return this == ANSWER || this == STALE;
        }
    }

    /** How the device wants to be spoken to at the moment. */
    public abstract static sealed class Session permits FixedSession, DigestSession {
        final Credentials owner;
        /** Of the challenge it answers; a token answers none. */
        final @Nullable String realm;

        /** Whether the device accepted what the session produced. */
        boolean proven;

        Session(Credentials owner, @Nullable String realm) {
            this.owner = owner;
            this.realm = realm;
        }

        /** The {@code Authorization} value of the next request. */
        abstract String authorization(String method, String target);
    }

    /** Basic or Bearer: the same value every time. */
    private static final class FixedSession extends Session {
        private final String header;

        FixedSession(Credentials owner, @Nullable String realm, String header) {
            super(owner, realm);
            this.header = header;
        }

        static FixedSession basic(PasswordCredentials login, @Nullable String realm) {
            byte[] pair = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
            return new FixedSession(login, realm, "Basic " + Base64.getEncoder().encodeToString(pair));
        }

        @Override
        String authorization(String method, String target) {
            return header;
        }
    }

    private final boolean secure;
    private final boolean basicAllowed;
    private final SecureRandom random;
    private @Nullable Credentials credentials;
    private @Nullable Session session;
    private boolean onlyBasicRefused;
    /** Whether the device answered without wanting a log-in. */
    private boolean unasked;

    /** Realm of the device that was logged in to. */
    private @Nullable String realm;

    private String otherRealm = "";
    private boolean rejected;
    private long rejectedAt;

    /**
     * An authenticator for one origin.
     *
     * @param secure whether everything goes over TLS
     * @param basicOverClearText whether Basic is answered without
     */
    public Authenticator(boolean secure, boolean basicOverClearText, SecureRandom random) {
        this.secure = secure;
        this.basicAllowed = secure || basicOverClearText;
        this.random = random;
    }

    /** Logs in with these from now on. */
    public void use(Credentials now) {
        if (!now.equals(credentials)) {
            credentials = now;
            // A token is not asked for: whoever has one sends it.
            session = now instanceof BearerToken bearer && secure
                    ? new FixedSession(bearer, null, "Bearer " + bearer.token())
                    : null;
            unasked = false;
        }
    }

    /**
     * Forgets a log-in that shows the secret itself with every request; on a connection to who knows whom it waits for a
     * challenge.
     */
    public void forgetFixed() {
        if (session instanceof FixedSession && credentials instanceof PasswordCredentials) {
            session = null;
            unasked = false;
        }
    }

    /** The realm of the device that was logged in to. */
    public Optional<String> realm() {
        return Optional.ofNullable(realm);
    }

    /** Answers no other realm than this one. */
    public void expect(String deviceRealm) {
        realm = deviceRealm;
    }

    /** The realm that was not the expected one. */
    public String otherRealm() {
        return otherRealm;
    }

    /** What is logged in with at the moment. */
    public @Nullable Credentials credentials() {
        return credentials;
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
     * @param success whether the answer was a success: an error page may come from something in between
     * @param authenticationInfo the answer's header of that name, which may name the next nonce
     */
    public void accepted(@Nullable Session used, boolean success, @Nullable String authenticationInfo) {
        unasked = used == null;
        if (used == null) {
            return;
        }
        used.proven = true;
        realm = realm == null && success ? used.realm : realm;
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
        Credentials login = credentials;
        if (login == null) {
            return Verdict.UNANSWERABLE;
        }
        if (used != null && used.owner != login) {
            // Meanwhile there are other credentials; their own attempt decides.
            return Verdict.ANSWER;
        }
        return login instanceof PasswordCredentials account
                ? challenged(account, wwwAuthenticate, used)
                : used == null ? Verdict.UNANSWERABLE : refused(used);
    }

    private Verdict refused(Session used) {
        // A token stays: nothing but another one makes a difference.
        session = used == session && credentials instanceof PasswordCredentials ? null : session;
        used.proven = false;
        rejected = true;
        rejectedAt = System.nanoTime();
        return Verdict.REJECTED;
    }

    private Verdict challenged(PasswordCredentials account, List<String> wwwAuthenticate, @Nullable Session used) {
        List<Challenge> challenges = wwwAuthenticate.stream()
                .flatMap(header -> Challenge.parse(header).stream())
                .toList();
        Challenge strongest = null;
        DigestSession.Algorithm algorithm = null;
        boolean basic = false;
        String basicRealm = null;
        boolean stale = false;
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("basic")) {
                basic = true;
                basicRealm = challenge.get("realm");
            }
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
            offered = new DigestSession(strongest, algorithm, account, entropy);
        } else if (basic && basicAllowed) {
            offered = FixedSession.basic(account, basicRealm);
        }
        if (offered == null) {
            session = null;
            return Verdict.UNANSWERABLE;
        }
        String offeredBy = strongest != null ? strongest.get("realm") : basicRealm;
        if (realm != null && !realm.equals(offeredBy)) {
            otherRealm = offeredBy == null ? "nothing" : offeredBy.substring(0, Math.min(offeredBy.length(), 64));
            return Verdict.ANOTHER_DEVICE;
        }
        boolean otherScheme = used instanceof FixedSession && offered instanceof DigestSession;
        if (used == null || stale || otherScheme || used.proven) {
            // A nonce that was accepted may have died in a restart (nonces do not survive a reboot), so its successor
            // gets one chance. Another request may have been given that successor already.
            session = used == session || session == null ? offered : session;
            return stale ? Verdict.STALE : Verdict.ANSWER;
        }
        // A nonce that was never accepted and is not called stale means a wrong password.
        return refused(used);
    }
}
