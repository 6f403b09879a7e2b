package dev.openaxis.vapix.internal.service;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceWords;
import dev.openaxis.vapix.internal.JsonCgi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A SOAP 1.2 service. All of a device's services are on one path and told apart by their namespaces; they take VAPIX
 * accounts by HTTP authentication, and need neither WS-Security nor WS-Addressing (VAPIX entry-service-api).
 *
 * @param name what errors call it, for example {@code the ONVIF device service}
 * @param namespace of its operations, and of what stands directly in them
 * @param since first version that has it
 */
public record SoapService(String name, String namespace, String since) {
    /** Path of every service. */
    public static final String PATH = "/vapix/services";

    private static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";
    private static final String CONTENT_TYPE = "application/soap+xml; charset=utf-8";

    /** A request for an operation. The order of the arguments matters. */
    public HttpRequest.Builder call(CallContext context, Effect effect, String operation, Element... arguments) {
        return call(context, effect, List.of(), operation, arguments);
    }

    /** A request with headers, of which services other than ONVIF's need none. */
    public HttpRequest.Builder call(
            CallContext context, Effect effect, List<Element> headers, String operation, Element... arguments) {
        Element body = Element.of(ENVELOPE, "Body", Element.of(namespace, operation, arguments));
        Element envelope = headers.isEmpty()
                ? Element.of(ENVELOPE, "Envelope", body)
                : Element.of(
                        ENVELOPE, "Envelope", Element.of(ENVELOPE, "Header", headers.toArray(Element[]::new)), body);
        return HttpRequest.post(PATH, effect)
                .operation(context.operation().name())
                .body(CONTENT_TYPE, envelope.xml().getBytes(StandardCharsets.UTF_8));
    }

    /** The response element of an operation; raises what the answer says instead, whatever its status. */
    public Element answer(CallContext context, HttpResponse response, String operation) {
        return answer(context, response, operation, DeviceWords.PLAIN, response.text());
    }

    /**
     * The same, for the answer to a request with secrets: an answer that cannot be read may hold them in any form, so none of it
     * is quoted.
     *
     * @param words how the device may be quoted when it refuses
     */
    public Element answer(CallContext context, HttpResponse response, String operation, DeviceWords words) {
        return answer(context, response, operation, words, words.hides() ? DeviceWords.HIDDEN : response.text());
    }

    /** The same, for an answer that tells secrets nobody knows beforehand. */
    public Element secretAnswer(CallContext context, HttpResponse response, String operation) {
        return answer(context, response, operation, DeviceWords.PLAIN, DeviceWords.HIDDEN);
    }

    private Element answer(
            CallContext context, HttpResponse response, String operation, DeviceWords words, String excerpt) {
        Optional<Element> content;
        try {
            content = content(Element.parse(response.text()));
        } catch (XMLStreamException e) {
            requireOk(context, response);
            // The parser quotes what it stumbles over.
            throw malformed(context, "something that is not XML", excerpt, excerpt.equals(response.text()) ? e : null);
        }
        Optional<ServiceFault> fault =
                content.filter(first -> first.is(ENVELOPE, "Fault")).map(SoapService::fault);
        if (fault.isPresent()) {
            throw fault.get().fit(words).error(context, response, PATH, name, since);
        }
        requireOk(context, response);
        return content.filter(first -> first.is(namespace, operation + "Response"))
                .orElseThrow(() -> malformed(context, "something that is no answer to " + operation, excerpt, null));
    }

    /** A header that the device may not pass over. */
    public static Element mandatory(Element header) {
        return header.with(new QName(ENVELOPE, "mustUnderstand"), "1");
    }

    private static Optional<Element> content(Element envelope) {
        return Optional.of(envelope)
                .filter(root -> root.is(ENVELOPE, "Envelope"))
                .flatMap(root -> root.child(ENVELOPE, "Body"))
                .flatMap(body -> body.children().stream().findFirst());
    }

    private void requireOk(CallContext context, HttpResponse response) {
        if (response.status() != 200) {
            throw JsonCgi.statusError(context, response, PATH, name, since);
        }
    }

    private MalformedResponseException malformed(
            CallContext context, String what, String excerpt, @Nullable Throwable cause) {
        return new MalformedResponseException(
                context.failure(name + " answered " + what)
                        .effect(context.changeSent() ? AppliedEffect.POSSIBLE : AppliedEffect.NONE)
                        .cause(cause),
                excerpt);
    }

    private static ServiceFault fault(Element fault) {
        Optional<Element> code = fault.child(ENVELOPE, "Code");
        List<String> subcodes = new ArrayList<>();
        Optional<Element> subcode = code.flatMap(of -> of.child(ENVELOPE, "Subcode"));
        while (subcode.isPresent()) {
            subcodes.add(subcode.flatMap(of -> of.childText(ENVELOPE, "Value")).orElse(""));
            subcode = subcode.flatMap(of -> of.child(ENVELOPE, "Subcode"));
        }
        Optional<Element> detail = fault.child(ENVELOPE, "Detail")
                .flatMap(of -> of.children().stream().findFirst());
        return new ServiceFault(
                code.flatMap(of -> of.childText(ENVELOPE, "Value")).orElse(""),
                subcodes,
                fault.child(ENVELOPE, "Reason")
                        .flatMap(reason -> reason.childText(ENVELOPE, "Text"))
                        .orElse(""),
                detail.map(SoapService::detail).orElse(""),
                detail.map(SoapService::told).orElse(Map.of()));
    }

    /** The name of the first element is the machine-readable part, unless it is only there to hold a text (recorded). */
    private static String detail(Element first) {
        return first.is(ENVELOPE, "Text") ? first.text().trim() : first.name().toString();
    }

    /** What stands in it, for example which rules use what was to be removed (recorded). */
    private static Map<String, String> told(Element first) {
        Map<String, String> told = new LinkedHashMap<>();
        first.children().forEach(child -> gather(child, told));
        return told;
    }

    private static void gather(Element element, Map<String, String> told) {
        if (element.children().isEmpty() && !element.text().isBlank()) {
            told.merge(element.name().getLocalPart(), element.text().trim(), (one, other) -> one + ", " + other);
        }
        element.children().forEach(child -> gather(child, told));
    }
}
