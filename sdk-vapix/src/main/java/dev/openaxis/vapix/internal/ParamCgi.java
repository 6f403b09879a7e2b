package dev.openaxis.vapix.internal;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.parameters.ParameterDefinitions;
import dev.openaxis.vapix.parameters.ParameterList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The wire of {@code param.cgi} (VAPIX parameter-management, AXIS OS 5.00 and later). */
public final class ParamCgi {
    /** Path of the CGI. */
    public static final String PATH = "/axis-cgi/param.cgi";

    private static final String SINCE = "AXIS OS 5.00";
    private static final int MAX_BYTES = 4 << 20;
    /** Web servers commonly bound the request line at 8 KiB; a longer list of groups goes into the body. */
    private static final int LONGEST_TARGET = 4000;

    private ParamCgi() {}

    /** Lists groups, none for everything. */
    public static CompletableFuture<ParameterList> list(
            DeviceSession session, CallContext context, List<String> groups) {
        return text(session, context, listing(groups)).thenApply(ParameterList::parse);
    }

    /** The request for groups, none for everything. */
    public static HttpRequest.Builder listing(List<String> groups) {
        return reading("action=list", groups);
    }

    /** The groups in an answer. */
    public static ParameterList listed(CallContext context, HttpResponse response) {
        return ParameterList.parse(DeviceSession.text(context, response, PATH, PATH, SINCE));
    }

    /** What may be said about groups, none for everything. */
    static CompletableFuture<ParameterDefinitions> definitions(
            DeviceSession session, CallContext context, List<String> groups) {
        return text(session, context, reading("action=listdefinitions&listformat=xmlschema", groups))
                .thenApply(text -> definitions(context, text));
    }

    /** Sends a change. Its arguments stand in the body, because URLs end up in logs. */
    static CompletableFuture<String> change(DeviceSession session, CallContext context, Form form) {
        return text(session, context, form.post(PATH, Effect.CONFIGURE));
    }

    /** The names of groups as one argument; the wildcard is the only character with a meaning that stays raw. */
    static String groups(List<String> groups) {
        return groups.stream()
                .map(group -> Form.encode("the name of a group", group).replace("%2A", "*"))
                .collect(Collectors.joining("%2C"));
    }

    private static HttpRequest.Builder reading(String arguments, List<String> groups) {
        String group = groups.isEmpty() ? "" : "&group=" + groups(groups);
        HttpRequest.Builder request = group.length() <= LONGEST_TARGET
                ? HttpRequest.get(PATH + "?" + arguments + group)
                : Form.raw(arguments + group).post(PATH, Effect.READ);
        return request.maxResponseBytes(MAX_BYTES);
    }

    private static CompletableFuture<String> text(
            DeviceSession session, CallContext context, HttpRequest.Builder request) {
        return session.text(context, request, PATH, SINCE);
    }

    private static ParameterDefinitions definitions(CallContext context, String text) {
        try {
            return ParameterDefinitions.parse(text);
        } catch (IllegalArgumentException e) {
            throw notDefinitions(context, text, e);
        }
    }

    private static AxisException notDefinitions(CallContext context, String text, IllegalArgumentException why) {
        List<String> problems = ParamAnswer.parse(text).problems();
        if (problems.isEmpty()) {
            return new MalformedResponseException(
                    context.failure(PATH + " answered something that is " + why.getMessage())
                            .cause(why),
                    text);
        }
        String words = DeviceWords.hiding(List.of(), List.of()).fit(String.join("; ", problems));
        return new RefusedException(
                context.failure("the device answered \"" + words + "\"")
                        .advice("list() tells which groups the device has"),
                PATH,
                200,
                words,
                Map.of());
    }
}
