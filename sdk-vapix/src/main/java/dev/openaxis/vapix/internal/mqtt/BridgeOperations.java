package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.mqtt.MqttPublication;
import dev.openaxis.vapix.mqtt.MqttSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The operations of the event bridge over {@code event.cgi} (VAPIX mqtt-event-bridge). */
public final class BridgeOperations {
    private static final String PUBLISH = "configureEventPublication";
    private static final String SUBSCRIBE = "configureMqttSubscription";
    private static final String PUBLICATION = "eventPublicationConfig";
    private static final String SUBSCRIPTION = "mqttSubscriptionConfig";

    private BridgeOperations() {}

    private static Operation.Description named(String name, Effect effect) {
        return Operation.named("mqtt." + name, MqttCgi.PUBLICATION.cgi().id(), effect)
                .role(Role.ADMIN, "VAPIX mqtt-event-bridge");
    }

    private static Consumer<String> forgiver(DeviceSession session, String document) {
        return field -> session.forgive(MqttCgi.PUBLICATION.cgi().id() + " " + document + "." + field);
    }

    private static CompletableFuture<Json> read(
            DeviceSession session, CallContext context, MqttCgi cgi, String method, String document) {
        return cgi.read(session, context, method)
                .thenApply(data -> data.object(document)
                        .orElseThrow(() -> new MalformedResponseException(
                                context.failure("the answer has no " + document), data.toString())));
    }

    // ---- publication ----

    private static CompletableFuture<Json> readPublication(DeviceSession session, CallContext context) {
        return read(session, context, MqttCgi.PUBLICATION, "getEventPublicationConfig", PUBLICATION);
    }

    private static MqttPublication publication(DeviceSession session, Json config) {
        return BridgeWire.publication(config, forgiver(session, PUBLICATION));
    }

    /** What is published. */
    public static Operation<MqttPublication> publication(DeviceSession session) {
        return named("publication", Effect.READ)
                .steps(context -> readPublication(session, context).thenApply(config -> publication(session, config)));
    }

    /** Replaces what is published. */
    public static Operation<Void> configurePublication(DeviceSession session, MqttPublication wanted) {
        return named("configurePublication", Effect.CONFIGURE).steps(context -> {
            Map<String, Object> params = BridgeWire.fields(wanted);
            params.put(BridgeWire.EVENTS, fields(wanted.events(), BridgeWire::fields));
            return MqttCgi.PUBLICATION.change(session, context, PUBLISH, params, Set.of());
        });
    }

    /** Changes what is published and keeps the rest of it. */
    public static Operation<Void> updatePublication(DeviceSession session, Consumer<MqttPublication.Builder> change) {
        return named("updatePublication", Effect.CONFIGURE)
                .steps(context -> readPublication(session, context)
                        .thenApplyAsync(
                                config -> {
                                    MqttPublication before = publication(session, config);
                                    MqttPublication.Builder builder = before.toBuilder();
                                    change.accept(builder);
                                    return published(Told.fields(context, config), before, builder.build(), context);
                                },
                                session.invoker().callbacks())
                        .thenCompose(params -> params.isEmpty()
                                ? CompletableFuture.completedFuture(null)
                                : MqttCgi.PUBLICATION.change(session, context, PUBLISH, params, Set.of())));
    }

    /** What to send; nothing if nothing changes. */
    private static Map<String, Object> published(
            Map<String, Object> told, MqttPublication before, MqttPublication after, CallContext context) {
        if (before.equals(after)) {
            return Map.of();
        }
        Map<String, Object> params = Told.changed(told, BridgeWire.fields(before), BridgeWire.fields(after));
        params.put(
                BridgeWire.EVENTS,
                Told.changedEntries(
                        Told.entries(
                                context,
                                told,
                                BridgeWire.EVENTS,
                                before.events().size()),
                        fields(before.events(), BridgeWire::fields),
                        fields(after.events(), BridgeWire::fields),
                        Set.of("topicFilter")));
        return params;
    }

    private static <T> List<Map<String, Object>> fields(List<T> entries, Function<T, Map<String, Object>> one) {
        return entries.stream().map(one).toList();
    }

    // ---- subscriptions ----

    private static CompletableFuture<Json> readSubscriptions(DeviceSession session, CallContext context) {
        return read(session, context, MqttCgi.SUBSCRIPTION, "getMqttSubscriptionConfig", SUBSCRIPTION);
    }

    private static List<MqttSubscription> subscriptions(DeviceSession session, Json config) {
        return BridgeWire.subscriptions(config, forgiver(session, SUBSCRIPTION));
    }

    /** What is subscribed to. */
    public static Operation<List<MqttSubscription>> subscriptions(DeviceSession session) {
        return named("subscriptions", Effect.READ)
                .steps(context ->
                        readSubscriptions(session, context).thenApply(config -> subscriptions(session, config)));
    }

    /** Replaces what is subscribed to. */
    public static Operation<Void> configureSubscriptions(DeviceSession session, List<MqttSubscription> wanted) {
        List<MqttSubscription> all = List.copyOf(wanted);
        return named("configureSubscriptions", Effect.CONFIGURE)
                .steps(context -> subscribe(session, context, fields(all, BridgeWire::fields)));
    }

    private static CompletableFuture<Void> subscribe(
            DeviceSession session, CallContext context, List<Map<String, Object>> entries) {
        return MqttCgi.SUBSCRIPTION.change(
                session, context, SUBSCRIBE, Map.of(BridgeWire.SUBSCRIPTIONS, entries), Set.of());
    }

    /** Subscribes to something, too; the subscription to the same topics is replaced. */
    public static Operation<Void> addSubscription(DeviceSession session, MqttSubscription more) {
        return updateSubscriptions(session, "addSubscription", present -> {
            List<MqttSubscription> all = new ArrayList<>(present);
            int same = -1;
            for (int i = 0; i < all.size(); i++) {
                if (sameTopics(all.get(i), more)) {
                    same = i;
                }
            }
            if (same >= 0) {
                all.set(same, more);
            } else {
                all.add(more);
            }
            return all;
        });
    }

    private static boolean sameTopics(MqttSubscription one, MqttSubscription other) {
        return one.topicFilter().equals(other.topicFilter())
                && one.useDeviceTopicPrefix() == other.useDeviceTopicPrefix();
    }

    /** Subscribes to something no more. */
    public static Operation<Void> removeSubscription(DeviceSession session, String topicFilter) {
        return updateSubscriptions(
                session,
                "removeSubscription",
                present -> present.stream()
                        .filter(one -> !one.topicFilter().equals(topicFilter))
                        .toList());
    }

    private static Operation<Void> updateSubscriptions(
            DeviceSession session, String name, UnaryOperator<List<MqttSubscription>> change) {
        return named(name, Effect.CONFIGURE)
                .steps(context -> readSubscriptions(session, context).thenCompose(config -> {
                    List<MqttSubscription> before = subscriptions(session, config);
                    List<MqttSubscription> after = change.apply(before);
                    if (after.equals(before)) {
                        return CompletableFuture.completedFuture(null);
                    }
                    return subscribe(
                            session,
                            context,
                            Told.changedEntries(
                                    Told.entries(
                                            context,
                                            Told.fields(context, config),
                                            BridgeWire.SUBSCRIPTIONS,
                                            before.size()),
                                    fields(before, BridgeWire::fields),
                                    fields(after, BridgeWire::fields),
                                    Set.of("topicFilter", "useDeviceTopicPrefix")));
                }));
    }
}
