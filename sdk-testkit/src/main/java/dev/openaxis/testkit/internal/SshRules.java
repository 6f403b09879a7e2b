package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.testkit.Variant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What names, passwords and comments of SSH accounts may be, reference 01 section 10.5. The message for a value that is
 * too short is recorded, the others follow it without the value, which may be a secret.
 */
final class SshRules {
    private static final int MAX_NAME = 32;
    private static final int MAX_TEXT = 256;
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9-_]*[$]?");

    private final DeviceConfig config;

    SshRules(DeviceConfig config) {
        this.config = config;
    }

    void checkNew(JsonNode data) {
        checkFields(data, Set.of("username", "password", "comment"));
        for (String field : List.of("username", "password")) {
            if (!data.has(field)) {
                throw invalid("a required property is missing", field);
            }
        }
        checkValues(data);
    }

    void checkChange(JsonNode data) {
        checkFields(data, Set.of("password", "comment"));
        checkValues(data);
    }

    private static void checkFields(JsonNode data, Set<String> allowed) {
        if (!data.isObject()) {
            throw invalid("an object is expected", "");
        }
        data.fieldNames().forEachRemaining(field -> {
            if (!allowed.contains(field)) {
                throw invalid("a property is unknown or read-only", "");
            }
        });
    }

    private void checkValues(JsonNode data) {
        data.properties().forEach(field -> check(field.getKey(), field.getValue()));
    }

    private void check(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw invalid("a string is expected", field);
        }
        String text = value.textValue();
        boolean mayBeEmpty = field.equals("comment") && config.is(Variant.SSH_EMPTY_COMMENT_ACCEPTED);
        if (text.isEmpty() && !mayBeEmpty) {
            throw invalid("\"\" is shorter than 1 character", field);
        }
        int longest = field.equals("username") ? MAX_NAME : MAX_TEXT;
        if (text.length() > longest) {
            throw invalid("the value is longer than " + longest + " characters", field);
        }
        boolean fits = switch (field) {
            case "username" -> NAME.matcher(text).matches();
            case "comment" -> isComment(text);
            default -> true;
        };
        if (!fits) {
            throw invalid("the value does not match the pattern", field);
        }
    }

    private boolean isComment(String text) {
        boolean spaces = !config.is(Variant.SSH_COMMENT_WITHOUT_SPACES) || text.indexOf(' ') < 0;
        return spaces && text.indexOf(':') < 0 && text.indexOf('\n') < 0;
    }

    private static ConfigRefusal invalid(String reason, String field) {
        return ConfigRefusal.invalid("Trying to set 'users' with invalid data: " + reason + " (path: /" + field + ")");
    }
}
