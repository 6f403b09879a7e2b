package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpTransport;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket event stream (VAPIX event-streaming-over-websocket). There is no id and no property operation in it: what is new is
 * found by comparing.
 */
final class WebSocketSource implements EventSource {
    static final String API = "event-streaming-over-websocket";
    private static final String PATH = "/vapix/ws-data-stream";
    private static final String TOKENS = "/axis-cgi/wssession.cgi";
    /** A decimal integer, as documented; other texts that need no encoding are taken, too. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{1,256}");
    /** A token lives 15 seconds and may have expired on the way: another one is asked for, once. */
    private static final int MOST_TOKENS = 2;
    /** What a device has for an answer to a list of filters. Without one nothing could be asked of it any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DeviceSession session;
    private final EventTyping.Declared declared;

    WebSocketSource(DeviceSession session, EventTyping.Declared declared) {
        this.session = session;
        this.declared = declared;
    }

    @Override
    public EventChannel channel() {
        return EventChannel.WEB_SOCKET;
    }

    @Override
    public CompletableFuture<Session> open(CallContext context, Set<Wanted> wanted, Listener listener) {
        Connection connection = new Connection(listener, context.failure("the event stream"));
        return opened(context, connection).thenCompose(socket -> {
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
     * Logs in on the upgrade. A device that does not accept there what it accepts everywhere else is asked for a token, which it
     * gives to who logs in.
     */
    private CompletableFuture<WebSocket> opened(CallContext context, WebSocketListener listener) {
        return transport()
                .openWebSocket(PATH + "?sources=events", context.left(), listener)
                .handle((socket, failure) -> DeviceSession.cause(failure) instanceof AuthenticationException refused
                        ? byToken(context, listener, refused, MOST_TOKENS)
                        : passed(socket, failure))
                .thenCompose(result -> result);
    }

    private CompletableFuture<WebSocket> byToken(
            CallContext context, WebSocketListener listener, AuthenticationException refused, int tokens) {
        return session.send(
                        context,
                        HttpRequest.get(TOKENS)
                                .operation(context.operation().name())
                                .build())
                .handle((answer, failure) -> answer != null && answer.status() == 200 ? token(answer.text()) : "")
                .thenCompose(token -> {
                    if (token.isEmpty()) {
                        return CompletableFuture.<WebSocket>failedFuture(refused);
                    }
                    return transport()
                            .openWebSocketByToken(
                                    PATH + "?wssession=" + token + "&sources=events", context.left(), listener);
                })
                .handle((socket, failure) -> {
                    boolean unknown =
                            DeviceSession.cause(failure) instanceof RefusedException answer && answer.code() == 401;
                    if (!unknown) {
                        return passed(socket, failure);
                    }
                    return tokens > 1
                            ? byToken(context, listener, refused, tokens - 1)
                            : CompletableFuture.<WebSocket>failedFuture(refused);
                })
                .thenCompose(result -> result);
    }

    private static CompletableFuture<WebSocket> passed(@Nullable WebSocket socket, @Nullable Throwable failure) {
        return failure == null
                ? CompletableFuture.completedFuture(Objects.requireNonNull(socket))
                : CompletableFuture.failedFuture(Objects.requireNonNull(DeviceSession.cause(failure)));
    }

    /** The token in an answer, which may be a JSON object (observed in a client); empty if there is none. */
    static String token(String answer) {
        String text = answer.trim();
        if (text.startsWith("{")) {
            try {
                Json object = Json.parse(text, field -> {});
                text = object.text("wssession").or(() -> object.text("token")).orElse("");
            } catch (Json.NotJsonException e) {
                return "";
            }
        }
        return TOKEN.matcher(text).matches() ? text : "";
    }

    private HttpTransport transport() {
        return session.invoker().transport();
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
        private volatile RecentNotifications recent = RecentNotifications.NONE;

        /** What the device took. */
        private Set<Wanted> taken = Set.of();
        /** Its topics, and those taken before: states that were told go on being told, so that what is known stays true. */
        private Set<String> topics = Set.of();
        /** What the last list asks for. */
        private Set<Wanted> sent = Set.of();

        private Set<String> sentTopics = Set.of();
        /** What somebody wants at the moment. */
        private Set<Wanted> wantedNow = Set.of();
        /** What is to be added to it, part by part; the first part is under way. */
        private final Deque<Set<Wanted>> parts = new ArrayDeque<>();
        /** The last list was refused, so which one is in force is not known. */
        private boolean inDoubt;

        private int told;
        private int heardOf;

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
                list = ++told;
                Set<Wanted> all = new HashSet<>(taken);
                all.retainAll(wantedNow);
                all.addAll(parts.getFirst());
                filters = EventFilterList.of(all, declared).and(topics);
                sent = Set.copyOf(all);
                sentTopics = filters.topics();
            }
            if (filters.overlapping() && recent == RecentNotifications.NONE) {
                recent = RecentNotifications.remembered();
            }
            Objects.requireNonNull(socket).send(filters.request());
            session.invoker()
                    .loop()
                    .schedule(() -> giveUpUnlessAnswered(list), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void giveUpUnlessAnswered(int list) {
            synchronized (lock) {
                if (heardOf >= list || closed) {
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
                heardOf++;
                part = parts.removeFirst();
                if (refusal.isEmpty()) {
                    taken = sent;
                    topics = sentTopics;
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
            } else if (!recent.repeats(told.get())) {
                listener.notification(told.get());
            }
        }

        private RefusedException refusal(Json error) {
            int code = JsonCgi.code(error);
            String words = error.text("message", "");
            return new RefusedException(
                    Failure.of(
                            failure.device(),
                            failure.operation(),
                            "the device refused the event filter: error " + code + " \"" + words + "\""),
                    PATH,
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
