package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code apidiscovery.cgi}, reference 01 section 5. The lists are recorded, on other products than an A9210; members of
 * the answer are in recorded order (method, apiVersion, data).
 */
final class ApiDiscovery extends JsonCgi {
    static final String PATH = "/axis-cgi/apidiscovery.cgi";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_*?-]*");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_.*?-]*");

    ApiDiscovery(DeviceConfig config) {
        super(config, ErrorCodes.FAMILY_A, config.majorVersion() < 10 ? "1.0" : "1.1", JsonText.Style.SPACED);
    }

    /** On 9.80 and 10.12 a log-in is required (observed). */
    @Override
    public @Nullable SimulatedRole roleFor(Incoming request) {
        boolean login = config().is(Variant.API_DISCOVERY_NEEDS_LOGIN) || config().majorVersion() < 11;
        return login ? SimulatedRole.VIEWER : null;
    }

    @Override
    void call(String method, JsonCall call, Exchange exchange) {
        switch (method) {
            case "getApiList" -> exchange.answer(apiList(call));
            case "getSupportedVersions" ->
                // No apiVersion in this answer: recorded on 12.9, 11.11 and 10.12.
                exchange.answer(success(methodFirst(call, method, false), versionList(version())));
            default -> exchange.answer(unknownMethod(call, method));
        }
    }

    private Answer apiList(JsonCall call) {
        JsonNode id = call.param("id");
        JsonNode version = call.param("version");
        if (!isGlob(id, ID) || !isGlob(version, VERSION)) {
            return invalid(call);
        }
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        ArrayNode matching = data.putArray("apiList");
        for (JsonNode api : Recorded.apiList(config())) {
            if (matches(id, api.path("id").asText())
                    && matches(version, api.path("version").asText())) {
                matching.add(api);
            }
        }
        return success(methodFirst(call, "getApiList", true), data);
    }

    private static boolean isGlob(@Nullable JsonNode value, Pattern allowed) {
        return value == null
                || (value.isTextual() && allowed.matcher(value.textValue()).matches());
    }

    /** GLOB with {@code *} and {@code ?} (documented). An unknown id gives an empty list, no error. */
    private static boolean matches(@Nullable JsonNode glob, String text) {
        if (glob == null) {
            return true;
        }
        StringBuilder regex = new StringBuilder();
        for (char c : glob.textValue().toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return text.matches(regex.toString());
    }

    private ObjectNode methodFirst(JsonCall call, String method, boolean withVersion) {
        ObjectNode answer = JsonText.MAPPER.createObjectNode();
        answer.put("method", method);
        if (withVersion) {
            answer.put("apiVersion", version());
        }
        if (call.context() != null) {
            answer.set("context", call.context());
        }
        return answer;
    }

    @Override
    @Nullable
    String nameOfErrors(@Nullable JsonCall call) {
        return null;
    }
}
