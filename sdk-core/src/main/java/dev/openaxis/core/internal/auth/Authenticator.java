package dev.openaxis.core.internal.auth;

import dev.openaxis.core.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
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
    public sealed interface Session {}

    private static final class BasicSession implements Session {
        final String header;
        boolean proven;

        BasicSession(String header) {
            this.header = header;
        }
    }

    private static final class DigestSession implements Session {
        final boolean qop;
        final String prefix;
        final byte[] ha1AndNonce;
        final String cnonce;
        int count;
        boolean proven;

        DigestSession(String nonce, boolean qop, String prefix, String ha1, String cnonce) {
            this.qop = qop;
            this.prefix = prefix;
            this.ha1AndNonce = (ha1 + ":" + nonce + ":").getBytes(StandardCharsets.UTF_8);
            this.cnonce = cnonce;
        }
    }

    private static final HexFormat HEX = HexFormat.of();

    private final @Nullable Credentials credentials;
    private final boolean basicAllowed;
    private final SecureRandom random;
    private final MessageDigest md5;
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
        this.md5 = md5();
    }

    /** The session a request sent now would use; hand it back with {@link #challenged} or {@link #accepted}. */
    public @Nullable Session session() {
        return session;
    }

    /** Whether a request sent now would carry a log-in that the device has accepted before, or none is needed. */
    public boolean settled() {
        return credentials == null
                || (session == null && unasked)
                || (session instanceof DigestSession digest && digest.proven)
                || (session instanceof BasicSession basic && basic.proven);
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
        if (session instanceof BasicSession basic) {
            return basic.header;
        }
        return session instanceof DigestSession digest && credentials != null ? digest(digest, method, target) : null;
    }

    /** Tells that the device accepted what the session produced. */
    public void accepted(@Nullable Session used) {
        if (used instanceof DigestSession digest) {
            digest.proven = true;
        } else if (used instanceof BasicSession basic) {
            basic.proven = true;
        }
        unasked = used == null;
        if (used != null) {
            rejected = false;
        }
    }

    private static boolean proven(Session used) {
        return used instanceof DigestSession digest
                ? digest.proven
                : used instanceof BasicSession basic && basic.proven;
    }

    /** Reads a 401: keeps its challenge and says whether answering it makes sense. */
    public Verdict challenged(List<String> wwwAuthenticate, @Nullable Session used) {
        if (credentials == null) {
            return Verdict.UNANSWERABLE;
        }
        boolean stale = false;
        @Nullable Session offered = null;
        onlyBasicRefused = false;
        for (String header : wwwAuthenticate) {
            for (Challenge challenge : Challenge.parse(header)) {
                if (challenge.scheme().equals("digest") && answerable(challenge)) {
                    stale |= "true".equalsIgnoreCase(challenge.get("stale"));
                    offered = digestSession(challenge, credentials);
                } else if (challenge.scheme().equals("basic") && offered == null) {
                    onlyBasicRefused = !basicAllowed;
                    offered = basicAllowed ? basicSession(credentials) : null;
                }
            }
        }
        if (offered == null) {
            session = null;
            return Verdict.UNANSWERABLE;
        }
        onlyBasicRefused = false;
        boolean otherScheme = used instanceof BasicSession && offered instanceof DigestSession;
        if (used == null || stale || otherScheme || proven(used)) {
            // A nonce that was accepted may have died in a restart (nonces do not survive a reboot), so its successor
            // gets
            // one chance. Another request may have been given that successor already.
            session = used == session || session == null ? offered : session;
            return stale ? Verdict.STALE : Verdict.ANSWER;
        }
        // A nonce that was never accepted and is not called stale means a wrong password.
        session = used == session ? null : session;
        rejected = true;
        rejectedAt = System.nanoTime();
        return Verdict.REJECTED;
    }

    private static boolean answerable(Challenge challenge) {
        String algorithm = challenge.get("algorithm");
        String qop = challenge.get("qop");
        return challenge.get("realm") != null
                && challenge.get("nonce") != null
                && (algorithm == null || algorithm.equalsIgnoreCase("MD5"))
                && (qop == null || offersAuth(qop));
    }

    private static boolean offersAuth(String qop) {
        for (String option : qop.split(",")) {
            if (option.trim().equalsIgnoreCase("auth")) {
                return true;
            }
        }
        return false;
    }

    private static Session basicSession(Credentials credentials) {
        byte[] pair = (credentials.username() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
        return new BasicSession("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private Session digestSession(Challenge challenge, Credentials login) {
        String realm = String.valueOf(challenge.get("realm"));
        String nonce = String.valueOf(challenge.get("nonce"));
        @Nullable String opaque = challenge.get("opaque");
        byte[] cnonce = new byte[8];
        random.nextBytes(cnonce);
        StringBuilder prefix = new StringBuilder(160)
                .append("Digest username=\"")
                .append(quotable(login.username()))
                .append("\", realm=\"")
                .append(quotable(realm))
                .append("\", nonce=\"")
                .append(quotable(nonce))
                .append("\", algorithm=MD5");
        if (opaque != null) {
            prefix.append(", opaque=\"").append(quotable(opaque)).append('"');
        }
        String ha1 = hex(login.username() + ":" + realm + ":" + login.password());
        return new DigestSession(nonce, challenge.get("qop") != null, prefix.toString(), ha1, HEX.formatHex(cnonce));
    }

    private String digest(DigestSession digest, String method, String target) {
        String ha2 = hex(method + ":" + target);
        StringBuilder header = new StringBuilder(digest.prefix.length() + target.length() + 140)
                .append(digest.prefix)
                .append(", uri=\"")
                .append(quotable(target))
                .append('"');
        md5.update(digest.ha1AndNonce);
        if (digest.qop) {
            String nc = HEX.toHexDigits(++digest.count);
            md5.update((nc + ":" + digest.cnonce + ":auth:" + ha2).getBytes(StandardCharsets.US_ASCII));
            header.append(", qop=auth, nc=")
                    .append(nc)
                    .append(", cnonce=\"")
                    .append(digest.cnonce)
                    .append('"');
        } else {
            md5.update(ha2.getBytes(StandardCharsets.US_ASCII));
        }
        return header.append(", response=\"")
                .append(HEX.formatHex(md5.digest()))
                .append('"')
                .toString();
    }

    private static String quotable(String value) {
        return value.indexOf('"') < 0 && value.indexOf('\\') < 0
                ? value
                : value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private String hex(String text) {
        return HEX.formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no MD5, which HTTP digest needs", e);
        }
    }
}
