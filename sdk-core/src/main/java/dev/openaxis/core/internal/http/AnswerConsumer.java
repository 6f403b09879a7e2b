package dev.openaxis.core.internal.http;

import dev.openaxis.core.http.HttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/**
 * Takes the body of an answer as it comes. After {@link #wants} said yes, everything is called by the executor, one call
 * after the other: {@link #take} any number of times, then {@link #complete} or {@link #abandon}, whichever comes first.
 */
public interface AnswerConsumer {

    /** Whether this answer, without its body yet, is to be taken as it comes; called on the event loop. */
    boolean wants(HttpResponse head);

    /** The longest body that is accepted, in bytes. */
    long maxBytes();

    /** Whether silence counts from the sending of the request, and not only once the answer has begun. */
    boolean answeredAtOnce();

    /** Where it does its work. */
    Executor executor(Workers workers);

    /** The next bytes in order; they are gone after the call. What is thrown ends the exchange. */
    void take(ByteBuffer[] pieces) throws IOException;

    /** The body is complete. */
    void complete() throws IOException;

    /** The exchange ended before. */
    void abandon() throws IOException;
}
