package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.CredentialsProvider;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpProxy;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.HttpTransport;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.http.WebSocket;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.internal.auth.Authenticator;
import dev.openaxis.core.internal.rtsp.MetadataListener;
import dev.openaxis.core.internal.rtsp.MetadataStream;
import dev.openaxis.core.internal.tls.ClientTls;
import dev.openaxis.core.internal.trace.DeviceTrace;
import dev.openaxis.core.internal.trace.ExchangeTrace;
import dev.openaxis.core.internal.trace.Recorder;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One device's connections. Lives on one event loop, so nothing here needs a lock: callers hand exchanges over to the
 * loop, and everything after happens there.
 */
public final class DeviceTransport implements HttpTransport {
    /** An action goes out only on a connection that completed an exchange this recently. */
    static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MAX_ATTEMPTS = 4;
    private final DeviceAddress address;
    private final EventLoop loop;
    private final Workers workers;
    private final TransportOptions options;
    private final Route route;
    private final Login login;
    private final Connector connector;
    private final WaitingLine waiting = new WaitingLine();
    private final ConnectionPool pool;
    private final Set<WebSocketClient> webSockets = new HashSet<>();
    private final RtspSessions rtsp;
    private final Deadlines deadlines;
    /** Null unless everything is recorded. */
    private @Nullable DeviceTrace trace;

    private boolean asking;
    private boolean closed;

    /** A transport for one address; does no I/O before the first request. */
    public DeviceTransport(
            DeviceAddress address,
            @Nullable CredentialsProvider credentials,
            TrustPolicy trust,
            @Nullable OwnCertificate presented,
            TransportOptions options,
            EventLoop loop,
            Workers workers,
            SecureRandom random,
            ConnectLimits limits) {
        this.address = address;
        this.loop = loop;
        this.workers = workers;
        this.options = options;
        this.deadlines = new Deadlines(loop, this::expire);
        this.login = new Login(
                address,
                credentials,
                new Authenticator(address.secure(), options.basicOverClearText(), random),
                loop,
                workers.vaults());
        this.route = Route.to(address, options.proxy());
        this.connector = new Connector(
                route,
                address.secure() ? ClientTls.of(trust, presented, address) : null,
                loop,
                workers.lookups(),
                options.connectTimeout(),
                limits);
        this.pool = new ConnectionPool(this, connector);
        this.rtsp = new RtspSessions(this, limits, random);
    }

    /** Records everything from now on; called before the first request. */
    public void recordTo(Recorder recorder) {
        onLoop(
                () -> trace = new DeviceTrace(
                        recorder,
                        address,
                        login.authenticator()::credentials,
                        options.proxy().flatMap(HttpProxy::account)),
                () -> {});
    }

    /** Where everything is recorded, or {@code null}. */
    @Nullable
    DeviceTrace trace() {
        return trace;
    }

    /** Where this transport speaks to. */
    public DeviceAddress address() {
        return address;
    }

    /** The loop everything of this device runs on. */
    public EventLoop loop() {
        return loop;
    }

    Route route() {
        return route;
    }

    Login login() {
        return login;
    }

    Connector connector() {
        return connector;
    }

    Workers workers() {
        return workers;
    }

    TransportOptions options() {
        return options;
    }

    ConnectionPool pool() {
        return pool;
    }

    @Override
    public HttpExchange send(HttpRequest request, Duration timeout, Duration sendWithin) {
        return send(new Exchange(this, request, null, timeout, sendWithin));
    }

    /** The same with an answer that is taken as it comes. */
    public HttpExchange send(HttpRequest request, AnswerConsumer consumer, Duration timeout, Duration sendWithin) {
        return send(new Exchange(this, request, consumer, timeout, sendWithin));
    }

    private HttpExchange send(Exchange exchange) {
        if (loop.inEventLoop()) {
            enqueue(exchange);
            return exchange;
        }
        try {
            loop.execute(exchange);
        } catch (RejectedExecutionException e) {
            fail(exchange, runtimeClosed(exchange.request.operation()));
        }
        return exchange;
    }

    @Override
    public CompletableFuture<WebSocket> openWebSocket(String target, Duration timeout, WebSocketListener listener) {
        return open(new WebSocketClient(this, target, true, listener, timeout));
    }

    @Override
    public CompletableFuture<WebSocket> openWebSocketByToken(
            String target, Duration timeout, WebSocketListener listener) {
        return open(new WebSocketClient(this, target, false, listener, timeout));
    }

    private CompletableFuture<WebSocket> open(WebSocketClient client) {
        onLoop(
                () -> {
                    if (closed) {
                        client.fail(closedError("websocket"));
                    } else {
                        webSockets.add(client);
                        client.connect();
                    }
                },
                () -> client.fail(runtimeClosed("websocket")));
        return client.opened();
    }

    /**
     * Opens the metadata stream of an RTSP server on the device.
     *
     * @param target path and query, already percent-encoded
     */
    public CompletableFuture<MetadataStream> openMetadata(
            int port, String target, Duration timeout, MetadataListener listener) {
        CompletableFuture<MetadataStream> opened = new CompletableFuture<>();
        onLoop(
                () -> rtsp.begin(port, target, timeout, listener, opened),
                () -> opened.completeExceptionally(runtimeClosed(RtspSessions.OPERATION)));
        return opened;
    }

    RtspSessions rtsp() {
        return rtsp;
    }

    void webSocketClosed(WebSocketClient client) {
        webSockets.remove(client);
    }

    private void onLoop(Runnable task, Runnable ifRejected) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            ifRejected.run();
        }
    }

    private ClosedException runtimeClosed(String operation) {
        return new ClosedException(Failure.of(address, operation, "the runtime was closed"));
    }

    private ClosedException closedError(String operation) {
        return new ClosedException(Failure.of(address, operation, "the device object was closed"));
    }

    // ---- queue ----

    /** An exchange begins, on the loop. */
    void enqueue(Exchange exchange) {
        String operation = exchange.request.operation();
        if (trace != null) {
            exchange.trace = trace.exchange(operation, exchange.request.effect());
        }
        if (closed) {
            fail(exchange, closedError(operation));
            return;
        }
        if (exchange.due() - System.nanoTime() <= 0) {
            expired(exchange);
            return;
        }
        if (route.mightRepeat(exchange.request)) {
            fail(
                    exchange,
                    new ConnectionException(
                            Failure.of(address, operation, "the proxy might repeat this action; it was not sent")
                                    .advice("Use https:// or a proxy that gives tunnels: HttpProxy.tunnelling")));
            return;
        }
        if (waiting.size() >= options.maxQueued()) {
            fail(
                    exchange,
                    new OverloadedException(Failure.of(
                            address,
                            operation,
                            options.maxQueued() + " requests are already waiting for this device")));
            return;
        }
        deadlines.watch(exchange.due());
        if (!exchange.request.anonymous() && !login.ready()) {
            waiting.park(exchange);
            askForCredentials();
            return;
        }
        if (waiting.size() > 0 || !pool.serve(exchange)) {
            waiting.add(exchange);
            dispatch();
        }
    }

    /** Gives waiting exchanges to connections, as far as the limits allow. */
    void dispatch() {
        Exchange next;
        while ((next = waiting.next(pool::hasPlaceFor)) != null) {
            if (!pool.serve(next)) {
                waiting.addAgain(next);
                return;
            }
        }
    }

    // ---- what connections report ----

    /** The exchange was aborted by its caller just before its bytes would have gone out. */
    void abortedBeforeSending(HttpConnection connection, Exchange exchange) {
        pool.endLease(exchange);
        pool.release(connection, connection.usable());
    }

    /** Its turn came too late; nothing was sent. */
    void tooLate(HttpConnection connection, Exchange exchange) {
        pool.endLease(exchange);
        expired(exchange);
        pool.release(connection, connection.usable());
    }

    /** A complete answer: the proof's, a challenge, or the answer itself. */
    void answered(HttpConnection connection, Exchange exchange, HttpResponse response, boolean keep) {
        AxisException unreached = Failures.byProxy(route, exchange, response.status());
        if (unreached != null) {
            failed(exchange, unreached);
            pool.release(connection, keep);
            return;
        }
        if (response.status() == 401 && !exchange.current().anonymous()) {
            challenged(connection, exchange, response, keep);
            return;
        }
        boolean blocked = login.blocks(response);
        if (!blocked && !exchange.current().anonymous()) {
            login.accepted(exchange.used, response);
        }
        if (exchange.proving && !blocked) {
            AxisException veto = exchange.request.vetoedBy(response);
            if (veto == null) {
                exchange.proving = false;
                continueOn(connection, exchange, keep);
            } else {
                pool.endLease(exchange);
                failed(exchange, veto);
                pool.release(connection, keep);
            }
            return;
        }
        if (exchange.upload != null && !blocked && exchange.upload.goesOnAfter(response.status())) {
            continueOn(connection, exchange, keep);
            return;
        }
        pool.endLease(exchange);
        settle(exchange);
        // Returned first, so that whoever continues from the answer finds the connection.
        pool.release(connection, keep);
        if (blocked) {
            fail(exchange, login.blocked(exchange.request.operation()));
        } else {
            exchange.response.complete(response);
        }
    }

    private void challenged(HttpConnection connection, Exchange exchange, HttpResponse response, boolean keep) {
        Authenticator.Verdict verdict = login.verdictOn(response, exchange.used);
        boolean mayRepeat = exchange.mayRepeat();
        if (verdict.answerable() && mayRepeat && exchange.attempts < MAX_ATTEMPTS) {
            continueOn(connection, exchange, keep);
            return;
        }
        pool.endLease(exchange);
        AxisException error = login.error(exchange.request.operation(), !mayRepeat, response, verdict);
        if (verdict == Authenticator.Verdict.REJECTED && mayRepeat && login.canAsk() && !exchange.credentialsRenewed) {
            exchange.rejection = error;
            waiting.parkLogIns();
            waiting.park(exchange);
            askForCredentials();
        } else {
            failed(exchange, error);
        }
        pool.release(connection, keep);
    }

    private void askForCredentials() {
        if (!asking) {
            asking = true;
            login.ask(this::credentialsCame);
        }
    }

    /** Lets those go on that wait for credentials; whom the device refused with the same ones has failed. */
    private void credentialsCame(boolean changed, @Nullable AxisException failure) {
        asking = false;
        for (Exchange exchange : waiting.all()) {
            AxisException rejection = exchange.rejection;
            exchange.rejection = null;
            if (changed && rejection != null) {
                exchange.credentialsRenewed = true;
                exchange.attempts = 0;
                continue;
            }
            AxisException error = rejection != null || exchange.request.anonymous() ? rejection : failure;
            if (error != null) {
                waiting.remove(exchange);
                failed(exchange, error);
            }
        }
        waiting.resume();
        dispatch();
    }

    /** Writes the next message of the same exchange, here if the connection stays open, else on another one. */
    private void continueOn(HttpConnection connection, Exchange exchange, boolean keep) {
        if (exchange.done()) {
            pool.endLease(exchange);
            pool.release(connection, keep);
        } else if (keep) {
            connection.write(exchange);
        } else if (exchange.attempts >= MAX_ATTEMPTS) {
            pool.endLease(exchange);
            connection.close();
            failed(
                    exchange,
                    new ConnectionException(Failure.of(
                                    address,
                                    exchange.request.operation(),
                                    "the device closes the connection after every answer, so none can be proven"
                                            + " before an action")
                            .advice("Allow keep-alive on the device and on proxies in between")));
        } else {
            pool.endLease(exchange);
            connection.close();
            waiting.addAgain(exchange);
            dispatch();
        }
    }

    /** The device says nothing to the question before a long body: another one is asked on another connection. */
    void startAgain(HttpConnection connection, Exchange exchange) {
        connection.abandon();
        continueOn(connection, exchange, false);
    }

    /** A connection ended under an exchange that has no answer yet. */
    void brokeDown(HttpConnection connection, Exchange exchange, boolean partial, @Nullable Throwable cause) {
        pool.endLease(exchange);
        if (exchange.done()) {
            return;
        }
        // A kept connection that the device closed meanwhile says nothing about the device: try a new one, once, and
        // only if nothing but a read (an action's proof, the question before a long body) went out on it.
        boolean harmless = exchange.proving
                || (exchange.upload == null ? exchange.request.effect() == Effect.READ : !exchange.sent());
        if (!partial && harmless && connection.reused() && !exchange.retriedOnFreshConnection && !closed) {
            exchange.retriedOnFreshConnection = true;
            if (exchange.trace != null) {
                exchange.trace.broke("the kept connection was gone");
            }
            pool.closeIdle();
            waiting.addAgain(exchange);
            dispatch();
            return;
        }
        String what =
                partial ? "the answer was cut in the middle" : "the device closed the connection without an answer";
        if (cause != null && !partial) {
            what = "the connection broke: " + Failures.describe(cause);
        }
        failed(exchange, Failures.broken(exchange, address, what, cause));
    }

    // ---- ends ----

    /** Fails an exchange and frees what it used. */
    void failed(Exchange exchange, AxisException error) {
        if (exchange.connection != null) {
            pool.endLease(exchange);
        }
        settle(exchange);
        fail(exchange, error);
    }

    private static void fail(Exchange exchange, Throwable error) {
        ExchangeTrace trace = exchange.trace;
        if (trace != null && !exchange.done()) {
            trace.failed(error);
        }
        exchange.response.completeExceptionally(error);
    }

    private void settle(Exchange exchange) {
        CompletableFuture<Channel> attempt = exchange.connecting;
        if (attempt != null) {
            // Nobody waits for this connection: its place is for others.
            loop.execute(() -> attempt.cancel(false));
        }
    }

    private List<Exchange> underWay() {
        List<Exchange> all = pool.exchanges();
        all.addAll(waiting.all());
        return all;
    }

    private long expire(long now) {
        long next = now;
        for (Exchange exchange : underWay()) {
            long due = exchange.due();
            if (due - now <= 0) {
                expired(exchange);
            } else if (next == now || due - next < 0) {
                next = due;
            }
        }
        return next;
    }

    private void expired(Exchange exchange) {
        if (exchange.done()) {
            return;
        }
        AxisException rejection = exchange.rejection;
        if (rejection != null) {
            // It was declined; what it waited for is another chance.
            waiting.remove(exchange);
            failed(exchange, rejection);
            return;
        }
        boolean waited = exchange.connection == null;
        waiting.remove(exchange);
        ended(
                exchange,
                waited
                        ? "the deadline passed while the request waited for its turn; it was not sent"
                        : exchange.sent()
                                ? "the deadline passed before the device answered"
                                : "the deadline passed before the request was sent");
    }

    /** Nothing of a streamed body moved for too long. */
    void stalled(Exchange exchange, String what) {
        if (!exchange.done()) {
            ended(exchange, what);
        }
    }

    private void ended(Exchange exchange, String what) {
        HttpConnection connection = exchange.connection;
        if (connection != null) {
            connection.abandon();
        }
        failed(
                exchange,
                new DeadlineExceededException(Failure.of(address, exchange.request.operation(), what)
                        .effect(Failures.effect(exchange.request.effect(), exchange.sent()))));
        dispatch();
    }

    void abort(Exchange exchange) {
        onLoop(
                () -> {
                    if (exchange.done()) {
                        return;
                    }
                    waiting.remove(exchange);
                    HttpConnection connection = exchange.connection;
                    if (connection != null) {
                        pool.endLease(exchange);
                        connection.abandon();
                    }
                    settle(exchange);
                    fail(exchange, new CancellationException("aborted"));
                    dispatch();
                },
                () -> exchange.response.completeExceptionally(new CancellationException("aborted")));
    }

    @Override
    public void close() {
        onLoop(this::closeNow, () -> {});
    }

    /** Closes everything and says when every channel is gone. */
    public CompletableFuture<Void> closeCompletely() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        onLoop(
                () -> {
                    try {
                        closeNow();
                    } finally {
                        // Whoever closes waits for this, whatever else went wrong.
                        connector.whenAllClosed(() -> gone.complete(null));
                    }
                },
                () -> gone.complete(null));
        return gone;
    }

    private void closeNow() {
        if (closed) {
            return;
        }
        closed = true;
        deadlines.stop();
        List<Exchange> ending = underWay();
        waiting.clear();
        for (Exchange exchange : ending) {
            HttpConnection connection = exchange.connection;
            if (connection != null) {
                connection.abandon();
            }
            failed(
                    exchange,
                    new ClosedException(
                            Failure.of(address, exchange.request.operation(), "the device object was closed")
                                    .effect(Failures.effect(exchange.request.effect(), exchange.sent()))));
        }
        List.copyOf(webSockets).forEach(WebSocketClient::closeNow);
        rtsp.close();
        pool.close();
    }
}
