package dev.openaxis.core.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An independent judge of HTTP digest (RFC 7616 section 3.4, RFC 2617 section 3.2.2). */
public final class Digest {
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*([A-Za-z0-9]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))\\s*(?:,|$)");

    private Digest() {}

    /** A challenge as an Axis device writes it. */
    public static String challenge(String nonce, String... more) {
        StringBuilder text = new StringBuilder("WWW-Authenticate: Digest realm=\"AXIS_00408C000001\", nonce=\"" + nonce
                + "\", algorithm=MD5, qop=\"auth\"");
        for (String parameter : more) {
            text.append(", ").append(parameter);
        }
        return text.toString();
    }

    /** The parameters of an {@code Authorization: Digest} value; anything left over is an error. */
    public static Map<String, String> parameters(String authorization) {
        if (!authorization.startsWith("Digest ")) {
            throw new AssertionError("not digest: " + authorization);
        }
        String rest = authorization.substring(7);
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(rest);
        int end = 0;
        while (end < rest.length() && matcher.find(end) && matcher.start() == end) {
            String quoted = matcher.group(2);
            String value = quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : matcher.group(3);
            if (found.put(matcher.group(1), value) != null) {
                throw new AssertionError("parameter given twice: " + matcher.group(1));
            }
            end = matcher.end();
        }
        if (end != rest.length()) {
            throw new AssertionError("cannot be read from " + end + ": " + rest);
        }
        return found;
    }

    /** Whether the request proves the password for this nonce. */
    public static boolean valid(Request request, String nonce, String password) {
        String authorization = request.header("Authorization").orElse("");
        if (!authorization.startsWith("Digest ")) {
            return false;
        }
        Map<String, String> given = parameters(authorization);
        return nonce.equals(given.get("nonce"))
                && request.target().equals(given.get("uri"))
                && response(given, request.method(), password).equals(given.get("response"));
    }

    /** The response the given parameters ask for. */
    public static String response(Map<String, String> given, String method, String password) {
        return response(given, method, password, given);
    }

    /** The same for a session that began with other parameters (RFC 7616 section 3.4.2). */
    public static String response(
            Map<String, String> given, String method, String password, Map<String, String> beginning) {
        String algorithm = given.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
        boolean session = algorithm.endsWith("-SESS");
        String hash = session ? algorithm.substring(0, algorithm.length() - 5) : algorithm;
        String ha1 = hash(hash, given.get("username") + ":" + given.get("realm") + ":" + password);
        if (session) {
            ha1 = hash(hash, ha1 + ":" + beginning.get("nonce") + ":" + beginning.get("cnonce"));
        }
        String ha2 = hash(hash, method + ":" + given.get("uri"));
        String middle = given.containsKey("qop")
                ? given.get("nonce") + ":" + given.get("nc") + ":" + given.get("cnonce") + ":" + given.get("qop")
                : given.get("nonce");
        return hash(hash, ha1 + ":" + middle + ":" + ha2);
    }

    /** A hash as lower-case hex. */
    public static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
