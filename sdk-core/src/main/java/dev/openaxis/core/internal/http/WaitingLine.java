package dev.openaxis.core.internal.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one device that have no connection yet: held ones first, as they keep no connection from the others,
 * then actions, then polls. Confined to the event loop.
 */
final class WaitingLine {
    private final Deque<Exchange> held = new ArrayDeque<>();
    private final Deque<Exchange> actions = new ArrayDeque<>();
    private final Deque<Exchange> polls = new ArrayDeque<>();
    /** Those that wait for credentials and must not keep the others waiting. */
    private final List<Exchange> parked = new ArrayList<>();

    private int size;

    int size() {
        return size;
    }

    void add(Exchange exchange) {
        queueOf(exchange).addLast(exchange);
        size++;
    }

    /** Puts an exchange that had its turn back before the others of its kind. */
    void addAgain(Exchange exchange) {
        queueOf(exchange).addFirst(exchange);
        size++;
    }

    /** Sets an exchange aside until {@link #resume}. */
    void park(Exchange exchange) {
        parked.add(exchange);
        size++;
    }

    /** Sets everything aside that logs in. */
    void parkLogIns() {
        for (Deque<Exchange> queue : List.of(held, actions, polls)) {
            for (Exchange exchange : queue) {
                if (!exchange.request.anonymous()) {
                    parked.add(exchange);
                }
            }
            queue.removeIf(exchange -> !exchange.request.anonymous());
        }
    }

    /** Lets those that were set aside wait for their turn again. */
    void resume() {
        List<Exchange> all = List.copyOf(parked);
        parked.clear();
        all.forEach(exchange -> queueOf(exchange).addLast(exchange));
    }

    /** Takes an exchange out, if it waits here. */
    void remove(Exchange exchange) {
        if (size > 0 && (queueOf(exchange).remove(exchange) || parked.remove(exchange))) {
            size--;
        }
    }

    /** Takes the next exchange that may be served now, or returns {@code null}. */
    @Nullable
    Exchange next(Predicate<Exchange> mayBeServed) {
        if (size == 0) {
            return null;
        }
        Exchange next = first(held, mayBeServed);
        next = next == null ? first(actions, mayBeServed) : next;
        next = next == null ? first(polls, mayBeServed) : next;
        if (next != null) {
            remove(next);
        }
        return next;
    }

    private static @Nullable Exchange first(Deque<Exchange> queue, Predicate<Exchange> mayBeServed) {
        Exchange first = queue.peekFirst();
        return first != null && mayBeServed.test(first) ? first : null;
    }

    /** All that wait, in no particular order. */
    List<Exchange> all() {
        List<Exchange> all = new ArrayList<>(held);
        all.addAll(actions);
        all.addAll(polls);
        all.addAll(parked);
        return all;
    }

    void clear() {
        held.clear();
        actions.clear();
        polls.clear();
        parked.clear();
        size = 0;
    }

    private Deque<Exchange> queueOf(Exchange exchange) {
        if (exchange.request.held()) {
            return held;
        }
        return exchange.request.effect().mayBeSentAgain() ? polls : actions;
    }
}
