package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.service.ServiceFault;
import dev.openaxis.vapix.internal.service.SoapService;
import dev.openaxis.vapix.io.Confirmation;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.ReferenceToken;
import dev.openaxis.vapix.io.RelayOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The operations over ONVIF. A token is only used after the device has listed it, and listed again if the action waited. */
public final class OnvifOperations {
    private OnvifOperations() {}

    private static Operation.Description described(String name, Effect effect, Role role, String accessClass) {
        return Operation.named("io.onvif." + name, SoapService.PATH, effect)
                .role(role, "ONVIF access class " + accessClass + "; which role that means is an inference");
    }

    /** All relay outputs. */
    public static Operation<List<RelayOutput>> relayOutputs(IoSession io) {
        return described("relayOutputs", Effect.READ, Role.VIEWER, "READ_MEDIA").steps(context -> listed(io, context));
    }

    /** All digital inputs. */
    public static Operation<List<ReferenceToken>> digitalInputs(IoSession io) {
        return described("digitalInputs", Effect.READ, Role.VIEWER, "READ_SYSTEM")
                .steps(context -> {
                    OnvifWire wire = new OnvifWire(io, context);
                    return io.session().send(context, wire.inputListing()).thenApply(wire::listedInputs);
                });
    }

    private static CompletableFuture<List<RelayOutput>> listed(IoSession io, CallContext context) {
        OnvifWire wire = new OnvifWire(io, context);
        return io.session().send(context, wire.listing()).thenApply(wire::listed);
    }

    private static RelayOutput require(CallContext context, List<RelayOutput> listed, ReferenceToken token) {
        return listed.stream()
                .filter(output -> output.token().equals(token))
                .findFirst()
                .orElseThrow(() -> new WrongPortException(context.failure("the device lists no relay output \"" + token
                                + "\"; it has "
                                + listed.stream().map(RelayOutput::token).toList())
                        .advice("Take the token from relayOutputs()")));
    }

    // ---- actions ----

    /** Switches a relay output. */
    public static Operation<Confirmation> act(
            IoSession io, ReferenceToken relay, PortState state, boolean doorsAllowed) {
        String name = state == PortState.ACTIVE ? "activate" : "deactivate";
        return described(name, Effect.ACTUATE, Role.OPERATOR, "ACTUATE")
                .steps(context -> inTurn(io, context, relay, doorsAllowed, () -> {
                    OnvifWire wire = new OnvifWire(io, context);
                    // Made first: a token that cannot be written must leave nobody listening.
                    HttpRequest.Builder action = wire.setState(relay, state);
                    RelayWitness witness = new RelayWitness(io, context, relay, state);
                    return send(io, context, relay, action, witness::sentBy)
                            .thenAccept(wire::requireStateSet)
                            .handle((taken, failure) -> {
                                if (failure != null) {
                                    witness.end();
                                    throw refusal(context, relay, failure);
                                }
                                return witness.evidence();
                            })
                            .thenCompose(evidence -> evidence)
                            .thenApply(evidence -> new Confirmation(evidence, Instant.now()));
                }));
    }

    /** Changes the settings of a relay output. */
    public static Operation<RelayOutput> configure(
            IoSession io, ReferenceToken relay, RelayOutput.Settings settings, boolean doorsAllowed) {
        return described("configure", Effect.ACTUATE, Role.OPERATOR, "ACTUATE")
                .steps(context -> inTurn(io, context, relay, doorsAllowed, () -> {
                    OnvifWire wire = new OnvifWire(io, context);
                    return send(io, context, relay, wire.setSettings(relay, settings), exchange -> {})
                            .thenAccept(wire::requireSettingsSet)
                            .exceptionally(failure -> {
                                throw refusal(context, relay, failure);
                            })
                            .thenCompose(taken -> readBack(io, context, relay, settings));
                }));
    }

    private static <T> CompletableFuture<T> inTurn(
            IoSession io,
            CallContext context,
            ReferenceToken relay,
            boolean doorsAllowed,
            Supplier<CompletableFuture<T>> action) {
        return io.session().identity(context).thenCompose(identity -> {
            io.requireOperator(context);
            DeviceInfo info = identity.info();
            if (!doorsAllowed && ProductTable.doorController(info.model(), info.productType())) {
                throw new UnverifiedMappingException(
                        context.failure("this is a door controller, whose relays may be doors and locks")
                                .advice("Use its door functions, or ask for bare relays with drivingDoorController()"));
            }
            return io.queues().inTurn(relay, context, action);
        });
    }

    private static CompletableFuture<HttpResponse> send(
            IoSession io,
            CallContext context,
            ReferenceToken relay,
            HttpRequest.Builder action,
            Consumer<HttpExchange> sent) {
        OnvifWire wire = new OnvifWire(io, context);
        long asked = System.nanoTime();
        return listed(io, context).thenCompose(outputs -> {
            require(context, outputs, relay);
            HttpRequest request = action.provenBy(
                            wire.listing(), asked, again -> require(context, wire.listed(again), relay))
                    .build();
            HttpExchange exchange = context.exchange(request, context.left());
            sent.accept(exchange);
            return io.session().explained(context, exchange.response(), request);
        });
    }

    private static RuntimeException refusal(CallContext context, ReferenceToken relay, Throwable failure) {
        RuntimeException cause = DeviceSession.thrown(failure);
        if (cause instanceof RefusedException refused && ServiceFault.names(refused, "RelayToken")) {
            return new WrongPortException(
                    context.failure("the device has no relay output \"" + relay + "\": " + refused.what())
                            .effect(refused.effect()));
        }
        return DeviceSession.orUnknown(context, cause, "the action on the relay output \"" + relay + "\"");
    }

    /** What was accepted is told as it is read back; if that fails nobody knows. */
    private static CompletableFuture<RelayOutput> readBack(
            IoSession io, CallContext context, ReferenceToken relay, RelayOutput.Settings settings) {
        return listed(io, context)
                .exceptionally(failure -> {
                    throw new OutcomeUnknownException(context.failure("the device took the settings of \"" + relay
                                    + "\", and could not be read afterwards")
                            .effect(AppliedEffect.POSSIBLE)
                            .cause(DeviceSession.cause(failure)));
                })
                .thenApply(after -> after.stream()
                        .filter(output -> output.token().equals(relay) && fits(output, settings))
                        .findFirst()
                        .orElseThrow(() -> new RefusedException(
                                context.failure("the device took the settings of \"" + relay
                                                + "\", and then told others: " + after)
                                        .effect(AppliedEffect.POSSIBLE),
                                SoapService.PATH,
                                0,
                                "",
                                Map.of())));
    }

    /** The delay of a bistable output means nothing. */
    private static boolean fits(RelayOutput now, RelayOutput.Settings settings) {
        return now.mode().equals(Optional.of(settings.mode()))
                && now.idle() == settings.idle()
                && (settings.mode() == RelayOutput.Mode.BISTABLE || now.delay().equals(Optional.of(settings.delay())));
    }
}
