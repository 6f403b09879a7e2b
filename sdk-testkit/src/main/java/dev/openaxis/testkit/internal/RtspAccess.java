package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.RtspVariant;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Log-in at the RTSP port: accounts and brute-force protection are those of the web server; the challenge has no
 * {@code qop} (recorded), so the response is the older one, reference 01 section 2.2.
 */
final class RtspAccess {
    private static final int MAX_NONCES = 1000;
    private static final int NONCE_DIGITS = 31;

    private final DeviceCore device;
    private final DeviceConfig config;
    private final SecureRandom random = new SecureRandom();
    /** When each nonce dies, oldest first; how long one lives is not found and taken to be as with HTTP. */
    private final Map<String, Instant> nonces = new LinkedHashMap<>();

    RtspAccess(DeviceCore device) {
        this.device = device;
        this.config = device.config();
    }

    void reboot() {
        nonces.clear();
    }

    /** What is answered instead of doing what the request says, or null if the account may. */
    @Nullable
    RtspAnswer refusal(RtspRequest request, String peer) {
        if (device.guard().blocks(peer)) {
            // With HTTP documented, here inference.
            return RtspAnswer.of(403);
        }
        if (!device.isReady() && config.is(Variant.BOOTING_ANSWERS_503)) {
            return RtspAnswer.of(503);
        }
        Authenticator.Verdict verdict = check(request);
        if (verdict.kind() == Authenticator.Kind.WRONG) {
            device.tally().failedLogins.incrementAndGet();
            device.guard().failed(peer);
        }
        Account account = verdict.account();
        if (account == null) {
            return challenge(verdict.kind() == Authenticator.Kind.STALE);
        }
        SimulatedRole needed = config.is(RtspVariant.STREAM_NEEDS_ADMIN) ? SimulatedRole.ADMIN : SimulatedRole.VIEWER;
        if (account.role().includes(needed)) {
            return null;
        }
        return config.is(Variant.LOW_ROLE_FORBIDDEN) ? RtspAnswer.of(403) : challenge(false);
    }

    /** Policies of reference 01 section 2.1 (documented): Basic only where nothing else is offered, or both. */
    private boolean takesBasic() {
        return config.is(Variant.BASIC_EVERYWHERE) || config.is(Variant.BOTH_CHALLENGES);
    }

    private boolean takesDigest() {
        return !config.is(Variant.BASIC_EVERYWHERE);
    }

    private Authenticator.Verdict check(RtspRequest request) {
        String header = request.header("authorization");
        if (header == null) {
            return Authenticator.Verdict.of(Authenticator.Kind.NONE);
        }
        String scheme = header.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        String rest = header.substring(scheme.length()).trim();
        if (scheme.equals("basic") && takesBasic()) {
            return device.authenticator().basic(rest);
        }
        return scheme.equals("digest") && takesDigest()
                ? digest(request, rest)
                : Authenticator.Verdict.of(Authenticator.Kind.REFUSED);
    }

    private Authenticator.Verdict digest(RtspRequest request, String parameters) {
        DigestHeader sent = DigestHeader.parse(parameters);
        boolean elsewhere = sent != null
                && config.is(RtspVariant.DIGEST_URI_COMPARED)
                && !sent.get("uri").equals(request.uri());
        if (sent == null || elsewhere || sent.has("qop")) {
            return Authenticator.Verdict.of(Authenticator.Kind.REFUSED);
        }
        Authenticator.Verdict verdict = device.authenticator().proof(sent, request.method());
        boolean stale = verdict.kind() == Authenticator.Kind.GRANTED && !isFresh(sent.get("nonce"));
        return stale ? Authenticator.Verdict.of(Authenticator.Kind.STALE) : verdict;
    }

    private boolean isFresh(String nonce) {
        Instant dies = nonces.get(nonce);
        return dies != null && !config.clock().instant().isAfter(dies);
    }

    private RtspAnswer challenge(boolean stale) {
        device.tally().challenges.incrementAndGet();
        RtspAnswer answer = RtspAnswer.of(401);
        String realm = device.authenticator().realm();
        if (takesBasic()) {
            answer.with("WWW-Authenticate", "Basic realm=\"" + realm + "\"");
        }
        return takesDigest()
                ? answer.with(
                        "WWW-Authenticate",
                        "Digest realm=\"" + realm + "\", nonce=\"" + nonce() + "\", stale="
                                + (stale ? "TRUE" : "FALSE"))
                : answer;
    }

    /** In the form of the only recorded one; what its parts mean is not found. */
    private String nonce() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        String hex = HexFormat.of().formatHex(bytes);
        String nonce = hex.substring(0, 8) + "Y" + String.format(Locale.ROOT, "%07d", random.nextInt(10_000_000))
                + hex.substring(8, 8 + NONCE_DIGITS);
        if (nonces.size() >= MAX_NONCES) {
            Iterator<String> oldest = nonces.keySet().iterator();
            Objects.requireNonNull(oldest.next());
            oldest.remove();
        }
        nonces.put(nonce, config.clock().instant().plus(config.timing().nonceLife()));
        return nonce;
    }
}
