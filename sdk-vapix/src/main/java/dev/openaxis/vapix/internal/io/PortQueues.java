package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.internal.operation.CallContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets actions on one thing, mostly a port, happen one after the other; what waited past its deadline is not done at all. */
final class PortQueues {
    private static final int MOST_WAITING = 64;

    private static final class Row {
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        int length;
    }

    private final Map<Object, Row> rows = new HashMap<>();

    <T> CompletableFuture<T> inTurn(Object port, CallContext context, Supplier<CompletableFuture<T>> work) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (rows) {
            Row row = rows.computeIfAbsent(port, any -> new Row());
            if (row.length >= MOST_WAITING) {
                throw new OverloadedException(
                        context.failure(MOST_WAITING + " actions are already waiting for " + port));
            }
            row.length++;
            before = row.last;
            row.last = mine;
        }
        CompletableFuture<T> result = before.thenCompose(turn -> {
            if (context.givenUp() || context.left().isNegative()) {
                throw new DeadlineExceededException(context.failure(
                        "the deadline passed while another action on " + port + " was under way; nothing was sent"));
            }
            return work.get();
        });
        result.whenComplete((value, failure) -> {
            synchronized (rows) {
                Row row = rows.get(port);
                if (row != null && --row.length == 0) {
                    rows.remove(port);
                }
            }
            mine.complete(null);
        });
        return result;
    }
}
