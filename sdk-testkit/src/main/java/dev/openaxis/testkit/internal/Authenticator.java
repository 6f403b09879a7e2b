package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HTTP authentication of the web server, reference 01 section 2: schemes per listener (2.1), challenge as recorded
 * (2.2), checks in the order of Apache's {@code mod_auth_digest} (inference).
 */
final class Authenticator {
    private static final String SETUP = "Axis-Setup";

    private final DeviceConfig config;
    private final String realm;
    private final Nonces nonces;
    private final AccountStore accounts;

    Authenticator(DeviceConfig config, AccountStore accounts) {
        this.config = config;
        this.accounts = accounts;
        this.realm = "AXIS_" + config.serial();
        this.nonces = new Nonces(config, realm);
    }

    void reboot() {
        nonces.renewSecret();
    }

    /** Old nonces are useless after a new password, reference 01 section 10.1 (inference). */
    void passwordChanged() {
        if (!config.is(Variant.NONCE_SURVIVES_NEW_PASSWORD)) {
            nonces.renewSecret();
        }
    }

    private enum Scheme {
        BASIC,
        DIGEST
    }

    /** What the credentials of a request are worth. */
    enum Kind {
        NONE,
        GRANTED,
        /** Wrong user name or password: counts as a failed log-in. */
        WRONG,
        /** Right password, old nonce. */
        STALE,
        /** Refused without judging the password. */
        REFUSED,
        BAD_REQUEST
    }

    /**
     * The judgement.
     *
     * @param kind what the credentials are worth
     * @param account the account if granted
     * @param digest true if Digest credentials were granted
     * @param info an Authentication-Info header to send
     */
    record Verdict(
            Kind kind,
            @Nullable Account account,
            boolean digest,
            @Nullable String info) {
        static Verdict of(Kind kind) {
            return new Verdict(kind, null, false, null);
        }
    }

    private Set<Scheme> offered(Incoming request) {
        if (config.is(Variant.WS_SESSION_BASIC_CHALLENGE) && request.target().startsWith(WebSocketSession.PATH)) {
            return EnumSet.of(Scheme.BASIC);
        }
        if (config.is(Variant.DIGEST_EVERYWHERE)) {
            return EnumSet.of(Scheme.DIGEST);
        }
        if (config.is(Variant.BASIC_EVERYWHERE)) {
            return EnumSet.of(Scheme.BASIC);
        }
        if (config.is(Variant.BOTH_CHALLENGES)) {
            return EnumSet.allOf(Scheme.class);
        }
        return EnumSet.of(request.tls() ? Scheme.BASIC : Scheme.DIGEST);
    }

    /** The value of parameter {@code Network.HTTP.AuthenticationPolicy}, reference 01 section 2.1. */
    static String policy(DeviceConfig config) {
        if (config.is(Variant.DIGEST_EVERYWHERE)) {
            return "digest";
        }
        return config.is(Variant.BASIC_EVERYWHERE) ? "basic" : "recommended";
    }

    /** 401 in the form recorded on 12.11; the content of its body is not recorded, an empty object is inference. */
    Answer challenge(Incoming request, boolean stale) {
        Answer answer = Answer.of(401, "application/json; charset=utf-8", "{}").inChunks();
        for (Scheme scheme : offered(request)) {
            answer.with(
                    "WWW-Authenticate",
                    scheme == Scheme.BASIC
                            ? "Basic realm=\"" + realm + "\""
                            : "Digest realm=\"" + realm + "\", nonce=\"" + nonces.next() + "\", algorithm=MD5"
                                    + (stale ? ", stale=true" : "") + ", qop=\"auth\"");
        }
        return answer;
    }

    /** What a device without any account says to everything that needs one, reference 01 section 3.2 (observed). */
    Answer beforeSetup(Incoming request) {
        return config.is(Variant.SETUP_SENTENCE_ONLY_FOR_ACCOUNTS)
                ? challenge(request, false).with(SETUP, "vapix")
                : beforeSetup(request, "Error: initial admin user must be created first.");
    }

    /** The same with the sentence of an account operation. */
    Answer beforeSetup(Incoming request, String sentence) {
        Answer answer = Answer.of(401, "text/html", sentence + "\n").inChunks();
        challenge(request, false).headers().forEach(line -> answer.with(line.getKey(), line.getValue()));
        return answer.with(SETUP, "vapix");
    }

    Verdict check(Incoming request) {
        String header = request.headers().get("Authorization");
        if (header == null) {
            return Verdict.of(Kind.NONE);
        }
        String scheme = header.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        String rest =
                header.substring(Math.min(header.length(), scheme.length())).trim();
        Set<Scheme> offered = offered(request);
        if (scheme.equals("basic") && offered.contains(Scheme.BASIC)) {
            return basic(rest);
        }
        boolean digest = offered.contains(Scheme.DIGEST) || config.is(Variant.DIGEST_ACCEPTED_UNASKED);
        return scheme.equals("digest") && digest ? digest(request, rest) : Verdict.of(Kind.REFUSED);
    }

    String realm() {
        return realm;
    }

    /** What Basic credentials are worth. */
    Verdict basic(String encoded) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Verdict.of(Kind.REFUSED);
        }
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            return Verdict.of(Kind.REFUSED);
        }
        Account account = account(decoded.substring(0, colon));
        return account != null && account.password().equals(decoded.substring(colon + 1))
                ? new Verdict(Kind.GRANTED, account, false, null)
                : Verdict.of(Kind.WRONG);
    }

    /** Whether Digest credentials know the password, whatever nonce and URI they name. */
    Verdict proof(DigestHeader sent, String method) {
        if (!isForThisRealm(sent)) {
            return Verdict.of(Kind.REFUSED);
        }
        Account account = account(sent.get("username"));
        return account != null && sent.get("response").equals(response(account, method, sent))
                ? new Verdict(Kind.GRANTED, account, true, null)
                : Verdict.of(Kind.WRONG);
    }

    private boolean isForThisRealm(DigestHeader sent) {
        return sent.get("realm").equals(realm) && algorithmIsMd5(sent);
    }

    private Verdict digest(Incoming request, String parameters) {
        DigestHeader sent = DigestHeader.parse(parameters);
        if (sent == null || !isForThisRealm(sent)) {
            return Verdict.of(Kind.REFUSED);
        }
        // The uri directive must be the request target byte for byte, otherwise 400.
        if (!sent.get("uri").equals(request.target())) {
            return Verdict.of(Kind.BAD_REQUEST);
        }
        Verdict proof = proof(sent, request.method());
        Account account = proof.account();
        if (account == null) {
            return proof;
        }
        Nonces.State state = nonces.check(sent.get("nonce"));
        if (state == Nonces.State.UNKNOWN && config.is(Variant.OLD_BOOT_NONCE_NOT_STALE)) {
            return Verdict.of(Kind.REFUSED);
        }
        boolean fresh = state == Nonces.State.FRESH && nonces.countIsNew(sent.get("nonce"), sent.get("nc"));
        return fresh
                ? new Verdict(Kind.GRANTED, account, true, authenticationInfo(account, sent))
                : Verdict.of(Kind.STALE);
    }

    private static boolean algorithmIsMd5(DigestHeader sent) {
        return !sent.has("algorithm") || sent.get("algorithm").equalsIgnoreCase("MD5");
    }

    private String response(Account account, String method, DigestHeader sent) {
        String middle = sent.has("qop")
                ? sent.get("nonce") + ":" + sent.get("nc") + ":" + sent.get("cnonce") + ":" + sent.get("qop")
                : sent.get("nonce");
        if (sent.has("qop") && !sent.get("qop").equals("auth")) {
            return "qop not offered";
        }
        return md5(ha1(account) + ":" + middle + ":" + md5(method + ":" + sent.get("uri")));
    }

    private String ha1(Account account) {
        return md5(account.name() + ":" + realm + ":" + account.password());
    }

    private @Nullable String authenticationInfo(Account account, DigestHeader sent) {
        if (config.is(Variant.NEXT_NONCE)) {
            return "nextnonce=\"" + nonces.next() + "\"";
        }
        if (!config.is(Variant.AUTHENTICATION_INFO) || !sent.has("qop")) {
            return null;
        }
        String proof = md5(ha1(account) + ":" + sent.get("nonce") + ":" + sent.get("nc") + ":" + sent.get("cnonce")
                + ":auth:" + md5(":" + sent.get("uri")));
        return "rspauth=\"" + proof + "\", cnonce=\"" + sent.get("cnonce") + "\", nc=" + sent.get("nc") + ", qop=auth";
    }

    @Nullable
    Account account(String name) {
        return accounts.forLogin(name, config.clock().instant());
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no MD5", e);
        }
    }
}
