package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttClientStatus;
import dev.openaxis.vapix.mqtt.MqttLogin;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The operations of the client over {@code client.cgi} (VAPIX mqtt-client-api, AXIS OS 9.80 and later). */
public final class ClientOperations {
    private static final MqttCgi CGI = MqttCgi.CLIENT;
    private static final String STATUS = "getClientStatus";
    private static final String CONFIGURE = "configureClient";

    private ClientOperations() {}

    private static Operation.Description named(String name, Effect effect) {
        return Operation.named("mqtt." + name, CGI.cgi().id(), effect).role(Role.ADMIN, "VAPIX mqtt-client-api");
    }

    // ---- reading ----

    /** What the client does. */
    public static Operation<MqttClientStatus> status(DeviceSession session) {
        return named("status", Effect.READ).steps(context -> status(session, context));
    }

    /** The same as a step of another operation. */
    static CompletableFuture<MqttClientStatus> status(DeviceSession session, CallContext context) {
        return CGI.read(session, context, STATUS)
                .thenApply(data -> data.object("status")
                        .map(told -> MqttClientStatus.of(told.text("state", ""), told.text("connectionStatus", "")))
                        .orElseThrow(() -> new MalformedResponseException(
                                context.failure("the answer does not say what the MQTT client does"), "")));
    }

    /** How the client is configured. */
    public static Operation<MqttClientConfig> configuration(DeviceSession session) {
        return named("configuration", Effect.READ)
                .steps(context -> CGI.read(session, context, STATUS)
                        .thenApply(data -> ClientConfigWire.read(config(context, data), forgiver(session))));
    }

    private static Consumer<String> forgiver(DeviceSession session) {
        return field -> session.forgive(CGI.cgi().id() + " config." + field);
    }

    /** What a device tells that was never configured is not recorded, so nothing at all is taken for nothing configured. */
    private static Json config(CallContext context, Json data) {
        Optional<Json> config = data.object("config");
        if (config.isEmpty() && data.has("config")) {
            throw new MalformedResponseException(
                    context.failure("the answer does not tell how the MQTT client is configured"), "");
        }
        return config.orElseGet(Told::nothing);
    }

    // ---- writing ----

    /** Replaces the configuration. */
    public static Operation<Void> configure(DeviceSession session, MqttClientConfig config) {
        Map<String, Object> params = requireServer(ClientConfigWire.fields(config));
        return named("configure", Effect.CONFIGURE).steps(context -> write(session, context, config, params));
    }

    /** Changes the configuration and keeps the rest of it, the password and what only the device knows included. */
    public static Operation<Void> update(DeviceSession session, Consumer<MqttClientConfig.Builder> change) {
        return named("update", Effect.CONFIGURE)
                .steps(context -> CGI.read(session, context, STATUS)
                        .thenApplyAsync(
                                data -> {
                                    Json config = config(context, data);
                                    MqttClientConfig before = ClientConfigWire.read(config, forgiver(session));
                                    MqttClientConfig.Builder builder = before.toBuilder();
                                    change.accept(builder);
                                    return new Change(Told.fields(context, config), before, builder.build());
                                },
                                session.invoker().callbacks())
                        .thenCompose(wanted -> wanted.nothing()
                                ? CompletableFuture.completedFuture(null)
                                : write(session, context, wanted.after, requireServer(wanted.params()))));
    }

    /**
     * A change of what a device told.
     *
     * @param told its words, without nulls and masks
     * @param before what was understood of them
     * @param after what is wanted
     */
    private record Change(Map<String, Object> told, MqttClientConfig before, MqttClientConfig after) {
        boolean nothing() {
            return before.equals(after);
        }

        Map<String, Object> params() {
            Map<String, Object> params =
                    Told.changed(told, ClientConfigWire.fields(before), ClientConfigWire.fields(after));
            Optional<MqttLogin> login = after.login();
            params.remove("keepExistingPassword");
            if (login.flatMap(MqttLogin::password).isEmpty()) {
                params.remove("password");
                if (login.equals(before.login())
                        || login.filter(MqttLogin::keepsPassword).isPresent()) {
                    // Also where no password was told: a firmware may have one and not show it.
                    params.put("keepExistingPassword", true);
                }
            }
            return params;
        }
    }

    private static Map<String, Object> requireServer(Map<String, Object> params) {
        if (!params.containsKey("server")) {
            throw new IllegalArgumentException("the MQTT client needs a broker: name a server");
        }
        return params;
    }

    private static CompletableFuture<Void> write(
            DeviceSession session, CallContext context, MqttClientConfig config, Map<String, Object> params) {
        Set<String> secrets = new HashSet<>();
        config.login().flatMap(MqttLogin::password).ifPresent(secrets::add);
        config.httpProxy().ifPresent(secrets::add);
        config.httpsProxy().ifPresent(secrets::add);
        return CGI.change(session, context, CONFIGURE, params, secrets);
    }

    /** Lets the client connect. */
    public static Operation<Void> activate(DeviceSession session) {
        return plain(session, "activate", "activateClient");
    }

    /** Lets the client disconnect. */
    public static Operation<Void> deactivate(DeviceSession session) {
        return plain(session, "deactivate", "deactivateClient");
    }

    private static Operation<Void> plain(DeviceSession session, String name, String method) {
        return named(name, Effect.CONFIGURE).steps(context -> CGI.change(session, context, method, Map.of(), Set.of()));
    }

    /** Waits until the client is connected. */
    public static Operation<MqttClientStatus> awaitConnected(DeviceSession session) {
        return named("awaitConnected", Effect.READ).steps(context -> new ConnectedWait(session, context).run());
    }
}
