package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest somebody would write for a client that has none: reads one challenge and reuses its nonce, so that steady
 * state needs one round trip. One per device, used by one request at a time.
 */
final class PreemptiveDigest {
    private static final String CNONCE = "0a4f113b5c6d7e8f";

    private final String algorithm;
    private final MessageDigest digest;
    private String realm = "";
    private String nonce = "";
    private String ha1 = "";
    private int count;

    PreemptiveDigest(String algorithm) {
        this.algorithm = algorithm;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no " + algorithm, e);
        }
    }

    /** Whether there is a challenge to answer. */
    boolean ready() {
        return !nonce.isEmpty();
    }

    /** Reads a {@code WWW-Authenticate} value. */
    void challenged(String header) {
        realm = quoted(header, " realm=\"");
        nonce = quoted(header, " nonce=\"");
        ha1 = hash(Fleet.USER + ":" + realm + ":" + Fleet.PASSWORD);
        count = 0;
    }

    /** The {@code Authorization} value of the next request. */
    String authorization(String method, String target) {
        String nc = HexFormat.of().toHexDigits(++count);
        String response = hash(ha1 + ":" + nonce + ":" + nc + ":" + CNONCE + ":auth:" + hash(method + ":" + target));
        return "Digest username=\"" + Fleet.USER + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\""
                + target + "\", algorithm=" + algorithm + ", response=\"" + response + "\", qop=auth, nc=" + nc
                + ", cnonce=\""
                + CNONCE + "\"";
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String quoted(String header, String start) {
        int at = header.indexOf(start);
        return at < 0 ? "" : header.substring(at + start.length(), header.indexOf('"', at + start.length()));
    }
}
