package dev.openaxis.vapix.internal.service;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceWords;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a web service says is wrong (SOAP 1.2 section 5.4; VAPIX physical-access-control for the JSON form). Codes are names
 * with a prefix of the device's choice, so only the part behind it is compared.
 *
 * @param code {@code env:Sender} or {@code env:Receiver}
 * @param subcodes from the general to the special, for example {@code ter:InvalidArgVal}, {@code ter:NotFound}
 * @param reason words for people, possibly empty
 * @param detail qualified name of the first element in the detail, or the text there; possibly empty
 * @param told what that element says inside, by local names; the same name twice is one text with commas
 */
public record ServiceFault(String code, List<String> subcodes, String reason, String detail, Map<String, String> told) {
    /** Key of {@link RefusedException#details} for {@link #code}. */
    public static final String CODE = "code";
    /** Key of {@link RefusedException#details} for the subcodes, with a slash between them. */
    public static final String SUBCODE = "subcode";
    /** Key of {@link RefusedException#details} for {@link #detail}. */
    public static final String DETAIL = "detail";

    private static final int MOST_TOLD = 20;

    /** Leaves out subcodes that are not told. */
    public ServiceFault {
        subcodes = subcodes.stream().filter(name -> !name.isEmpty()).toList();
    }

    /**
     * The error it stands for.
     *
     * @param service which service, in words
     * @param since the first version that has it
     */
    AxisException error(CallContext context, HttpResponse response, String path, String service, String since) {
        Failure failure = context.failure(service + " answered " + DeviceWords.PLAIN.fit(toString()));
        int status = response.status();
        if (named("NotAuthorized") || status == 401 || status == 403) {
            // The name is a generic fault of ONVIF Core.
            return new AuthorizationException(failure.advice("This needs "
                    + context.operation().role() + " (" + context.operation().roleSource() + ")"));
        }
        if (named("ActionNotSupported")) {
            // Recorded for operations that a device's service does not have.
            return new UnsupportedCapabilityException(failure.advice("The service came with " + since), service);
        }
        Map<String, String> details = new LinkedHashMap<>();
        told.entrySet().stream().limit(MOST_TOLD).forEach(part -> put(details, part.getKey(), part.getValue()));
        put(details, CODE, code);
        put(details, SUBCODE, String.join("/", subcodes));
        put(details, DETAIL, detail);
        // A sender's mistake is found before anything is done; a receiver may have begun.
        boolean declined = local(code).equals("Sender") || !context.changeSent();
        return new RefusedException(
                declined ? failure : failure.effect(AppliedEffect.POSSIBLE),
                path,
                status,
                DeviceWords.PLAIN.fit(words()),
                details);
    }

    /** The same with what may be told of it. Names stay: no value that was sent makes them. */
    ServiceFault fit(DeviceWords words) {
        Map<String, String> fit = new LinkedHashMap<>();
        told.forEach((name, value) -> fit.put(name, words.fit(value)));
        return new ServiceFault(
                code, subcodes, words.fit(reason), detail.startsWith("{") ? detail : words.fit(detail), fit);
    }

    private static void put(Map<String, String> details, String key, String value) {
        if (!value.isEmpty()) {
            details.put(key, DeviceWords.PLAIN.fit(value));
        }
    }

    private boolean named(String name) {
        return subcodes.stream().map(ServiceFault::local).anyMatch(name::equals);
    }

    private String words() {
        return reason.isEmpty() ? detail : reason;
    }

    /** Whether a refusal is a fault with this name as one of its subcodes or as its detail. */
    public static boolean names(RefusedException refused, String name) {
        return Stream.concat(
                        Arrays.stream(
                                refused.details().getOrDefault(SUBCODE, "").split("/")),
                        Stream.of(refused.details().getOrDefault(DETAIL, "")))
                .map(ServiceFault::local)
                .anyMatch(name::equals);
    }

    private static String local(String name) {
        return name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('}')) + 1)
                .trim();
    }

    @Override
    public String toString() {
        String names = String.join(
                " ",
                Stream.concat(Stream.of(code), subcodes.stream())
                        .filter(name -> !name.isEmpty())
                        .toList());
        String detailed = detail.isEmpty() || reason.isEmpty() ? "" : " (" + detail + ")";
        return "the fault " + names + (words().isEmpty() ? "" : " \"" + words() + "\"") + detailed;
    }
}
