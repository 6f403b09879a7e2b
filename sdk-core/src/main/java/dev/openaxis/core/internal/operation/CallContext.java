package dev.openaxis.core.internal.operation;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.http.AnswerConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the steps of one running operation may use: sending, waiting, and the time that is left. */
public final class CallContext {
    private record UnderWay(HttpExchange exchange, Effect effect) {
        /** A read that is answered is over; long waiting made of many reads must not gather them. */
        boolean over() {
            return effect == Effect.READ && exchange.response().isDone();
        }
    }

    private final Invoker invoker;
    private final Operation<?> operation;
    private final long started;
    private final long deadline;
    /** Guarded by itself. Most operations have one. */
    private final List<UnderWay> under = new ArrayList<>(1);

    /** Guarded by what is under way. */
    private List<Runnable> cleanUps = List.of();

    private volatile String awaited = "";
    private volatile boolean givenUp;

    CallContext(Invoker invoker, Operation<?> operation, Duration total) {
        this.invoker = invoker;
        this.operation = operation;
        this.started = System.nanoTime();
        this.deadline = started + total.toNanos();
    }

    /** The operation under way. */
    public Operation<?> operation() {
        return operation;
    }

    /** A failure of this operation on this device, to be completed. */
    public Failure failure(String what) {
        return Failure.of(invoker.address(), operation.name(), what);
    }

    /** Says what the steps wait for, in the words of the error if it does not come. */
    public void awaits(String what) {
        awaited = what;
    }

    /** What the steps wait for, empty if they did not say. */
    String awaited() {
        return awaited;
    }

    /** What happened if the deadline passes now. */
    String expired() {
        return awaited.isEmpty() ? "the deadline passed" : awaited;
    }

    /** When the call began, by {@link System#nanoTime}. */
    long started() {
        return started;
    }

    /** When the time is over, by {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }

    /** Time left until the deadline; zero or less when it has passed. */
    public Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** Time left until the deadline, or this much if that is less. */
    public Duration leftAtMost(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Sends a request with all the time that is left. */
    public CompletableFuture<HttpResponse> send(HttpRequest request) {
        Duration left = left();
        return exchange(request, left, left).response();
    }

    /** Sends a request with a time of its own, which may exceed the operation's (a held pulse outlives its call). */
    public HttpExchange exchange(HttpRequest request, Duration timeout) {
        return exchange(request, timeout, left());
    }

    /** Sends a request whose answer is taken as it comes. */
    public CompletableFuture<HttpResponse> stream(HttpRequest request, AnswerConsumer consumer, Duration sendWithin) {
        Duration left = left();
        return exchange(request.effect(), () -> invoker.stream(request, consumer, left, sendWithin))
                .response();
    }

    private HttpExchange exchange(HttpRequest request, Duration timeout, Duration sendWithin) {
        return exchange(request.effect(), () -> invoker.transport().send(request, timeout, sendWithin));
    }

    private HttpExchange exchange(Effect effect, Supplier<HttpExchange> sending) {
        synchronized (under) {
            if (givenUp) {
                throw new CancellationException("the call was given up");
            }
            HttpExchange exchange = sending.get();
            under.removeIf(UnderWay::over);
            under.add(new UnderWay(exchange, effect));
            return exchange;
        }
    }

    /** Whether bytes of anything but a read may have reached the device. */
    public boolean changeSent() {
        synchronized (under) {
            return under.stream()
                    .anyMatch(
                            one -> one.effect() != Effect.READ && one.exchange().sent());
        }
    }

    /** Completes after the time, or at the deadline if that is earlier. */
    public CompletableFuture<Void> pause(Duration time) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        long nanos = Math.max(0, Math.min(time.toNanos(), deadline - System.nanoTime()));
        invoker.loop().schedule(() -> over.complete(null), nanos, TimeUnit.NANOSECONDS);
        return over;
    }

    /** Whether nobody waits for this call any more. */
    public boolean givenUp() {
        return givenUp;
    }

    /** Runs the task when nobody waits any more, so that what the steps hold can be freed. */
    public void onGiveUp(Runnable task) {
        synchronized (under) {
            if (!givenUp) {
                cleanUps = new ArrayList<>(cleanUps);
                cleanUps.add(task);
                return;
            }
        }
        task.run();
    }

    /** Takes back everything that was not sent, and sends no more; {@code false} if an action is under way and goes on. */
    boolean withdraw() {
        List<UnderWay> started;
        synchronized (under) {
            // From the first withdrawal on: on the loop it ends the exchange at once, and the steps may want to go on.
            givenUp = true;
            started = List.copyOf(under);
            for (UnderWay one : started) {
                if (!one.effect().mayBeSentAgain() && !one.exchange().withdraw()) {
                    givenUp = false;
                    return false;
                }
            }
        }
        started.forEach(one -> one.exchange().withdraw());
        return true;
    }

    /**
     * Stops sending and aborts what is under way; an action that was sent stays sent.
     *
     * @return what may have happened: certain, because sending and aborting exclude each other
     */
    AppliedEffect giveUp() {
        List<UnderWay> started;
        List<Runnable> tasks;
        synchronized (under) {
            givenUp = true;
            started = List.copyOf(under);
            tasks = cleanUps;
            cleanUps = List.of();
        }
        tasks.forEach(Runnable::run);
        boolean changed = false;
        for (UnderWay one : started) {
            boolean never = one.exchange().abort();
            changed |= !never && one.effect() != Effect.READ;
        }
        return changed ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
    }
}
