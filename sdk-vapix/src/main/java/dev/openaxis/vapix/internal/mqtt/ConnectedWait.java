package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.mqtt.MqttClientStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks again and again until the client is connected: activation is answered before it has happened (VAPIX mqtt-client-api). */
final class ConnectedWait {
    private static final Duration POLL = Duration.ofMillis(500);

    private final DeviceSession session;
    private final CallContext context;
    private final CompletableFuture<MqttClientStatus> connected = new CompletableFuture<>();
    private volatile boolean heard;

    ConnectedWait(DeviceSession session, CallContext context) {
        this.session = session;
        this.context = context;
    }

    CompletableFuture<MqttClientStatus> run() {
        context.awaits("the device did not say in time what its MQTT client does");
        context.onGiveUp(() -> connected.cancel(false));
        ask();
        return connected;
    }

    private void ask() {
        if (!connected.isDone() && context.left().compareTo(Duration.ZERO) > 0) {
            ClientOperations.status(session, context).whenComplete(this::judge);
        }
    }

    private void judge(@Nullable MqttClientStatus status, @Nullable Throwable failure) {
        Throwable cause = DeviceSession.cause(failure);
        if (cause != null && !passes(cause)) {
            connected.completeExceptionally(cause);
            return;
        }
        heard |= status != null;
        if (status != null && status.active() && status.connected()) {
            connected.complete(status);
            return;
        }
        if (status != null) {
            context.awaits(
                    status.active()
                            ? "the MQTT client is active and not connected; why, a device does not tell"
                            : "the MQTT client is not active; activate() lets it connect");
        }
        context.pause(POLL).thenRun(this::ask);
    }

    /** A device that answered may be away for a moment; one that never did is a mistake to be told at once. */
    private boolean passes(Throwable cause) {
        return cause instanceof DeadlineExceededException || (heard && cause instanceof ConnectionException);
    }
}
