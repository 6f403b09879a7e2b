package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.DeviceWords;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.io.SchemaVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The operations on shock detection (VAPIX shock-detection-api): one small CGI for each question and each setting. */
public final class ShockOperations {
    private static final String BASE = "/axis-cgi/shockdetection/";
    private static final String API = "shock detection API";
    private static final String SINCE = "AXIS OS 5.50";
    private static final String NAMES = "http://www.axis.com/vapix/http_cgi/shockdetection1";
    private static final String VERSION = "schemaversion=1";
    private static final int HIGHEST = 100;

    private ShockOperations() {}

    /** Whether it is on. */
    public static Operation<Boolean> enabled(IoSession io) {
        return asking(
                io,
                "enabled",
                "getenabled.cgi?" + VERSION,
                success -> success.child(NAMES, "GetEnabledSuccess")
                        .flatMap(answer -> answer.childText(NAMES, "Enabled"))
                        .flatMap(ShockOperations::truth));
    }

    /** Turns it on or off. */
    public static Operation<Void> enable(IoSession io, boolean on) {
        return setting(io, on ? "enable" : "disable", "setenabled.cgi?" + VERSION + "&enabled=" + on);
    }

    /** How easily a shock is told. */
    public static Operation<Integer> sensitivity(IoSession io) {
        return asking(
                io,
                "sensitivity",
                "getsensitivitylevel.cgi?" + VERSION,
                // No answer is recorded, so it is not certain that the element around it is named as in the others.
                success -> success.children().stream()
                        .flatMap(answer -> answer.childText(NAMES, "Level").stream())
                        .findFirst()
                        .flatMap(ShockOperations::number)
                        .filter(level -> level <= HIGHEST));
    }

    /** Sets how easily a shock is told. */
    public static Operation<Void> sensitivity(IoSession io, int level) {
        if (level < 0 || level > HIGHEST) {
            throw new IllegalArgumentException("a sensitivity is 0 to " + HIGHEST + ": " + level);
        }
        return setting(io, "sensitivity", "setsensitivitylevel.cgi?" + VERSION + "&level=" + level);
    }

    /** Which versions the device has. */
    public static Operation<List<SchemaVersion>> schemaVersions(IoSession io) {
        return asking(io, "schemaVersions", "getschemaversion.cgi", success -> {
            List<SchemaVersion> versions = success.children().stream()
                    .flatMap(answer -> answer.children(NAMES, "SchemaVersion").stream())
                    .flatMap(version -> version(version).stream())
                    .toList();
            return versions.isEmpty() ? Optional.empty() : Optional.of(versions);
        });
    }

    private static Optional<SchemaVersion> version(Element version) {
        Optional<Integer> major = version.childText(NAMES, "MajorVersion").flatMap(ShockOperations::number);
        Optional<Integer> minor = version.childText(NAMES, "MinorVersion").flatMap(ShockOperations::number);
        boolean deprecated = version.childText(NAMES, "Deprecated")
                .flatMap(ShockOperations::truth)
                .orElse(false);
        return major.isPresent() && minor.isPresent()
                ? Optional.of(new SchemaVersion(major.get(), minor.get(), deprecated))
                : Optional.empty();
    }

    // ---- the calls ----

    private static <T> Operation<T> asking(
            IoSession io, String name, String call, Function<Element, Optional<T>> reading) {
        return described(name, Effect.READ)
                .steps(context -> io.session()
                        .text(context, HttpRequest.get(BASE + call), API, SINCE)
                        .thenApply(text -> reading.apply(success(context, call, text))
                                .orElseThrow(() -> malformed(context, text, null))));
    }

    private static Operation<Void> setting(IoSession io, String name, String call) {
        return described(name, Effect.CONFIGURE)
                .steps(context -> io.session()
                        .text(context, HttpRequest.method("GET", BASE + call, Effect.CONFIGURE), API, SINCE)
                        .thenAccept(text -> {
                            if (success(context, call, text)
                                    .child(NAMES, "GeneralSuccess")
                                    .isEmpty()) {
                                throw malformed(context, text, null);
                            }
                        }));
    }

    private static Operation.Description described(String name, Effect effect) {
        return Operation.named("io.shockDetection." + name, API, effect)
                .role(Role.OPERATOR, "VAPIX shock-detection-api");
    }

    // ---- the answers ----

    private static Element success(CallContext context, String call, String text) {
        Optional<Element> root;
        try {
            root = Optional.of(Element.parse(text)).filter(element -> element.is(NAMES, "ShockDetectionResponse"));
        } catch (XMLStreamException e) {
            throw malformed(context, text, e);
        }
        Optional<Element> error = root.flatMap(answer -> answer.child(NAMES, "Error"))
                .flatMap(found -> found.child(NAMES, "GeneralError"));
        if (error.isPresent()) {
            throw refused(context, call, error.get());
        }
        return root.flatMap(answer -> answer.child(NAMES, "Success")).orElseThrow(() -> malformed(context, text, null));
    }

    private static Optional<Boolean> truth(String word) {
        return switch (word) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> number(String digits) {
        return digits.matches("\\d{1,6}") ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
    }

    private static AxisException refused(CallContext context, String call, Element error) {
        int code = error.childText(NAMES, "ErrorCode")
                .flatMap(ShockOperations::number)
                .orElse(0);
        String words = DeviceWords.hiding(List.of(), List.of())
                .fit(error.childText(NAMES, "ErrorDescription").orElse(""));
        Failure failure = context.failure("the device answered error " + code + " (" + meaning(code) + ")"
                + (words.isEmpty() ? "" : " \"" + words + "\""));
        if (code == 40) {
            return new UnsupportedCapabilityException(
                    failure.advice("This client speaks version 1; schemaVersions() tells the device's"), API);
        }
        // Processing may have failed in the middle.
        return new RefusedException(
                code == 10 ? failure.effect(unclear(context)) : failure,
                BASE + call.replaceFirst("\\?.*", ""),
                code,
                words,
                Map.of());
    }

    private static String meaning(int code) {
        return switch (code) {
            case 10 -> "processing error";
            case 20 -> "invalid request";
            case 30 -> "level out of range";
            case 40 -> "schema version not supported";
            default -> "not documented";
        };
    }

    private static MalformedResponseException malformed(CallContext context, String text, @Nullable Throwable cause) {
        return new MalformedResponseException(
                context.failure("the answer does not tell what was asked")
                        .effect(unclear(context))
                        .cause(cause),
                text);
    }

    private static AppliedEffect unclear(CallContext context) {
        return context.changeSent() ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
    }
}
