package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.service.Element;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The operations on virtual inputs (VAPIX input-and-outputs, virtual input API). What they start on the device may move
 * something, so they are actions: sent once, on a connection just proven.
 */
public final class VirtualInputOperations {
    private static final String BASE = "/axis-cgi/virtualinput/";
    private static final String API = "virtual input API";
    private static final String SINCE = "AXIS OS 5.50";

    private VirtualInputOperations() {}

    /** Activates an input. */
    public static Operation<Boolean> activate(IoSession io, int number) {
        return change(io, "activate", number, "");
    }

    /** Activates an input for whole seconds. */
    public static Operation<Boolean> activate(IoSession io, int number, Duration time) {
        if (time.isNegative() || !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("a virtual input is active for whole seconds, 0 or more: " + time);
        }
        return change(io, "activate", number, "&duration=" + time.toSeconds());
    }

    /** Deactivates an input. */
    public static Operation<Boolean> deactivate(IoSession io, int number) {
        return change(io, "deactivate", number, "");
    }

    private static Operation<Boolean> change(IoSession io, String verb, int number, String more) {
        if (number < 1) {
            throw new IllegalArgumentException("virtual inputs count from 1: " + number);
        }
        return Operation.named("io.virtualInput." + verb, API, Effect.ACTUATE)
                .role(Role.OPERATOR, "VAPIX input-and-outputs")
                .steps(context -> {
                    HttpRequest read = HttpRequest.get(BASE + "getschemaversions.cgi")
                            .operation(context.operation().name())
                            .build();
                    HttpRequest.Builder action = HttpRequest.method(
                                    "GET", BASE + verb + ".cgi?schemaversion=1&port=" + number + more, Effect.ACTUATE)
                            .provenBy(read);
                    return io.session()
                            .text(context, action, API, SINCE)
                            .thenApply(text -> changed(context, number, text))
                            .handle((changed, failure) -> {
                                if (failure != null) {
                                    throw DeviceSession.orUnknown(
                                            context,
                                            DeviceSession.thrown(failure),
                                            "the action on virtual input " + number);
                                }
                                return changed;
                            });
                });
    }

    private static boolean changed(CallContext context, int number, String text) {
        Element told;
        try {
            told = Element.parse(text);
        } catch (XMLStreamException e) {
            throw malformed(context, text, e);
        }
        Optional<String> code = told.textWithin("ErrorCode");
        if (code.isPresent()) {
            throw refused(
                    context,
                    number,
                    code.get(),
                    told.textWithin("ErrorDescription").orElse(""));
        }
        return switch (told.textWithin("StateChanged").orElse("")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw malformed(context, text, null);
        };
    }

    private static MalformedResponseException malformed(CallContext context, String text, @Nullable Throwable cause) {
        return new MalformedResponseException(
                context.failure("the answer does not tell whether the virtual input changed")
                        .effect(AppliedEffect.POSSIBLE)
                        .cause(cause),
                text);
    }

    private static AxisException refused(CallContext context, int number, String code, String description) {
        String said = "the device answered error " + code + (description.isEmpty() ? "" : " \"" + description + "\"");
        return switch (code) {
            case "20" ->
                new WrongPortException(context.failure("the device has no virtual input " + number + ": " + said));
            case "30" -> new UnsupportedCapabilityException(context.failure(said), API);
            default ->
                new RefusedException(
                        context.failure(said).effect(code.equals("40") ? AppliedEffect.POSSIBLE : AppliedEffect.NONE),
                        BASE,
                        code.matches("\\d{1,6}") ? Integer.parseInt(code) : 0,
                        description,
                        Map.of());
        };
    }
}
