package dev.openaxis.core.http;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request on its way. */
public interface HttpExchange {

    /**
     * The answer. Completes on any thread, possibly an event loop: do not block in its stages.
     *
     * @return a future that always completes, at the latest with the deadline
     */
    CompletableFuture<HttpResponse> response();

    /**
     * Whether bytes of the request itself may have reached the socket: not of its proof, and of a request with a streamed
     * body not what only asks whether it may be sent.
     *
     * @return {@code true} from the moment the request is handed to the socket
     */
    boolean sent();

    /**
     * When the request itself was handed to the socket. What happened before, queueing and connecting among it, says
     * nothing about what the request did.
     *
     * @return the time of {@link System#nanoTime} and of the clock, empty while {@link #sent} is {@code false}
     */
    Optional<Sent> sentAt();

    /**
     * A moment by two clocks.
     *
     * @param nanos {@link System#nanoTime}, for durations
     * @param time the wall clock, to compare with other instants
     */
    record Sent(long nanos, Instant time) {}

    /**
     * Takes the request back if it was not sent yet; one that was sent goes on.
     *
     * @return whether it is certain that no byte of the request was sent or ever will be
     */
    boolean withdraw();

    /**
     * Gives the exchange up: an unsent one is never sent, a sent one's connection is closed.
     *
     * @return whether it is certain that no byte of the request was sent or ever will be
     */
    boolean abort();
}
