package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.line.LineLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits to be sent. Units take turns, so that one that does not answer cannot take the bus from the others; a unit that is to be
 * written to comes before those that are only read. On the loop.
 */
final class Waiting {
    /** Of all units together. */
    private static final int MOST = 4_096;

    private final Map<Integer, Unit> units = new HashMap<>();
    /** Those that wait for something, in the order of their turns. */
    private final List<Unit> turns = new ArrayList<>();

    private final LineLoop loop;
    private int size;

    Waiting(LineLoop loop) {
        this.loop = loop;
    }

    Unit unit(int address) {
        return units.computeIfAbsent(address, one -> new Unit(one, loop.nanoTime()));
    }

    @Nullable
    Unit known(int address) {
        return units.get(address);
    }

    Collection<Unit> units() {
        return units.values();
    }

    /** Adds to the end; {@code false} if too many wait already. */
    boolean add(Transaction<?> one) {
        if (size == MOST) {
            return false;
        }
        Unit unit = unit(one.unit);
        if (unit.waiting.isEmpty()) {
            turns.add(unit);
        }
        unit.waiting.addLast(one);
        size++;
        return true;
    }

    /** Puts one back that is to be sent once more. */
    void addFirst(Transaction<?> one) {
        Unit unit = unit(one.unit);
        if (unit.waiting.isEmpty()) {
            turns.add(unit);
        }
        unit.waiting.addFirst(one);
        size++;
    }

    /** Takes the next one that may be sent now. */
    @Nullable
    Transaction<?> poll(long now) {
        Unit next = null;
        for (int i = 0; i < turns.size(); i++) {
            Unit unit = turns.get(i);
            dropOver(unit);
            if (unit.waiting.isEmpty()) {
                turns.remove(i--);
            } else if (now - unit.notBefore >= 0 && (next == null || (writes(unit) && !writes(next)))) {
                next = unit;
                if (writes(unit)) {
                    break;
                }
            }
        }
        if (next == null) {
            return null;
        }
        turns.remove(next);
        Transaction<?> one = next.waiting.removeFirst();
        size--;
        if (!next.waiting.isEmpty()) {
            turns.add(next);
        }
        return one;
    }

    private static boolean writes(Unit unit) {
        Transaction<?> first = unit.waiting.peekFirst();
        return first != null && !first.effect().mayBeSentAgain();
    }

    private void dropOver(Unit unit) {
        while (!unit.waiting.isEmpty() && unit.waiting.getFirst().isOver()) {
            unit.waiting.removeFirst();
            size--;
        }
    }

    /** When somebody may be sent who may not be now; {@link Long#MAX_VALUE} if nobody is waiting for that. */
    long nextStart(long now) {
        long next = Long.MAX_VALUE;
        for (Unit unit : turns) {
            if (now - unit.notBefore < 0) {
                next = Math.min(next, unit.notBefore);
            }
        }
        return next;
    }

    /** Shows everybody, and drops those that are over then. */
    void forEach(Consumer<Transaction<?>> what) {
        for (Unit unit : turns) {
            List.copyOf(unit.waiting).forEach(what);
            int before = unit.waiting.size();
            unit.waiting.removeIf(Transaction::isOver);
            size -= before - unit.waiting.size();
        }
        turns.removeIf(unit -> unit.waiting.isEmpty());
    }
}
