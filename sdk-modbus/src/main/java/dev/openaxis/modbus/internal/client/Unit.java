package dev.openaxis.modbus.internal.client;

import java.util.ArrayDeque;
import java.util.Deque;

/** One unit: what waits for it, and what is known of it. On the loop. */
final class Unit {
    final int address;
    /** What moves something comes before the rest. */
    final Deque<Transaction<?>> actions = new ArrayDeque<>();

    final Deque<Transaction<?>> others = new ArrayDeque<>();
    final UnitStatistics statistics = new UnitStatistics();
    /** Before this time it is asked nothing, in nanoseconds of the loop. */
    long notBefore;
    /** While it is left alone, how long it has to be silent. */
    long silence;

    Unit(int address, long now) {
        this.address = address;
        this.notBefore = now;
    }

    Deque<Transaction<?>> row(Transaction<?> one) {
        return one.effect().mayBeSentAgain() ? others : actions;
    }

    boolean isWaitedFor() {
        return !actions.isEmpty() || !others.isEmpty();
    }

    /** It may still be about to answer. */
    void leaveAlone(long now, long nanos) {
        silence = nanos;
        notBefore = now + nanos;
    }

    /** It is busy until then. */
    void pause(long until) {
        silence = 0;
        notBefore = until;
    }

    boolean isLeftAlone(long now) {
        return now - notBefore < 0 && silence > 0;
    }
}
