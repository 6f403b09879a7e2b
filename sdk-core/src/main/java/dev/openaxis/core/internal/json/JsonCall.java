package dev.openaxis.core.internal.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The envelope of VAPIX' JSON CGIs: {@code {"apiVersion","context","method","params"}} (VAPIX, every JSON API). */
public final class JsonCall {
    private static final String CONTEXT = "axis-device-sdk";

    private JsonCall() {}

    /**
     * A call as it is sent.
     *
     * @param apiVersion version to ask for; empty for none
     * @param params an object or an array; {@code null} for none
     */
    public static String document(String apiVersion, String method, @Nullable Object params) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        if (!apiVersion.isEmpty()) {
            envelope.put("apiVersion", apiVersion);
        }
        envelope.put("context", CONTEXT);
        envelope.put("method", method);
        if (params != null) {
            envelope.put("params", params);
        }
        return Json.write(envelope);
    }
}
