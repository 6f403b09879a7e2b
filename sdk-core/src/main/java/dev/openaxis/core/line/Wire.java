package dev.openaxis.core.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is on the wire of a bus, for how long it was busy, and what was counted. Changed on the loop, read by any thread. */
final class Wire {
    private final List<Sending> sendings = new ArrayList<>();
    private long busyUntil;
    private long busy;
    private long sends;
    private long bytes;
    private long collisions;
    private long garbledBytes;
    private long lostSends;
    private long lostBytes;
    private long repeatedSends;

    /** Takes a send, and returns those it meets. */
    synchronized List<Sending> take(Sending sending, long now) {
        sendings.removeIf(other -> other.end() <= now);
        List<Sending> met = sendings.isEmpty()
                ? List.of()
                : sendings.stream().filter(sending::meets).toList();
        sendings.add(sending);
        // What one end sends is without gaps from now on, so the wire is, too.
        busy += Math.max(0, sending.end() - Math.max(now, busyUntil));
        busyUntil = Math.max(busyUntil, sending.end());
        collisions += met.size();
        return met;
    }

    /** Some sends end earlier than they were to. */
    synchronized void shorten(long now) {
        long until = now;
        for (Sending sending : sendings) {
            until = Math.max(until, sending.end());
        }
        busy -= Math.max(0, busyUntil - until);
        busyUntil = Math.min(busyUntil, until);
    }

    synchronized void sent(int length) {
        sends++;
        bytes += length;
    }

    synchronized void garbled(int count) {
        garbledBytes += count;
    }

    synchronized void lostSend() {
        lostSends++;
    }

    synchronized void lost(int count) {
        lostBytes += count;
    }

    synchronized void repeatedSend() {
        repeatedSends++;
    }

    synchronized BusCounts counts(long now) {
        return new BusCounts(
                sends,
                bytes,
                collisions,
                garbledBytes,
                lostSends,
                lostBytes,
                repeatedSends,
                Duration.ofNanos(busy - Math.max(0, busyUntil - now)));
    }
}
