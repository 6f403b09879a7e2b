package dev.openaxis.vapix.internal;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.system.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One restart, sent once and over one API: firmware management where the device has it, else {@code restart.cgi} (spec:
 * firmware-management-api, system-settings). The device may go down faster than it answers, so a lost answer is no failure;
 * only its coming back tells.
 */
final class Restart {
    private static final String LEGACY = "/axis-cgi/restart.cgi";
    private static final String FIRMWARE_PROPERTIES = "root.Properties.FirmwareManagement";
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final DeviceSession session;
    private final CallContext context;

    Restart(DeviceSession session, CallContext context) {
        this.session = session;
        this.context = context;
    }

    CompletableFuture<Readiness> run() {
        return session.identity(context)
                .thenCompose(this::hasFirmwareManagement)
                .thenCompose(modern -> before().thenCompose(before -> send(modern, before)));
    }

    private CompletableFuture<Boolean> hasFirmwareManagement(DeviceSession.Identity identity) {
        return identity.capabilities().listed()
                ? CompletableFuture.completedFuture(identity.capabilities().has(JsonCgi.FIRMWARE.id()))
                : ParamCgi.list(session, context, List.of(FIRMWARE_PROPERTIES))
                        .thenApply(list -> list.get("Properties.FirmwareManagement.Version")
                                .isPresent());
    }

    private CompletableFuture<@Nullable Readiness> before() {
        return SystemOperations.ready(session, context).handle((now, failure) -> {
            if (failure == null || DeviceSession.cause(failure) instanceof UnsupportedCapabilityException) {
                return now;
            }
            throw DeviceSession.thrown(failure);
        });
    }

    private CompletableFuture<Readiness> send(boolean modern, @Nullable Readiness before) {
        HttpRequest request = (modern
                        ? JsonCgi.FIRMWARE.call(context, Effect.DISRUPT, "1.0", "reboot")
                        : HttpRequest.method("GET", LEGACY, Effect.DISRUPT)
                                .operation(context.operation().name()))
                .provenBy(DeviceSession.whoAmI(context).build())
                .build();
        HttpExchange exchange = context.exchange(request, context.leftAtMost(ANSWER));
        return session.explained(context, exchange.response(), request)
                .handle((answer, failure) -> {
                    if (answer != null) {
                        requireAccepted(modern, answer);
                    } else if (!mayBeGoingDown(exchange, DeviceSession.cause(failure))) {
                        throw DeviceSession.thrown(failure);
                    }
                    return before;
                })
                .thenCompose(known -> Comeback.afterRestart(session, context, known));
    }

    private void requireAccepted(boolean modern, HttpResponse answer) {
        if (modern) {
            JsonCgi.FIRMWARE.data(session, context, answer);
        } else if (answer.status() != 200) {
            throw JsonCgi.statusError(context, answer, LEGACY, "restart.cgi", "AXIS OS 5.00");
        }
    }

    /** Whether the answer may be missing because the device does what it was told. */
    private static boolean mayBeGoingDown(HttpExchange exchange, @Nullable Throwable cause) {
        return exchange.sent() && cause instanceof AxisException known && known.effect() == AppliedEffect.POSSIBLE;
    }
}
