package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON request, reference 01 section 4.
 *
 * @param apiVersion as sent, null if absent
 * @param context any JSON value, null if absent
 * @param method null if absent or not a string
 * @param params as sent, null if absent
 */
record JsonCall(
        @Nullable JsonNode apiVersion,
        @Nullable JsonNode context,
        @Nullable String method,
        @Nullable JsonNode params) {

    static JsonCall of(ObjectNode object) {
        JsonNode method = object.get("method");
        return new JsonCall(
                object.get("apiVersion"),
                object.get("context"),
                method != null && method.isTextual() ? method.textValue() : null,
                object.get("params"));
    }

    /** The method a body asks for, without judging the rest. */
    static String methodOf(byte[] body) {
        ObjectNode object = JsonText.object(body);
        String method = object == null ? null : of(object).method();
        return method == null ? "" : method;
    }

    @Nullable
    JsonNode param(String name) {
        return params == null ? null : params.get(name);
    }

    /** An error envelope with HTTP 200 for whatever was asked. */
    static Answer errorFor(Incoming request, FaultSpec fault) {
        ObjectNode asked = JsonText.object(request.body());
        ObjectNode answer = JsonText.MAPPER.createObjectNode();
        JsonNode version = asked == null ? null : asked.get("apiVersion");
        answer.put("apiVersion", version != null && version.isTextual() ? version.textValue() : "1.0");
        if (asked != null && asked.get("context") != null) {
            answer.set("context", asked.get("context"));
        }
        if (asked != null && asked.get("method") != null) {
            answer.set("method", asked.get("method"));
        }
        answer.putObject("error").put("code", fault.number()).put("message", fault.text());
        return Answer.json(JsonText.write(answer, JsonText.Style.SPACED));
    }
}
