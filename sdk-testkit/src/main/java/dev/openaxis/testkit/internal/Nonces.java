package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Digest nonces of the form Apache makes, reference 01 section 2.2 (recorded three times): 12 Base64 characters holding
 * the device clock as little-endian 64-bit microseconds since 1970, then 40 hex digits. That the digits are a keyed
 * SHA-1 over realm and time is inference from Apache's {@code mod_auth_digest}.
 */
final class Nonces {
    private static final int TIME_LENGTH = 12;
    private static final int MAX_TRACKED = 10_000;

    private final DeviceConfig config;
    private final String realm;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Set<String>> usedCounts = new HashMap<>();
    private byte[] secret = new byte[20];

    Nonces(DeviceConfig config, String realm) {
        this.config = config;
        this.realm = realm;
        renewSecret();
    }

    /** Nonces die at reboot, reference 01 section 2.2 (inference). */
    void renewSecret() {
        secret = new byte[20];
        random.nextBytes(secret);
        usedCounts.clear();
    }

    String next() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, config.clock().instant());
        byte[] time = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(micros)
                .array();
        String encoded = Base64.getEncoder().encodeToString(time);
        return encoded + hash(encoded);
    }

    private String hash(String encodedTime) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(secret);
            sha1.update(realm.getBytes(StandardCharsets.UTF_8));
            sha1.update(encodedTime.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-1", e);
        }
    }

    /** State of a nonce that a client sent. */
    enum State {
        FRESH,
        EXPIRED,
        UNKNOWN
    }

    State check(String nonce) {
        if (nonce.length() != TIME_LENGTH + 40
                || !hash(nonce.substring(0, TIME_LENGTH)).equals(nonce.substring(TIME_LENGTH))) {
            return State.UNKNOWN;
        }
        byte[] time = Base64.getDecoder().decode(nonce.substring(0, TIME_LENGTH));
        long micros = ByteBuffer.wrap(time).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Instant dies = Instant.EPOCH
                .plus(micros, ChronoUnit.MICROS)
                .plus(config.timing().nonceLife());
        return config.clock().instant().isAfter(dies) ? State.EXPIRED : State.FRESH;
    }

    /** Books a nonce count; false if it was used before and the device is strict about it. */
    boolean countIsNew(String nonce, String count) {
        if (!config.is(Variant.NONCE_COUNT_STRICT)) {
            return true;
        }
        if (usedCounts.size() > MAX_TRACKED) {
            usedCounts.clear();
        }
        return usedCounts.computeIfAbsent(nonce, key -> new HashSet<>()).add(count);
    }
}
