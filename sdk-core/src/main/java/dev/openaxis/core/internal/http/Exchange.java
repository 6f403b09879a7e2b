package dev.openaxis.core.internal.http;

import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.auth.Authenticator;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request's way through the transport. Everything but {@link #sent} and the future is confined to the event loop. */
final class Exchange implements HttpExchange {
    final HttpRequest request;
    final long deadline;
    final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    private final DeviceTransport transport;

    private volatile boolean sent;

    @Nullable
    ScheduledFuture<?> timer;

    @Nullable
    HttpConnection connection;

    Authenticator.@Nullable Session used;
    /** Whether the bytes on the wire at the moment are the proof's. */
    boolean proving;

    int attempts;
    boolean retriedOnFreshConnection;

    Exchange(DeviceTransport transport, HttpRequest request, long deadline) {
        this.transport = transport;
        this.request = request;
        this.deadline = deadline;
    }

    /** What is to be written now: the proof or the request itself. */
    HttpRequest current() {
        HttpRequest proof = request.proof();
        return proving && proof != null ? proof : request;
    }

    void markSent() {
        sent = true;
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
        return sent;
    }

    @Override
    public void abort() {
        transport.abort(this);
    }
}
