package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.line.LineLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits to be sent. Units take turns, so that one that does not answer cannot take the bus from the others. What moves something
 * comes before what only reads or configures, also of the same unit, except that after some in a row one of the others has its turn. On
 * the loop.
 */
final class Waiting {
    /** Of all units together. */
    private static final int MOST = 4_096;

    private static final int ACTIONS_IN_A_ROW = 4;

    private final Map<Integer, Unit> units = new HashMap<>();
    /** Those that wait for something, in the order of their turns. */
    private final List<Unit> turns = new ArrayList<>();

    private final LineLoop loop;
    private int size;
    private int actionsInARow;

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
            forEach(other -> {});
        }
        if (size == MOST) {
            return false;
        }
        queue(one).addLast(one);
        return true;
    }

    /** Puts one back that is to be sent once more. */
    void addFirst(Transaction<?> one) {
        queue(one).addFirst(one);
    }

    private Deque<Transaction<?>> queue(Transaction<?> one) {
        Unit unit = unit(one.unit);
        if (!unit.isWaitedFor()) {
            turns.add(unit);
        }
        size++;
        return unit.row(one);
    }

    /** Takes the next one that may be sent now; ends those whose time is over. */
    @Nullable
    Transaction<?> poll(long now) {
        Unit acting = null;
        Unit other = null;
        for (int i = 0; i < turns.size(); i++) {
            Unit unit = turns.get(i);
            drop(unit.actions, now);
            drop(unit.others, now);
            if (!unit.isWaitedFor()) {
                turns.remove(i--);
            } else if (now - unit.notBefore >= 0) {
                acting = acting == null && !unit.actions.isEmpty() ? unit : acting;
                other = other == null && !unit.others.isEmpty() ? unit : other;
                if (acting != null && other != null) {
                    break;
                }
            }
        }
        boolean acts = acting != null && (other == null || actionsInARow < ACTIONS_IN_A_ROW);
        Unit next = acts ? acting : other;
        if (next == null) {
            return null;
        }
        actionsInARow = acts ? actionsInARow + 1 : 0;
        turns.remove(next);
        Transaction<?> one = (acts ? next.actions : next.others).removeFirst();
        size--;
        if (next.isWaitedFor()) {
            turns.add(next);
        }
        return one;
    }

    /** What is over leaves, and what nobody may send any more. */
    private void drop(Deque<Transaction<?>> row, long now) {
        for (Transaction<?> first = row.peekFirst(); first != null; first = row.peekFirst()) {
            if (!first.isOver()) {
                if (now - first.expiresAt < 0) {
                    return;
                }
                first.expire();
            }
            row.removeFirst();
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
            for (Deque<Transaction<?>> row : List.of(unit.actions, unit.others)) {
                List.copyOf(row).forEach(what);
                int before = row.size();
                row.removeIf(Transaction::isOver);
                size -= before - row.size();
            }
        }
        turns.removeIf(unit -> !unit.isWaitedFor());
    }
}
