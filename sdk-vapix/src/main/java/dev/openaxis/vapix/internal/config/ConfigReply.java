package dev.openaxis.vapix.internal.config;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.config.ConfigAnswer;
import dev.openaxis.vapix.config.ConfigValue;
import dev.openaxis.vapix.internal.JsonCgi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what the framework answers: {@code {"status":"success","data":…}}, or {@code {"status":"error","error":{"code",
 * "message"}}} with a 4xx or 5xx (VAPIX device-configuration-apis; codes observed).
 */
final class ConfigReply {
    static final String API = "Device Configuration API";
    static final String SINCE = "AXIS OS 11.8";

    private final CallContext context;
    private final ConfigRequest request;
    private final HttpResponse response;
    /** For messages: " on AXIS OS 12.9.57", or nothing. */
    private final String on;

    ConfigReply(CallContext context, ConfigRequest request, HttpResponse response, String on) {
        this.context = context;
        this.request = request;
        this.response = response;
        this.on = on;
    }

    /** What the device answers; raises what it says instead. */
    ConfigAnswer answer() {
        return answer(json());
    }

    private ConfigAnswer answer(ConfigValue body) {
        if (succeeded() && body.at("status").text().equals(Optional.of("success"))) {
            ConfigValue data = body.at("data");
            // An old way to say nothing (observed on 11.11.73).
            boolean nothing = response.status() == 201 && data.equals(ConfigValue.of(""));
            return new ConfigAnswer(
                    nothing ? ConfigValue.of(null) : data,
                    several(body.at("warnings")),
                    several(body.at("information")));
        }
        throw error(body).orElseGet(() -> malformed("answered neither success nor an error of the framework"));
    }

    /** The data of a read, which is there. */
    ConfigValue data() {
        ConfigValue body = json();
        ConfigAnswer answer = answer(body);
        // A property may be null, but it is there then.
        if (!body.fields().containsKey("data")) {
            throw malformed("answered success without data");
        }
        return answer.data();
    }

    /** A document without the framework's form, as discovery answers. */
    ConfigValue document() {
        ConfigValue body = json();
        if (response.status() != 200) {
            throw error(body).orElseGet(() -> malformed("answered HTTP " + response.status()));
        }
        return body;
    }

    /** The failure to read an answer. */
    MalformedResponseException malformed(String what) {
        return new MalformedResponseException(
                context.failure(request.path() + " " + what).effect(unclear()),
                request.words().fit(response.text()));
    }

    private boolean succeeded() {
        return response.status() >= 200 && response.status() < 300;
    }

    private ConfigValue json() {
        try {
            ConfigValue body = ConfigValue.parse(response.text());
            if (!body.fields().isEmpty()) {
                return body;
            }
        } catch (IllegalArgumentException e) {
            if (succeeded()) {
                throw malformed("answered something that is " + e.getMessage());
            }
        }
        // The web server's own pages speak by their status.
        throw succeeded() ? malformed("answered something that is no JSON object") : statusError();
    }

    private AxisException statusError() {
        int status = response.status();
        return status == 404 || status == 405
                ? absent("the device does not have it: HTTP " + status + " from " + request.path() + on)
                : JsonCgi.statusError(context, response, request.path(), API, SINCE);
    }

    private UnsupportedCapabilityException absent(String what) {
        String advice = request.optional()
                ? "Export and import are a beta of AXIS OS 12.5 and off unless the feature flag \"Device Config"
                        + " Import/Export\" is on"
                : "config().apis() tells what there is; Device Configuration APIs came with " + SINCE;
        return new UnsupportedCapabilityException(
                context.failure(what).advice(advice), context.operation().api());
    }

    private Optional<AxisException> error(ConfigValue body) {
        ConfigValue error = body.at("error");
        OptionalLong code = error.at("code").integer();
        if (code.isEmpty() || (int) code.getAsLong() != code.getAsLong()) {
            return Optional.empty();
        }
        return Optional.of(error(
                (int) code.getAsLong(),
                request.words().fit(error.at("message").text().orElse(""))));
    }

    private AxisException error(int code, String message) {
        String said = "the device answered error " + code + (message.isEmpty() ? "" : " \"" + message + "\"")
                + (succeeded() ? "" : " (HTTP " + response.status() + ")");
        if (response.status() == 401 || response.status() == 403) {
            return new AuthorizationException(context.failure(said)
                    .advice("This needs a role that the API's documentation names, mostly "
                            + context.operation().role()));
        }
        FrameworkError kind = FrameworkError.of(code);
        if (kind == FrameworkError.RESOURCE && request.optional()) {
            return absent(said + on);
        }
        boolean open = succeeded() || response.status() >= 500 || (request.divisible() && !kind.ofTheWhole());
        Failure failure = context.failure(said)
                .effect(open ? unclear() : AppliedEffect.NONE)
                .advice(kind.advice());
        return new RefusedException(failure, request.path(), code, message, Map.of("reason", kind.reason()));
    }

    private AppliedEffect unclear() {
        return context.changeSent() ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
    }

    private static List<ConfigValue> several(ConfigValue told) {
        return told.isNull() || told.toJson().startsWith("[") ? told.items() : List.of(told);
    }
}
