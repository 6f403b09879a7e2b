package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpTransport;
import dev.openaxis.core.http.WebSocket;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens the WebSocket of the event stream, with the log-in or with a session token ({@code wssession.cgi}). */
final class WebSocketUpgrade {
    static final String PATH = "/vapix/ws-data-stream";

    private static final String TOKENS = "/axis-cgi/wssession.cgi";
    /** A decimal integer, as documented; other texts that need no encoding are taken, too. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{1,256}");
    /** A token lives 15 seconds and may have expired on the way: another one is asked for, once. */
    private static final int MOST_TOKENS = 2;

    private final DeviceSession session;

    WebSocketUpgrade(DeviceSession session) {
        this.session = session;
    }

    /**
     * Logs in on the upgrade. A device that does not accept there what it accepts everywhere else is asked for a token, which it
     * gives to who logs in.
     */
    CompletableFuture<WebSocket> open(CallContext context, WebSocketListener listener) {
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
}
