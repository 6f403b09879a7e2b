package dev.openaxis.benchmarks.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checks RFC 7616 log-ins as Apache does: user, realm, nonce, target and response. One per connection. */
final class DigestGate {
    private final SimulatedDevice device;
    private final byte[] ha1;
    private final MessageDigest hash;
    private final MessageDigest sha1 = algorithm("SHA-1");
    private String hashedMethodAndTarget = "";
    private byte[] ha2 = new byte[0];

    DigestGate(SimulatedDevice device, String algorithm) {
        this.device = device;
        this.ha1 = device.ha1(algorithm);
        this.hash = algorithm(algorithm);
    }

    /** For the nonces. */
    MessageDigest sha1() {
        return sha1;
    }

    /** Whether the device would let the request in. */
    boolean accepts(String method, String target, String authorization) {
        if (!authorization.startsWith("Digest ")
                || !parameter(authorization, "username").equals(Fleet.USER)
                || !parameter(authorization, "realm").equals(device.realm())
                || !parameter(authorization, "uri").equals(target)
                || !parameter(authorization, "qop").equals("auth")) {
            return false;
        }
        String nonce = parameter(authorization, "nonce");
        if (nonce.isEmpty() || !nonce.equals(device.nonce())) {
            return false;
        }
        hashTarget(method + ":" + target);
        String middle = ":" + nonce + ":" + parameter(authorization, "nc") + ":" + parameter(authorization, "cnonce")
                + ":auth:";
        hash.update(ha1);
        hash.update(middle.getBytes(StandardCharsets.US_ASCII));
        String expected = HexFormat.of().formatHex(hash.digest(ha2));
        return expected.equals(parameter(authorization, "response"));
    }

    private void hashTarget(String methodAndTarget) {
        if (!methodAndTarget.equals(hashedMethodAndTarget)) {
            hashedMethodAndTarget = methodAndTarget;
            ha2 = SimulatedDevice.hex(hash, methodAndTarget);
        }
    }

    /** A parameter's value, quoted or not; empty if it is missing. Values used here hold no quote and no comma. */
    private static String parameter(String header, String name) {
        int at = header.indexOf(name + "=");
        while (at > 0 && header.charAt(at - 1) != ' ' && header.charAt(at - 1) != ',') {
            at = header.indexOf(name + "=", at + 1);
        }
        if (at < 0) {
            return "";
        }
        int start = at + name.length() + 1;
        boolean quoted = start < header.length() && header.charAt(start) == '"';
        start += quoted ? 1 : 0;
        int end = header.indexOf(quoted ? '"' : ',', start);
        return header.substring(start, end < 0 ? header.length() : end);
    }

    static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no " + name, e);
        }
    }
}
