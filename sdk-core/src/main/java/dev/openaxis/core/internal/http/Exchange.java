package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.auth.Authenticator;
import dev.openaxis.core.internal.trace.ExchangeTrace;
import io.netty.channel.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the transport, and the task that brings it to the event loop. Everything but its state and the
 * future is confined to that loop.
 */
final class Exchange implements HttpExchange, Runnable {
    /** What was seen before an action counts for this long. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    final HttpRequest request;
    private final long deadline;
    /** After this an unsent request is not sent any more. */
    private final long sendBefore;

    final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    private final DeviceTransport transport;
    /** Sends the body, if it is streamed. */
    final @Nullable Upload upload;

    /** Takes the answer as it comes, if somebody wants that. */
    final @Nullable AnswerConsumer consumer;

    private enum State {
        WAITING,
        SENT,
        ABORTED
    }

    /** Decides between sending and aborting, which come from different threads: whoever is first wins. */
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    @Nullable
    HttpConnection connection;

    /** The connection being made for this exchange. */
    @Nullable
    CompletableFuture<Channel> connecting;

    /** Written before the state says that it was sent. */
    private long sentNanos;

    Authenticator.@Nullable Session used;
    /** Whether the bytes on the wire at the moment are the proof's. */
    boolean proving;

    /** What ended the log-in, while other credentials are asked for; they get one chance. */
    @Nullable
    AxisException rejection;

    /** Null unless it is recorded. */
    @Nullable
    ExchangeTrace trace;

    boolean credentialsRenewed;
    int attempts;
    boolean retriedOnFreshConnection;

    Exchange(
            DeviceTransport transport,
            HttpRequest request,
            @Nullable AnswerConsumer consumer,
            Duration timeout,
            Duration sendWithin) {
        this.consumer = consumer;
        this.transport = transport;
        this.request = request;
        long created = System.nanoTime();
        this.deadline = created + timeout.toNanos();
        this.sendBefore = created + Math.min(timeout.toNanos(), sendWithin.toNanos());
        Body content = request.content();
        this.upload = content == null ? null : new Upload(transport, this, content);
    }

    /** Whether what the caller looked at before acting is too old by now, because it had to wait. */
    boolean lookIsOld() {
        return request.checksProof() && System.nanoTime() - request.lookedAt() > LOOK_NANOS;
    }

    /** Whether the request may be written once more, after an answer or without one: a streamed body never is. */
    boolean mayRepeat() {
        return proving || (upload == null ? request.effect().mayBeSentAgain() : !sent());
    }

    /** When this exchange has to end unless something happens. */
    long due() {
        return sent() ? deadline : sendBefore;
    }

    /** What is to be written now: the proof or the request itself. */
    HttpRequest current() {
        HttpRequest proof = request.proof();
        return proving && proof != null ? proof : request;
    }

    @Override
    public void run() {
        transport.enqueue(this);
    }

    /** Whether its turn comes too late: nothing went out, and nothing may any more. */
    boolean tooLate(long now) {
        return !sent() && now - sendBefore >= 0;
    }

    /** Claims the right to send; {@code false} if the exchange was aborted and must not go out. */
    boolean trySend(long now) {
        if (state.get() == State.WAITING) {
            sentNanos = now;
        }
        return state.compareAndSet(State.WAITING, State.SENT) || state.get() == State.SENT;
    }

    boolean done() {
        return response.isDone();
    }

    @Override
    public CompletableFuture<HttpResponse> response() {
        return response;
    }

    @Override
    public boolean sent() {
        return state.get() == State.SENT;
    }

    @Override
    public Optional<Sent> sentAt() {
        return sent()
                ? Optional.of(new Sent(sentNanos, Instant.now().minusNanos(System.nanoTime() - sentNanos)))
                : Optional.empty();
    }

    @Override
    public boolean withdraw() {
        boolean never = state.compareAndSet(State.WAITING, State.ABORTED) || state.get() == State.ABORTED;
        if (never) {
            transport.abort(this);
        }
        return never;
    }

    @Override
    public boolean abort() {
        boolean never = withdraw();
        if (!never) {
            transport.abort(this);
        }
        return never;
    }
}
