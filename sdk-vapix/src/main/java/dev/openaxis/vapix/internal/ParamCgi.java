package dev.openaxis.vapix.internal;

import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.parameters.ParameterList;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The wire of {@code param.cgi} (VAPIX parameter-management, AXIS OS 5.00 and later). */
public final class ParamCgi {
    /** Path of the CGI. */
    public static final String PATH = "/axis-cgi/param.cgi";

    private static final int MAX_BYTES = 4 << 20;

    private ParamCgi() {}

    /** Lists groups, none for everything. */
    public static CompletableFuture<ParameterList> list(
            DeviceSession session, CallContext context, List<String> groups) {
        StringBuilder target = new StringBuilder(PATH + "?action=list");
        if (!groups.isEmpty()) {
            List<String> encoded = groups.stream().map(ParamCgi::encoded).toList();
            target.append("&group=").append(String.join("%2C", encoded));
        }
        HttpRequest request = HttpRequest.get(target.toString())
                .operation(context.operation().name())
                .maxResponseBytes(MAX_BYTES)
                .build();
        return session.send(context, request).thenApply(response -> read(context, response));
    }

    private static ParameterList read(CallContext context, HttpResponse response) {
        if (response.status() != 200) {
            throw JsonCgi.statusError(context, response, PATH, PATH, "AXIS OS 5.00");
        }
        return ParameterList.parse(response.text());
    }

    private static String encoded(String group) {
        return URLEncoder.encode(group, StandardCharsets.ISO_8859_1).replace("+", "%20");
    }
}
