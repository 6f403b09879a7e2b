package dev.openaxis.testkit.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Blocks client addresses after too many wrong passwords, reference 01 section 2.4 (documented). */
final class BruteForceGuard {
    private final DeviceConfig config;
    private final Map<String, Deque<Instant>> failures = new HashMap<>();
    private final Map<String, Instant> blockedUntil = new HashMap<>();

    BruteForceGuard(DeviceConfig config) {
        this.config = config;
    }

    boolean blocks(String peer) {
        Instant until = blockedUntil.get(peer);
        if (until == null) {
            return false;
        }
        if (config.clock().instant().isBefore(until)) {
            return true;
        }
        blockedUntil.remove(peer);
        return false;
    }

    /** Only completed wrong-password attempts count, reference 01 section 2.4 (observed). */
    void failed(String peer) {
        Throttle throttle = config.throttle();
        Instant now = config.clock().instant();
        Deque<Instant> recent = failures.computeIfAbsent(peer, key -> new ArrayDeque<>());
        recent.addLast(now);
        Instant since = now.minus(throttle.interval());
        while (Objects.requireNonNull(recent.peekFirst()).isBefore(since)) {
            recent.removeFirst();
        }
        if (throttle.failures() > 0 && recent.size() >= throttle.failures()) {
            recent.clear();
            blockedUntil.put(peer, now.plus(throttle.blocking()));
        }
    }
}
