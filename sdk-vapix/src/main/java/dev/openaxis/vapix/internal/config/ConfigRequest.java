package dev.openaxis.vapix.internal.config;

import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import java.nio.charset.StandardCharsets;

/**
 * One request to the framework.
 *
 * @param method HTTP method
 * @param path where to
 * @param effect what it may do
 * @param body JSON; empty for none
 * @param words what a device may say about it
 * @param divisible whether a part of it may be applied when it is refused
 */
record ConfigRequest(String method, String path, Effect effect, String body, SentWords words, boolean divisible) {
    private static final int LONGEST_ANSWER = 4 << 20;

    /** A read. */
    static ConfigRequest get(String path) {
        return new ConfigRequest("GET", path, Effect.READ, "", SentWords.NOTHING, false);
    }

    /** As it is sent. */
    HttpRequest http(CallContext context) {
        String operation = context.operation().name();
        HttpRequest.Builder request =
                HttpRequest.method(method, path, effect).operation(operation).maxResponseBytes(LONGEST_ANSWER);
        if (!body.isEmpty()) {
            request.body("application/json", body.getBytes(StandardCharsets.UTF_8));
        }
        if (!effect.mayBeSentAgain()) {
            request.provenBy(DeviceSession.whoAmI(context).build());
        }
        return request.build();
    }

    /** Whether it is one of the export and import requests, which devices have switched off. */
    boolean optional() {
        return path.endsWith("/$export") || path.endsWith("/$import");
    }
}
