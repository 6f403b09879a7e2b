package dev.openaxis.vapix.internal;

import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.Role;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.system.Readiness;
import java.util.concurrent.CompletableFuture;

/** The operations of the device itself. */
public final class SystemOperations {
    private SystemOperations() {}

    /** System ready, anonymous. */
    public static Operation<Readiness> ready(DeviceSession session) {
        return Operation.named("system.ready", JsonCgi.SYSTEM_READY.id(), Effect.READ)
                .role(Role.ANONYMOUS, "VAPIX systemready-api")
                .steps(context -> ready(session, context));
    }

    /** System ready as a step of another operation. */
    public static CompletableFuture<Readiness> ready(DeviceSession session, CallContext context) {
        return context.send(readyRequest(context)).thenApply(response -> readiness(session, context, response));
    }

    /** The question whether the system is ready. */
    static HttpRequest readyRequest(CallContext context) {
        return JsonCgi.SYSTEM_READY
                .call(context, Effect.READ, "1.0", "systemready")
                .anonymous()
                .build();
    }

    /** What an answer of system ready says. */
    static Readiness readiness(DeviceSession session, CallContext context, HttpResponse response) {
        JsonCgi.SYSTEM_READY.data(session, context, response);
        return Identification.readiness(session, response)
                .orElseThrow(() -> new MalformedResponseException(
                        context.failure("the answer does not say whether the system is ready"), response.text()));
    }

    /** Waiting until the device is ready. */
    public static Operation<Readiness> awaitReady(DeviceSession session) {
        return Operation.named("system.awaitReady", JsonCgi.SYSTEM_READY.id(), Effect.READ)
                .role(Role.ANONYMOUS, "VAPIX systemready-api; a viewer where the device does not have it")
                .steps(context -> Comeback.untilReady(session, context));
    }

    /** Restarting, and waiting until the device is ready again. */
    public static Operation<Readiness> restart(DeviceSession session) {
        return Operation.named("system.restart", JsonCgi.FIRMWARE.id(), Effect.DISRUPT)
                .role(Role.ADMIN, "VAPIX firmware-management-api, system-settings")
                .steps(context -> new Restart(session, context).run());
    }

    /** Every property, as an operator. */
    public static Operation<DeviceInfo> info(DeviceSession session) {
        return Operation.named("system.info", JsonCgi.BASIC_DEVICE_INFO.id(), Effect.READ)
                .role(Role.OPERATOR, "VAPIX basic-device-information")
                .steps(context -> session.send(
                                context,
                                JsonCgi.BASIC_DEVICE_INFO
                                        .call(context, Effect.READ, "1.0", "getAllProperties")
                                        .build())
                        .thenApply(response -> properties(session, context, response)));
    }

    /** The properties anybody may see. */
    public static Operation<DeviceInfo> unrestrictedInfo(DeviceSession session) {
        return Operation.named("system.unrestrictedInfo", JsonCgi.BASIC_DEVICE_INFO.id(), Effect.READ)
                .role(Role.ANONYMOUS, "VAPIX basic-device-information")
                .steps(context -> context.send(JsonCgi.BASIC_DEVICE_INFO
                                .call(context, Effect.READ, "1.0", "getAllUnrestrictedProperties")
                                .anonymous()
                                .build())
                        .thenApply(response -> properties(session, context, response)));
    }

    private static DeviceInfo properties(DeviceSession session, CallContext context, HttpResponse response) {
        return JsonCgi.BASIC_DEVICE_INFO
                .data(session, context, response)
                .object("propertyList")
                .map(list -> new DeviceInfo(list.asTexts()))
                .orElseThrow(() -> new MalformedResponseException(
                        context.failure("the answer has no property list"), response.text()));
    }

    /** The API list. */
    public static Operation<Capabilities> apis(DeviceSession session) {
        return Operation.named("system.apis", JsonCgi.API_DISCOVERY.id(), Effect.READ)
                .role(Role.ANONYMOUS, "VAPIX api-discovery-service; 9.80 and 10.12 want a log-in (observed)")
                .steps(context -> session.send(
                                context,
                                JsonCgi.API_DISCOVERY
                                        .call(context, Effect.READ, "1.0", "getApiList")
                                        .build())
                        .thenApply(response -> {
                            JsonCgi.API_DISCOVERY.data(session, context, response);
                            return Identification.capabilities(session, response)
                                    .orElseThrow(() -> new MalformedResponseException(
                                            context.failure("the answer has no API list"), response.text()));
                        }));
    }
}
