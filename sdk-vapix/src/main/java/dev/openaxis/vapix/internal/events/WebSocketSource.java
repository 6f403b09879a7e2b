package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.http.WebSocket;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.JsonCgi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket event stream (VAPIX event-streaming-over-websocket). There is no id and no property operation in it: what is new is
 * found by comparing.
 */
final class WebSocketSource implements EventSource {
    static final String API = "event-streaming-over-websocket";
    /** What a device has for an answer to a list of filters. Without one nothing could be asked of it any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DeviceSession session;
    private final EventTyping.Declared declared;
    private final WebSocketUpgrade upgrade;

    WebSocketSource(DeviceSession session, EventTyping.Declared declared) {
        this.session = session;
        this.declared = declared;
        this.upgrade = new WebSocketUpgrade(session);
    }

    @Override
    public EventChannel channel() {
        return EventChannel.WEB_SOCKET;
    }

    @Override
    public CompletableFuture<Session> open(CallContext context, Set<Wanted> wanted, Listener listener) {
        Connection connection = new Connection(listener, context.failure("the event stream"));
        return upgrade.open(context, connection).thenCompose(socket -> {
            context.onGiveUp(() -> {
                if (!connection.configured.isDone()) {
                    socket.close();
                }
            });
            connection.begin(socket, wanted);
            return connection.configured.handle((nothing, failure) -> {
                if (failure != null) {
                    socket.close();
                    throw new CompletionException(DeviceSession.cause(failure));
                }
                return connection;
            });
        });
    }

    /**
     * One connection. A new filter list replaces the one before, and the device then repeats the states it matches. Lists are told
     * one after the other; the next answer to a list is that list's (observed), as contexts are optional.
     */
    private final class Connection implements Session, WebSocketListener {
        final CompletableFuture<Void> configured = new CompletableFuture<>();

        private final Listener listener;
        private final Failure failure;
        private final Object lock = new Object();
        private volatile @Nullable WebSocket socket;
        private volatile boolean closed;
        private final RecentNotifications recent = new RecentNotifications();

        /** What the device took. */
        private Set<Wanted> taken = Set.of();
        /** The list that asked for it, with the topics taken before: states that were told go on being told, so that what is known stays true. */
        private volatile EventFilterList inForce = EventFilterList.NONE;
        /** What the last list asks for. */
        private Set<Wanted> sent = Set.of();

        private volatile EventFilterList asked = EventFilterList.NONE;
        /** What somebody wants at the moment. */
        private Set<Wanted> wantedNow = Set.of();
        /** What is to be added to it, part by part; the first part is under way. */
        private final Deque<Set<Wanted>> parts = new ArrayDeque<>();
        /** The last list was refused, so which one is in force is not known. */
        private boolean inDoubt;

        private int listsTold;
        private int listsAnswered;

        Connection(Listener listener, Failure failure) {
            this.listener = listener;
            this.failure = failure;
        }

        void begin(WebSocket opened, Set<Wanted> wanted) {
            socket = opened;
            synchronized (lock) {
                wantedNow = wanted;
                parts.addLast(wanted);
            }
            send();
        }

        @Override
        public void want(Set<Wanted> wanted) {
            synchronized (lock) {
                wantedNow = wanted;
                Set<Wanted> more = new HashSet<>(wanted);
                more.removeAll(taken);
                parts.forEach(more::removeAll);
                if (more.isEmpty()) {
                    return;
                }
                parts.addLast(Set.copyOf(more));
                if (parts.size() > 1) {
                    return;
                }
            }
            send();
        }

        /** Tells the device what it took before, as far as somebody wants it still, and the next part. */
        private void send() {
            EventFilterList filters;
            int list;
            synchronized (lock) {
                list = ++listsTold;
                Set<Wanted> all = new HashSet<>(taken);
                all.retainAll(wantedNow);
                all.addAll(parts.getFirst());
                filters = EventFilterList.of(all, declared).and(inForce.topics());
                sent = Set.copyOf(all);
                asked = filters;
            }
            Objects.requireNonNull(socket).send(filters.request());
            session.invoker()
                    .loop()
                    .schedule(() -> giveUpUnlessAnswered(list), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void giveUpUnlessAnswered(int list) {
            synchronized (lock) {
                if (listsAnswered >= list || closed) {
                    return;
                }
            }
            close();
            AxisException cause = new DeadlineExceededException(Failure.of(
                    failure.device(),
                    failure.operation(),
                    "the device does not answer an event filter within " + PATIENCE.toSeconds() + " s"));
            configured.completeExceptionally(cause);
            listener.lost(cause);
        }

        private void answered(Optional<RefusedException> refusal) {
            Set<Wanted> part;
            boolean more;
            synchronized (lock) {
                if (parts.isEmpty()) {
                    return;
                }
                listsAnswered++;
                part = parts.removeFirst();
                if (refusal.isEmpty()) {
                    taken = sent;
                    inForce = asked;
                } else if (part.size() > 1) {
                    // The answer does not say which filter is wrong, so they are tried one by one.
                    part.forEach(one -> parts.addFirst(Set.of(one)));
                }
                boolean hopeless = refusal.isPresent() && part.isEmpty();
                inDoubt = refusal.isPresent() && !hopeless;
                if (parts.isEmpty() && inDoubt) {
                    parts.add(Set.of());
                }
                more = !parts.isEmpty();
            }
            refusal.ifPresent(cause -> tellRefused(part, cause));
            if (more) {
                send();
            } else {
                configured.complete(null);
            }
        }

        private void tellRefused(Set<Wanted> part, RefusedException cause) {
            if (part.isEmpty()) {
                configured.completeExceptionally(cause);
            } else if (part.size() == 1) {
                listener.refused(part.iterator().next(), cause);
            }
        }

        // ---- messages ----

        @Override
        public void onText(String text) {
            Json message;
            try {
                message = Json.parse(text, field -> session.forgive(API + " " + field));
            } catch (Json.NotJsonException e) {
                listener.odd("a message that is " + e.getMessage());
                return;
            }
            switch (message.text("method", "")) {
                case "events:notify" -> notified(message);
                case "events:configure" -> answered(message.object("error").map(this::refusal));
                default -> listener.odd("a message with an unknown method");
            }
        }

        private void notified(Json message) {
            Optional<Notification> told = Notification.ofFrame(message);
            if (told.isEmpty()) {
                listener.odd("a notification without a topic");
            } else if (!recent.repeats(told.get(), tellings(told.get()))) {
                listener.notification(told.get());
            }
        }

        /** While a list is not answered, either may be in force. */
        private int tellings(Notification told) {
            return Math.max(asked.tellings(told), inForce.tellings(told));
        }

        private RefusedException refusal(Json error) {
            int code = JsonCgi.code(error);
            String words = error.text("message", "");
            return new RefusedException(
                    Failure.of(
                            failure.device(),
                            failure.operation(),
                            "the device refused the event filter: error " + code + " \"" + words + "\""),
                    WebSocketUpgrade.PATH,
                    code,
                    words,
                    Map.of());
        }

        @Override
        public void onClosed(@Nullable AxisException cause) {
            AxisException reason = cause != null
                    ? cause
                    : new ConnectionException(
                            Failure.of(failure.device(), failure.operation(), "the stream was closed"));
            configured.completeExceptionally(reason);
            listener.lost(reason);
        }

        @Override
        public Instant lastProof() {
            WebSocket open = socket;
            return open == null ? Instant.now() : open.lastProof();
        }

        @Override
        public void close() {
            closed = true;
            WebSocket open = socket;
            if (open != null) {
                open.close();
            }
        }
    }
}
