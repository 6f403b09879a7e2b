package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.http.TransportOptions;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One device's connections for requests: gives exchanges to idle or new ones within the limits, takes connections back, and
 * lets those go that nobody has used for long. Confined to the event loop.
 */
final class ConnectionPool {
    private final DeviceTransport transport;
    private final Connector connector;
    private final EventLoop loop;
    private final TransportOptions options;
    /** What was used last is at the end, and used again first. */
    private final List<HttpConnection> idle;

    private final Set<HttpConnection> open = new HashSet<>();
    /** Those whose connection is being made. */
    private final Set<Exchange> connecting = new HashSet<>();

    private int pooledInUse;
    private int heldInUse;
    private @Nullable ScheduledFuture<?> sweep;
    private boolean closed;

    ConnectionPool(DeviceTransport transport, Connector connector) {
        this.transport = transport;
        this.connector = connector;
        this.loop = transport.loop();
        this.options = transport.options();
        this.idle = new ArrayList<>(options.poolSize());
    }

    /** Gives the exchange to a connection, existing or new; {@code false} if it has to wait for one. */
    boolean serve(Exchange exchange) {
        if (!hasPlaceFor(exchange)) {
            return false;
        }
        HttpConnection connection = takeIdle();
        if (connection != null) {
            start(connection, exchange);
        } else if (open.size() + connecting.size() < options.deviceLimit()) {
            connectFor(exchange);
        } else {
            return false;
        }
        return true;
    }

    /** Held requests leave one connection to the others, or nothing could be read while they last. */
    boolean hasPlaceFor(Exchange exchange) {
        return exchange.request.held() ? heldInUse < options.deviceLimit() - 1 : pooledInUse < options.poolSize();
    }

    private void inUse(Exchange exchange, int change) {
        if (exchange.request.held()) {
            heldInUse += change;
        } else {
            pooledInUse += change;
        }
    }

    private void connectFor(Exchange exchange) {
        connecting.add(exchange);
        inUse(exchange, 1);
        CompletableFuture<Channel> attempt = connector.connect(
                exchange.request.operation(),
                exchange.due(),
                !exchange.request.effect().mayBeSentAgain());
        exchange.connecting = attempt;
        if (exchange.trace != null) {
            exchange.trace.connecting();
        }
        attempt.whenComplete((channel, error) -> {
            if (error == null) {
                transport.login().connected(Connector.certificate(channel));
            }
            if (error == null && exchange.trace != null) {
                exchange.trace.connected();
            }
            exchange.connecting = null;
            connecting.remove(exchange);
            inUse(exchange, -1);
            if (error != null) {
                if (!exchange.done() && error instanceof AxisException known) {
                    transport.failed(exchange, known);
                }
                transport.dispatch();
                return;
            }
            HttpConnection fresh = new HttpConnection(transport, channel);
            open.add(fresh);
            channel.pipeline().addLast(fresh);
            if (exchange.done() || closed) {
                release(fresh, channel.isActive());
            } else {
                start(fresh, exchange);
            }
        });
    }

    private @Nullable HttpConnection takeIdle() {
        for (int last = idle.size() - 1; last >= 0; last--) {
            HttpConnection connection = idle.remove(last);
            if (connection.usable()) {
                return connection;
            }
        }
        return null;
    }

    private void start(HttpConnection connection, Exchange exchange) {
        inUse(exchange, 1);
        connection.start(exchange);
    }

    /** Returns a connection after a complete exchange, or lets it go. */
    void release(HttpConnection connection, boolean keep) {
        if (keep && !closed && idle.size() < options.poolSize()) {
            idle.add(connection);
            closeUnusedLater();
        } else {
            connection.close();
        }
        transport.dispatch();
    }

    void endLease(Exchange exchange) {
        exchange.connection = null;
        inUse(exchange, -1);
    }

    private void closeUnusedLater() {
        if (sweep == null) {
            sweep = loop.schedule(this::closeUnused, options.idleTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void closeUnused() {
        sweep = null;
        long limit = System.nanoTime() - options.idleTimeout().toNanos();
        for (HttpConnection connection : List.copyOf(idle)) {
            if (connection.completedAt() - limit <= 0) {
                idle.remove(connection);
                connection.close();
            }
        }
        if (!idle.isEmpty()) {
            closeUnusedLater();
        }
    }

    /** A connection is gone. */
    void closed(HttpConnection connection) {
        connection.recordEnd();
        open.remove(connection);
        idle.remove(connection);
        transport.dispatch();
    }

    /** Closes what is idle: a connection that broke says that the others may have, too. */
    void closeIdle() {
        List<HttpConnection> all = List.copyOf(idle);
        idle.clear();
        all.forEach(HttpConnection::close);
    }

    /** Every exchange that has a connection, or has one made for it. */
    List<Exchange> exchanges() {
        List<Exchange> all = new ArrayList<>(connecting);
        for (HttpConnection connection : open) {
            Exchange exchange = connection.exchange();
            if (exchange != null) {
                all.add(exchange);
            }
        }
        return all;
    }

    /** Closes every connection, and those that come. */
    void close() {
        closed = true;
        if (sweep != null) {
            sweep.cancel(false);
        }
        List.copyOf(open).forEach(HttpConnection::close);
        idle.clear();
    }
}
