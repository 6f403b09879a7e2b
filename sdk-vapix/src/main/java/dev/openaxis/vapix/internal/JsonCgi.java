package dev.openaxis.vapix.internal;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RedirectedException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.json.JsonCall;
import dev.openaxis.core.internal.operation.CallContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of VAPIX' JSON CGIs: {@code {"apiVersion","method","params"}} there, {@code data} or {@code error} back,
 * both with HTTP 200. Success is the absence of {@code error} (VAPIX, every JSON API).
 *
 * @param path path of the CGI
 * @param id its id in API discovery
 * @param since AXIS OS version that brought it
 */
public record JsonCgi(String path, String id, String since) {

    /** API discovery. */
    public static final JsonCgi API_DISCOVERY = new JsonCgi("/axis-cgi/apidiscovery.cgi", "api-discovery", "8.50");
    /** Basic device information. */
    public static final JsonCgi BASIC_DEVICE_INFO =
            new JsonCgi("/axis-cgi/basicdeviceinfo.cgi", "basic-device-info", "8.40");
    /** System ready. */
    public static final JsonCgi SYSTEM_READY = new JsonCgi("/axis-cgi/systemready.cgi", "systemready", "9.50");
    /** I/O port management. */
    public static final JsonCgi PORT_MANAGEMENT =
            new JsonCgi("/axis-cgi/io/portmanagement.cgi", "io-port-management", "9.70");

    /** Supervised I/O. */
    public static final JsonCgi SUPERVISED_IO = new JsonCgi("/axis-cgi/supervisedio.cgi", "supervised-io", "7.10");
    /** Firmware management. */
    public static final JsonCgi FIRMWARE = new JsonCgi("/axis-cgi/firmwaremanagement.cgi", "fwmgr", "7.40");

    /** A request of this API. */
    public HttpRequest.Builder call(CallContext context, Effect effect, String apiVersion, String method) {
        return call(context, effect, apiVersion, method, Map.of());
    }

    /** A request of this API with parameters; an empty map sends none. */
    public HttpRequest.Builder call(
            CallContext context, Effect effect, String apiVersion, String method, Map<String, ?> params) {
        return request(context, effect, apiVersion, method, params.isEmpty() ? null : params);
    }

    /** A request of an API whose parameters are an array; an empty list sends none. */
    public HttpRequest.Builder call(
            CallContext context, Effect effect, String apiVersion, String method, List<?> params) {
        return request(context, effect, apiVersion, method, params.isEmpty() ? null : params);
    }

    private HttpRequest.Builder request(
            CallContext context, Effect effect, String apiVersion, String method, @Nullable Object params) {
        return HttpRequest.post(path, effect)
                .operation(context.operation().name())
                .json(JsonCall.document(apiVersion, method, params));
    }

    /** The {@code data} of an answer; raises what the answer says instead. */
    public Json data(DeviceSession session, CallContext context, HttpResponse response) {
        return data(session, context, response, UnaryOperator.identity());
    }

    /**
     * The same for an answer that may quote a secret.
     *
     * @param telling what may be told of the device's own words
     */
    public Json data(DeviceSession session, CallContext context, HttpResponse response, UnaryOperator<String> telling) {
        Json answer = envelope(session, context, response, telling);
        if (answer.has("error")) {
            throw error(context, answer.object("error").orElse(answer), telling);
        }
        return answer.object("data").orElse(answer);
    }

    private Json envelope(
            DeviceSession session, CallContext context, HttpResponse response, UnaryOperator<String> telling) {
        requireOk(context, response);
        String text = response.text();
        try {
            return Json.parse(text, field -> session.forgive(id + " " + field));
        } catch (Json.NotJsonException e) {
            throw new MalformedResponseException(
                    context.failure(path + " answered something that is " + e.getMessage())
                            .effect(unclear(context)),
                    telling.apply(text));
        }
    }

    /** Raises what any status but 200 means. */
    public void requireOk(CallContext context, HttpResponse response) {
        int status = response.status();
        if (status == 200) {
            return;
        }
        throw statusError(context, response, path, id, "AXIS OS " + since);
    }

    /** What a status other than 200 means, for JSON and classic CGIs. */
    public static AxisException statusError(
            CallContext context, HttpResponse response, String path, String api, String since) {
        int status = response.status();
        Failure failure = context.failure(path + " answered HTTP " + status);
        if (status >= 300 && status < 400) {
            String location = response.header("Location").orElse(null);
            return new RedirectedException(
                    context.failure(path + " answered with a redirect, which is not followed")
                            .advice("If the device is set to HTTPS only, use its https:// address"),
                    location);
        }
        return switch (status) {
            case 404, 405 ->
                new UnsupportedCapabilityException(
                        context.failure("the device does not have " + api + " (HTTP " + status + " from " + path + ")")
                                .advice("It came with " + since),
                        api);
            case 401, 403 ->
                new AuthorizationException(
                        failure.advice("This needs " + context.operation().role() + " ("
                                + context.operation().roleSource() + ")"));
            default ->
                new RefusedException(
                        // Another kind of success leaves open what was done, as an internal error does.
                        status >= 500 || status < 300 ? failure.effect(unclear(context)) : failure,
                        path,
                        status,
                        "",
                        Map.of());
        };
    }

    /** The number of an error, 0 if there is none; half of a number that is too large is none either. */
    public static int code(Json error) {
        long code = error.integer("code").orElse(0);
        return (int) code == code ? (int) code : 0;
    }

    private AxisException error(CallContext context, Json error, UnaryOperator<String> telling) {
        int code = code(error);
        String message = telling.apply(error.text("message", ""));
        Map<String, String> details = new HashMap<>();
        error.object("details")
                .map(Json::asTexts)
                .ifPresent(told -> told.forEach((name, value) -> details.put(name, telling.apply(value))));
        Failure failure = context.failure(
                "the device answered error " + code + (message.isEmpty() ? "" : " \"" + message + "\""));
        return switch (code) {
            // 2001 in the older family, 2105 in the newer one (VAPIX api-discovery-service, io-port-management).
            case 2001, 2105 ->
                new AuthorizationException(
                        failure.advice("This needs " + context.operation().role() + " ("
                                + context.operation().roleSource() + ")"));
            case 2003, 2004, 2100, 2102 ->
                new UnsupportedCapabilityException(
                        failure.advice("The device's " + id + " is older than this call needs"), id);
            // Internal errors leave open how far the device got.
            case 500, 1100, 8000 ->
                new RefusedException(failure.effect(unclear(context)), path, code, message, details);
            default -> new RefusedException(failure, path, code, message, details);
        };
    }

    private static AppliedEffect unclear(CallContext context) {
        return context.changeSent() ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
    }
}
