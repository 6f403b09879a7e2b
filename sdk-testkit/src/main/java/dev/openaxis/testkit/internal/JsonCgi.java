package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.Variant;
import org.jspecify.annotations.Nullable;

/** What the JSON CGIs have in common, reference 01 section 4: envelope, versions, error answers with HTTP 200. */
abstract class JsonCgi implements Endpoint {
    private final DeviceConfig config;
    private final ErrorCodes codes;
    private final String version;
    private final JsonText.Style style;

    JsonCgi(DeviceConfig config, ErrorCodes codes, String version, JsonText.Style style) {
        this.config = config;
        this.codes = codes;
        this.version = version;
        this.style = style;
    }

    final DeviceConfig config() {
        return config;
    }

    final ErrorCodes codes() {
        return codes;
    }

    final String version() {
        return version;
    }

    /** Does the work of a method whose envelope is in order. */
    abstract void call(String method, JsonCall call, Exchange exchange);

    @Override
    public void handle(Exchange exchange) {
        Incoming request = exchange.request();
        if (!request.method().equals("POST")) {
            exchange.answer(notPost());
            return;
        }
        ObjectNode object = JsonText.object(request.body());
        if (object == null) {
            exchange.answer(error(null, codes.invalidJson(), invalidJsonMessage()));
            return;
        }
        JsonCall call = JsonCall.of(object);
        String method = call.method();
        if (method == null) {
            exchange.answer(missing(call, "method"));
            return;
        }
        Answer versionError = method.equals("getSupportedVersions") ? null : versionError(call);
        if (versionError == null) {
            call(method, call, exchange);
        } else {
            exchange.answer(versionError);
        }
    }

    /** Family A answers 200 with an error; for the others 405 is inference. */
    private Answer notPost() {
        return codes.httpMethod() == 0
                ? Answer.page(405, "")
                : error(null, codes.httpMethod(), "HTTP request type not supported. Only POST supported");
    }

    String invalidJsonMessage() {
        return "Invalid JSON";
    }

    private @Nullable Answer versionError(JsonCall call) {
        JsonNode sent = call.apiVersion();
        if (sent == null) {
            return missing(call, "apiVersion");
        }
        String[] parts = sent.asText().split("\\.", -1);
        boolean wellFormed = sent.isTextual() && sent.textValue().matches("[0-9]{1,4}(\\.[0-9]{1,4})?");
        boolean major = wellFormed && Integer.parseInt(parts[0]) == major();
        boolean minor = !config.is(Variant.HIGHER_MINOR_REFUSED)
                || parts.length < 2
                || Integer.parseInt(parts[1]) <= Integer.parseInt(version.split("\\.")[1]);
        return major && minor ? null : error(call, codes.version(), "API version not supported");
    }

    private int major() {
        return Integer.parseInt(version.split("\\.")[0]);
    }

    final Answer unknownMethod(JsonCall call, String method) {
        // Message recorded on 8.45.4.5, reference 01 section 6.
        return error(call, codes.method(), "JSON semantic error: Unknown method '" + method + "'");
    }

    Answer missing(@Nullable JsonCall call, String name) {
        return error(call, codes.missing(), "Required parameter missing: '" + name + "' not found");
    }

    final Answer invalid(JsonCall call) {
        return error(call, codes.invalidValue(), "Invalid parameter value specified");
    }

    /** {@code method} may be absent in errors, reference 01 section 4; here it is, see {@link #nameOfErrors}. */
    final Answer error(@Nullable JsonCall call, int code, String message) {
        return error(call, code, message, null);
    }

    final Answer error(@Nullable JsonCall call, int code, String message, @Nullable ObjectNode details) {
        ObjectNode answer = envelope(call, nameOfErrors(call));
        ObjectNode error = answer.putObject("error").put("code", code).put("message", message);
        if (details != null) {
            error.setAll(details);
        }
        return Answer.json(JsonText.write(answer, style));
    }

    /** The method named in an error answer, or null for none. */
    @Nullable
    String nameOfErrors(@Nullable JsonCall call) {
        return call == null ? null : call.method();
    }

    /** apiVersion is the device's own highest minor, not the requested one; context is echoed. */
    ObjectNode envelope(@Nullable JsonCall call, @Nullable String method) {
        ObjectNode answer = JsonText.MAPPER.createObjectNode();
        answer.put("apiVersion", version);
        if (call != null && call.context() != null) {
            answer.set("context", call.context());
        }
        if (method != null) {
            answer.put("method", method);
        }
        return answer;
    }

    final Answer success(ObjectNode envelope, JsonNode data) {
        envelope.set("data", data);
        return successWithoutData(envelope);
    }

    final Answer successWithoutData(ObjectNode envelope) {
        return Answer.json(JsonText.write(envelope, style));
    }

    final ObjectNode versionList(String... versions) {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        ArrayNode list = data.putArray("apiVersions");
        for (String each : versions) {
            list.add(each);
        }
        return data;
    }

    @Override
    public @Nullable Answer forbidden(Incoming request) {
        if (codes.forbidden() == 0) {
            return null;
        }
        ObjectNode object = JsonText.object(request.body());
        return error(object == null ? null : JsonCall.of(object), codes.forbidden(), "Access forbidden");
    }
}
