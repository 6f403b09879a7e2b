package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventStreamCount;
import dev.openaxis.testkit.MqttVariant;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Publishes events over MQTT and makes events of MQTT messages, reference 04 sections 5.3 to 5.5. */
final class EventBridge implements EventSink, CountedStream {
    static final String STATELESS = "tnsaxis:MQTT/Message/Stateless";
    static final String STATEFUL = "tnsaxis:MQTT/Message/Stateful";

    private final DeviceCore device;
    private final MqttClient client;
    private EventPublication publication = EventPublication.FACTORY;
    private List<MqttSubscription> subscriptions = List.of();

    EventBridge(DeviceCore device, MqttClient client) {
        this.device = device;
        this.client = client;
    }

    EventPublication publication() {
        return publication;
    }

    void publish(EventPublication replacement) {
        publication = replacement;
    }

    List<MqttSubscription> subscriptions() {
        return subscriptions;
    }

    void subscribe(List<MqttSubscription> replacement) {
        List<MqttSubscription> before = subscriptions;
        subscriptions = List.copyOf(replacement);
        client.resubscribe(before, subscriptions);
    }

    void factoryDefault() {
        publication = EventPublication.FACTORY;
        subscriptions = List.of();
    }

    void connected() {
        if (device.config().is(MqttVariant.INITIAL_STATES_PUBLISHED)) {
            device.events().present().forEach(this::told);
        }
    }

    /** An event that several filters match is published several times (documented); that a state is gone has no form here. */
    @Override
    public void told(EventNotice notice) {
        if (notice.change() == EventNotice.Change.DELETED) {
            return;
        }
        PublishedEvent form = new PublishedEvent(device.config(), publication);
        for (EventPublication.Filter filter : publication.filters()) {
            if (filter.matches(notice.state())) {
                client.publish(form.message(notice, filter, client.prefix()));
            }
        }
    }

    @Override
    public EventStreamCount count() {
        return new EventStreamCount(EventStreamCount.Kind.MQTT, client.place(), client.published());
    }

    /** One event for every subscription that wanted the message. */
    void received(String topic, byte[] payload) {
        String prefix = client.prefix();
        subscriptions.stream()
                .filter(each -> MqttTopics.matches(each.filter(prefix), topic))
                .forEach(each -> tell(each, topic, new String(payload, StandardCharsets.UTF_8)));
    }

    private void tell(MqttSubscription by, String topic, String payload) {
        boolean stripped = by.useDevicePrefix() && !device.config().is(MqttVariant.MESSAGE_TOPIC_WITH_PREFIX);
        Map<String, String> source = new LinkedHashMap<>();
        source.put("device-prefix", by.useDevicePrefix() ? "1" : "0");
        source.put("mqtt-topic", stripped ? topic.substring(client.prefix().length() + 1) : topic);
        Map<String, String> data = Map.of("mqtt-payload", payload);
        if (by.isState() && !device.config().is(MqttVariant.STATE_MESSAGES_ARE_PULSES)) {
            device.events().put(new EventState(STATEFUL, source, data));
        } else {
            device.events().tell(new EventState(STATELESS, source, data));
        }
    }
}
