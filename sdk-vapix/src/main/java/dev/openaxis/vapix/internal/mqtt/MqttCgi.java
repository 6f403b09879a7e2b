package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.core.Effect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.config.ConfigValue;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.DeviceWords;
import dev.openaxis.vapix.internal.JsonCgi;
import dev.openaxis.vapix.internal.config.SentWords;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the two CGIs. A device is asked in the version it lists of the first major. One that lists none is asked all the same: a
 * recorded 9.80 lists the client without the bridge, which came with the same version.
 *
 * @param cgi path and id
 * @param lowest minor version that has what is called
 */
record MqttCgi(JsonCgi cgi, int lowest) {
    static final MqttCgi CLIENT = new MqttCgi(new JsonCgi("/axis-cgi/mqtt/client.cgi", "mqtt-client", "9.80"), 0);
    static final MqttCgi PUBLICATION = new MqttCgi(
            new JsonCgi("/axis-cgi/mqtt/event.cgi", "event-mqtt-bridge", "9.80, and not with every product's"), 0);
    static final MqttCgi SUBSCRIPTION = new MqttCgi(
            new JsonCgi("/axis-cgi/mqtt/event.cgi", "event-mqtt-bridge", "9.80, with subscriptions 10.6"), 1);

    private static final Pattern FIRST_MAJOR = Pattern.compile("1\\.(\\d{1,3})");
    /** What follows may be a password, should a device ever not mask it. */
    private static final Pattern FROM_PASSWORD_ON = Pattern.compile("(?is)\"password\"\\s*:.*");

    private static final int TOO_LARGE = 2106;

    /** Asks something. */
    CompletableFuture<Json> read(DeviceSession session, CallContext context, String method) {
        return call(session, context, Effect.READ, method, Map.of(), List.of());
    }

    /**
     * Changes something.
     *
     * @param secrets what is sent and must not be told
     */
    CompletableFuture<Void> change(
            DeviceSession session,
            CallContext context,
            String method,
            Map<String, ?> params,
            Collection<String> secrets) {
        return call(session, context, Effect.CONFIGURE, method, params, secrets).thenAccept(done -> {});
    }

    private CompletableFuture<Json> call(
            DeviceSession session,
            CallContext context,
            Effect effect,
            String method,
            Map<String, ?> params,
            Collection<String> secrets) {
        return session.identity(context).thenCompose(identity -> {
            HttpRequest request = cgi.call(context, effect, version(context, identity.capabilities()), method, params)
                    .build();
            return session.send(context, request)
                    .thenApply(response -> data(session, context, response, telling(secrets, params)));
        });
    }

    private String version(CallContext context, Capabilities capabilities) {
        int highest = -1;
        for (Capabilities.Api api : capabilities.apis()) {
            Matcher version = FIRST_MAJOR.matcher(api.version());
            if (api.id().equals(cgi.id()) && version.matches()) {
                highest = Math.max(highest, Integer.parseInt(version.group(1)));
            }
        }
        if (highest >= 0 && highest < lowest) {
            throw new UnsupportedCapabilityException(
                    context.failure("the device has " + cgi.id() + " 1." + highest + ", and this needs 1." + lowest)
                            .advice("It came with AXIS OS " + cgi.since()),
                    cgi.id());
        }
        return "1." + Math.max(highest, lowest);
    }

    private Json data(
            DeviceSession session, CallContext context, HttpResponse response, UnaryOperator<String> telling) {
        try {
            return cgi.data(session, context, response, telling);
        } catch (RefusedException e) {
            // Here 2106; elsewhere that is a failed log-in (VAPIX event-streaming-over-websocket).
            if (e.code() != TOO_LARGE) {
                throw e;
            }
            throw new RefusedException(
                    context.failure("the request is too large for the device: error " + TOO_LARGE + " \""
                                    + e.deviceMessage() + "\"")
                            .advice("Send fewer filters or shorter texts"),
                    cgi.path(),
                    TOO_LARGE,
                    e.deviceMessage(),
                    e.details());
        }
    }

    private static UnaryOperator<String> telling(Collection<String> secrets, Map<String, ?> params) {
        SentWords words = new SentWords(Told.names(params), ConfigValue.of(secrets));
        return text -> words.fit(FROM_PASSWORD_ON.matcher(text).replaceFirst(DeviceWords.HIDDEN));
    }
}
