package dev.openaxis.core.internal.auth;

import dev.openaxis.core.PasswordCredentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The answers to one digest challenge (RFC 7616): hashed once, counted per nonce. Confined to the device's event loop. */
final class DigestSession extends Authenticator.Session {

    /** What may be answered, weakest first. */
    enum Algorithm {
        MD5("MD5", "MD5", false),
        MD5_SESS("MD5-sess", "MD5", true),
        SHA_256("SHA-256", "SHA-256", false),
        SHA_256_SESS("SHA-256-sess", "SHA-256", true);

        private final String token;
        private final String hash;
        private final boolean session;

        Algorithm(String token, String hash, boolean session) {
            this.token = token;
            this.hash = hash;
            this.session = session;
        }

        /** The algorithm of a challenge, or {@code null} if the challenge cannot be answered. */
        static @Nullable Algorithm of(Challenge challenge) {
            String asked = challenge.get("algorithm");
            for (Algorithm algorithm : values()) {
                if (algorithm.token.equalsIgnoreCase(asked == null ? "MD5" : asked)) {
                    return algorithm.answers(challenge) ? algorithm : null;
                }
            }
            return null;
        }

        private boolean answers(Challenge challenge) {
            String qop = challenge.get("qop");
            // Without qop there is no cnonce on the wire, and a session's hash needs one.
            return challenge.get("realm") != null
                    && challenge.get("nonce") != null
                    && (qop == null ? !session : offersAuth(qop))
                    && available();
        }

        private static boolean offersAuth(String qop) {
            for (String option : qop.split(",")) {
                if (option.trim().equalsIgnoreCase("auth")) {
                    return true;
                }
            }
            return false;
        }

        private boolean available() {
            try {
                MessageDigest.getInstance(hash);
                return true;
            } catch (NoSuchAlgorithmException e) {
                // Java runtimes that may only use approved algorithms have no MD5; another challenge may do.
                return false;
            }
        }

        private MessageDigest digest() {
            try {
                return MessageDigest.getInstance(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("the hash was there when the challenge was chosen", e);
            }
        }
    }

    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest hash;
    private final boolean qop;
    private final String beforeNonce;
    private final String afterNonce;
    private final String ha1;
    private final String cnonce;
    private final byte[] ha1AndNonce;
    private final String prefix;
    private int count;

    /** Answers the challenge, of which {@link Algorithm#of} gave the algorithm. */
    DigestSession(Challenge challenge, Algorithm algorithm, PasswordCredentials login, byte[] entropy) {
        super(login, challenge.get("realm"));
        String realm = String.valueOf(challenge.get("realm"));
        String nonce = String.valueOf(challenge.get("nonce"));
        String opaque = challenge.get("opaque");
        hash = algorithm.digest();
        qop = challenge.get("qop") != null;
        cnonce = HEX.formatHex(entropy);
        beforeNonce = "Digest username=\"" + quotable(login.username()) + "\", realm=\"" + quotable(realm) + '"';
        afterNonce = ", algorithm=" + algorithm.token + (opaque == null ? "" : ", opaque=\"" + quotable(opaque) + '"');
        String account = hex(login.username() + ":" + realm + ":" + login.password());
        ha1 = algorithm.session ? hex(account + ":" + nonce + ":" + cnonce) : account;
        ha1AndNonce = bytes(ha1 + ":" + nonce + ":");
        prefix = prefix(nonce);
    }

    private DigestSession(DigestSession before, String nonce) {
        super(before.owner, before.realm);
        hash = before.hash;
        qop = before.qop;
        cnonce = before.cnonce;
        beforeNonce = before.beforeNonce;
        afterNonce = before.afterNonce;
        // A session's hash keeps the nonce it began with (RFC 7616 section 3.4.2).
        ha1 = before.ha1;
        proven = before.proven;
        ha1AndNonce = bytes(ha1 + ":" + nonce + ":");
        prefix = prefix(nonce);
    }

    private String prefix(String nonce) {
        return beforeNonce + ", nonce=\"" + quotable(nonce) + '"' + afterNonce;
    }

    /** The same session with the nonce the device wants to see next. */
    DigestSession with(String nextNonce) {
        return new DigestSession(this, nextNonce);
    }

    @Override
    String authorization(String method, String target) {
        String ha2 = hex(method + ":" + target);
        StringBuilder header = new StringBuilder(prefix.length() + target.length() + 180)
                .append(prefix)
                .append(", uri=\"")
                .append(quotable(target))
                .append('"');
        hash.update(ha1AndNonce);
        if (qop) {
            String nc = HEX.toHexDigits(++count);
            hash.update(bytes(nc + ":" + cnonce + ":auth:" + ha2));
            header.append(", qop=auth, nc=")
                    .append(nc)
                    .append(", cnonce=\"")
                    .append(cnonce)
                    .append('"');
        } else {
            hash.update(bytes(ha2));
        }
        return header.append(", response=\"")
                .append(HEX.formatHex(hash.digest()))
                .append('"')
                .toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quotable(String value) {
        return value.indexOf('"') < 0 && value.indexOf('\\') < 0
                ? value
                : value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private String hex(String text) {
        return HEX.formatHex(hash.digest(bytes(text)));
    }
}
