package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.Variant;

/** An error of the Device Configuration framework, reference 01 section 11.3; messages are composed unless recorded. */
final class ConfigRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;

    private ConfigRefusal(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** Code 0 (observed). */
    static ConfigRefusal internal(String message) {
        return new ConfigRefusal(500, 0, "Internal error: " + message);
    }

    /** Code 0 without further words (recorded). */
    static ConfigRefusal internal() {
        return new ConfigRefusal(500, 0, "Internal error");
    }

    /** Code 1 (observed); its status is inference. */
    static ConfigRefusal unknownPath() {
        return new ConfigRefusal(404, 1, "Resource not found: no such path");
    }

    /** Code 2 (recorded). */
    static ConfigRefusal noItem(String message) {
        return new ConfigRefusal(404, 2, "Item does not exist: " + message);
    }

    /** Code 5 (recorded). */
    static ConfigRefusal invalid(String message) {
        return new ConfigRefusal(400, 5, "Validation error: " + message);
    }

    /** Code 6 (recorded). */
    static ConfigRefusal itemExists(String message) {
        return new ConfigRefusal(409, 6, "Item already exists: " + message);
    }

    /** Code 11 (observed); its status is not found. */
    static ConfigRefusal contentType(DeviceConfig config) {
        int status = config.is(Variant.CONFIG_CONTENT_TYPE_400) ? 400 : 415;
        return new ConfigRefusal(status, 11, "Bad content type: expected application/json");
    }

    Answer answer() {
        ObjectNode body = JsonText.MAPPER.createObjectNode().put("status", "error");
        body.putObject("error").put("code", code).put("message", getMessage());
        return Answer.of(status, ConfigRest.JSON, JsonText.write(body, JsonText.Style.COMPACT));
    }
}
