package dev.openaxis.vapix.internal.config;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.config.ApiVersion;
import dev.openaxis.vapix.config.ConfigAnswer;
import dev.openaxis.vapix.config.ConfigValue;
import dev.openaxis.vapix.config.ImportMode;
import dev.openaxis.vapix.internal.DeviceSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The operations of the Device Configuration framework. What is wrong with arguments is said before anything is sent. */
public final class ConfigOperations {
    private static final String FRAMEWORK = "device-config";
    private static final String REST = "/config/rest";
    private static final String SOURCE = "VAPIX device-configuration-apis; each API has roles of its own";

    /** Until AXIS OS 11.10 changes and actions were PUT (VAPIX device-configuration-apis). */
    private enum Verb {
        SET("PATCH", "PUT"),
        ADD("POST", "POST"),
        ACT("POST", "PUT");

        private final String method;
        private final String before1111;

        Verb(String method, String before1111) {
            this.method = method;
            this.before1111 = before1111;
        }

        /** A device that does not tell its version is taken for a newer one. */
        String method(DeviceSession.Identity identity) {
            return identity.info()
                    .version()
                    .filter(version -> !version.isAtLeast(11, 11))
                    .map(old -> before1111)
                    .orElse(method);
        }
    }

    private ConfigOperations() {}

    /** Lists the APIs. */
    public static Operation<List<ApiVersion>> apis(ConfigSession session) {
        return reading("apis", FRAMEWORK).steps(session::discover);
    }

    /** Finds the version of an API that is used. */
    public static Operation<ApiVersion> version(ConfigSession session, ConfigApiId api) {
        return reading("version", api.toString()).steps(context -> session.version(context, api));
    }

    /** Reads everything. */
    public static Operation<ConfigValue> all(ConfigSession session) {
        return reading("all", FRAMEWORK).steps(context -> read(session, context, REST + "/$all"));
    }

    /** Exports every API. */
    public static Operation<ConfigValue> exportAll(ConfigSession session) {
        return reading("exportAll", FRAMEWORK).steps(context -> read(session, context, REST + "/$export"));
    }

    /** Exports one API. */
    public static Operation<ConfigValue> exportData(ConfigSession session, ConfigApiId api) {
        return reading("exportData", api.toString())
                .steps(context -> session.version(context, api)
                        .thenCompose(version -> read(session, context, version.path() + "/$export")));
    }

    /** Imports values of several APIs. */
    public static Operation<ConfigAnswer> importAll(ConfigSession session, Object data, ImportMode mode) {
        ConfigValue values = ConfigValue.of(data);
        return changing("importAll", FRAMEWORK, Effect.CONFIGURE)
                .steps(context -> session.identity(context)
                        .thenCompose(identity -> change(session, context, importing(REST, values, mode))));
    }

    /** Imports values of one API. */
    public static Operation<ConfigAnswer> importData(
            ConfigSession session, ConfigApiId api, Object data, ImportMode mode) {
        ConfigValue values = ConfigValue.of(data);
        return changing("importData", api.toString(), Effect.CONFIGURE)
                .steps(context -> session.version(context, api)
                        .thenCompose(version -> change(session, context, importing(version.path(), values, mode))));
    }

    private static ConfigRequest importing(String base, ConfigValue data, ImportMode mode) {
        String type = mode == ImportMode.MERGE ? "merge" : "default";
        String body = "{\"data\":" + data.toJson() + ",\"options\":{\"importType\":\"" + type + "\"}}";
        SentWords words = new SentWords(List.of(), data);
        return new ConfigRequest("PATCH", base + "/$import", Effect.CONFIGURE, body, words, true);
    }

    // ---- one resource ----

    /** Reads a resource. */
    public static Operation<ConfigValue> get(ConfigSession session, ConfigResourceId id) {
        return reading("get", id.api().toString())
                .steps(context -> session.version(context, id.api())
                        .thenCompose(version -> read(session, context, version.path() + id.encoded())));
    }

    /** Changes a resource. */
    public static Operation<ConfigAnswer> set(ConfigSession session, ConfigResourceId id, @Nullable Object given) {
        ConfigValue value = ConfigValue.of(given);
        boolean several = leaves(value) > 1;
        return changing("set", id.api().toString(), Effect.CONFIGURE)
                .steps(context -> sent(session, context, id, Verb.SET, Effect.CONFIGURE, value, several));
    }

    private static int leaves(ConfigValue value) {
        return value.fields().isEmpty()
                ? 1
                : value.fields().values().stream()
                        .mapToInt(ConfigOperations::leaves)
                        .sum();
    }

    /** Adds an entry to a collection. */
    public static Operation<ConfigAnswer> add(ConfigSession session, ConfigResourceId id, Object given) {
        ConfigValue entry = ConfigValue.of(given);
        return changing("add", id.api().toString(), Effect.CONFIGURE)
                .steps(context -> sent(session, context, id, Verb.ADD, Effect.CONFIGURE, entry, false));
    }

    /** Removes an entry from its collection. */
    public static Operation<ConfigAnswer> remove(ConfigSession session, ConfigResourceId id) {
        return changing("remove", id.api().toString(), Effect.CONFIGURE)
                .steps(context -> session.version(context, id.api())
                        .thenCompose(version -> change(
                                session,
                                context,
                                new ConfigRequest(
                                        "DELETE",
                                        version.path() + id.encoded(),
                                        Effect.CONFIGURE,
                                        "",
                                        SentWords.NOTHING,
                                        false))));
    }

    /** Triggers an action. */
    public static Operation<ConfigAnswer> call(
            ConfigSession session, ConfigResourceId id, Effect effect, @Nullable Object given) {
        ConfigValue input = ConfigValue.of(given);
        return changing("call", id.api().toString(), effect)
                .steps(context -> sent(session, context, id, Verb.ACT, effect, input, false)
                        .handle((answer, failure) -> {
                            if (failure != null) {
                                throw DeviceSession.orUnknown(
                                        context, DeviceSession.thrown(failure), "the action " + id);
                            }
                            return answer;
                        }));
    }

    // ---- sending ----

    private static Operation.Description reading(String name, String api) {
        return Operation.named("config." + name, api, Effect.READ).role(Role.VIEWER, SOURCE);
    }

    private static Operation.Description changing(String name, String api, Effect effect) {
        return Operation.named("config." + name, api, effect).role(Role.ADMIN, SOURCE);
    }

    private static CompletableFuture<ConfigValue> read(ConfigSession session, CallContext context, String path) {
        return session.send(context, ConfigRequest.get(path), ConfigReply::data);
    }

    private static CompletableFuture<ConfigAnswer> change(
            ConfigSession session, CallContext context, ConfigRequest request) {
        return session.send(context, request, ConfigReply::answer);
    }

    private static CompletableFuture<ConfigAnswer> sent(
            ConfigSession session,
            CallContext context,
            ConfigResourceId id,
            Verb verb,
            Effect effect,
            ConfigValue data,
            boolean divisible) {
        SentWords words = new SentWords(id.path(), data);
        String body = "{\"data\":" + data.toJson() + "}";
        return session.version(context, id.api())
                .thenCompose(version -> session.identity(context)
                        .thenCompose(identity -> change(
                                session,
                                context,
                                new ConfigRequest(
                                        verb.method(identity),
                                        version.path() + id.encoded(),
                                        effect,
                                        body,
                                        words,
                                        divisible))));
    }
}
