package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.vapix.events.BlockedAddressEvent;
import dev.openaxis.vapix.events.CasingEvent;
import dev.openaxis.vapix.events.DoorControlEvent;
import dev.openaxis.vapix.events.EventContent;
import dev.openaxis.vapix.events.InstanceRemovedEvent;
import dev.openaxis.vapix.events.ManualTriggerEvent;
import dev.openaxis.vapix.events.NetworkLostEvent;
import dev.openaxis.vapix.events.OtherEvent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.ReaderEvent;
import dev.openaxis.vapix.events.ShockEvent;
import dev.openaxis.vapix.events.SupervisedPortEvent;
import dev.openaxis.vapix.events.SystemReadyEvent;
import dev.openaxis.vapix.events.TemperatureEvent;
import dev.openaxis.vapix.events.VapixEvent;
import dev.openaxis.vapix.events.VirtualInputEvent;
import dev.openaxis.vapix.internal.events.Notification.Change;
import dev.openaxis.vapix.internal.io.SupervisionWire;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes typed events of notifications. What lacks an item, or has another value than the references tell, stays a generic event:
 * nothing is guessed and nothing is lost.
 */
public final class EventTyping {
    private static final String TEMPERATURE = "device/status/temperature/";

    /** What a device declares of its topics, as far as it was asked. */
    public interface Declared {
        /** Knows nothing. */
        Declared NOTHING = topic -> Optional.empty();

        /**
         * Whether the topic is a state.
         *
         * @return empty if the device does not declare the topic or was not asked
         */
        Optional<Boolean> stateful(String canonicalTopic);
    }

    private final String serial;
    private final Declared declared;

    /** Types the events of one device. */
    public EventTyping(String serial, Declared declared) {
        this.serial = serial;
        this.declared = declared;
    }

    /** The event of a notification; port numbers of outputs are left to {@link OutputNumbering}. */
    public VapixEvent event(Notification told) {
        EventContent content = content(told);
        if (told.change() == Change.DELETED) {
            return new InstanceRemovedEvent(content, keyOf(told, content));
        }
        return typed(told, content).orElseGet(() -> other(told));
    }

    EventContent content(Notification told) {
        return new EventContent(serial, told.topic(), told.source(), told.data(), told.time());
    }

    /** An event that keeps what was said and says no more. */
    VapixEvent other(Notification told) {
        return new OtherEvent(content(told), stateful(told));
    }

    private boolean stateful(Notification told) {
        return switch (told.change()) {
            case MOMENTARY -> false;
            case INITIALIZED, CHANGED, DELETED -> true;
            case NOT_TOLD -> declared.stateful(told.topic()).orElseGet(() -> StatefulTopics.contains(told.topic()));
        };
    }

    private StateKey keyOf(Notification told, EventContent content) {
        return typed(told, content)
                .map(VapixEvent::key)
                .orElseGet(() -> other(told).key());
    }

    private Optional<VapixEvent> typed(Notification told, EventContent content) {
        String topic = told.topic().toLowerCase(Locale.ROOT);
        return switch (topic) {
            case "device/io/port" -> port(told.source("port")).flatMap(port -> portEvent(told, port, "state"));
            case "device/io/supervisedport" ->
                port(told.source("port"))
                        .map(port -> new SupervisedPortEvent(
                                content, port, SupervisionWire.state(told.data().getOrDefault("state", ""))));
            case "device/io/virtualinput" ->
                number(told.source("port"))
                        .flatMap(number -> told.flag("active").map(on -> new VirtualInputEvent(content, number, on)));
            case "device/io/virtualport" ->
                number(told.source("port"))
                        .flatMap(channel -> told.flag("state").map(on -> new ManualTriggerEvent(content, channel, on)));
            case "device/casing/open" ->
                told.flag("Open").map(open -> new CasingEvent(content, told.source("Name"), open));
            case "device/tampering/shockdetected" -> Optional.of(new ShockEvent(content));
            case "device/status/systemready" -> told.flag("ready").map(ready -> new SystemReadyEvent(content, ready));
            case "device/network/blockedip" ->
                Optional.ofNullable(told.data().get("address"))
                        .map(address -> new BlockedAddressEvent(content, address));
            case "device/network/lost" ->
                told.flag("lost").map(lost -> new NetworkLostEvent(content, told.source("interface"), lost));
            default ->
                topic.startsWith(TEMPERATURE)
                        ? temperature(told, content, topic.substring(TEMPERATURE.length()))
                        : named(told, content, topic);
        };
    }

    private static Optional<VapixEvent> temperature(Notification told, EventContent content, String level) {
        Optional<TemperatureEvent.Range> range = switch (level) {
            case "above" -> Optional.of(TemperatureEvent.Range.ABOVE);
            case "below" -> Optional.of(TemperatureEvent.Range.BELOW);
            case "inside" -> Optional.of(TemperatureEvent.Range.INSIDE);
            case "above_or_below" -> Optional.of(TemperatureEvent.Range.ABOVE_OR_BELOW);
            default -> Optional.empty();
        };
        return range.flatMap(
                known -> told.flag("sensor_level").map(within -> new TemperatureEvent(content, known, within)));
    }

    private Optional<VapixEvent> named(Notification told, EventContent content, String topic) {
        if (topic.startsWith("door/") || topic.startsWith("accesscontrol/") || topic.startsWith("accesspoint/")) {
            return Optional.of(new DoorControlEvent(content, told.topic(), stateful(told)));
        }
        if (topic.startsWith("idpoint/")
                || topic.equals("device/intercom/rfid")
                || topic.equals("device/intercom/keypin")) {
            return Optional.of(new ReaderEvent(content, told.topic(), stateful(told)));
        }
        return Optional.empty();
    }

    /** A port's event, if the item tells its state. */
    Optional<VapixEvent> portEvent(Notification told, PortId port, String item) {
        return told.flag(item)
                .map(on -> new PortEvent(content(told), port, on ? PortState.ACTIVE : PortState.INACTIVE));
    }

    /** Port numbers count from 0; -1 is the aggregate of all ports, which is not a port. */
    static Optional<PortId> port(String text) {
        OptionalInt index = integer(text);
        return index.isPresent() && index.getAsInt() >= 0 && index.getAsInt() <= 255
                ? Optional.of(PortId.of(index.getAsInt()))
                : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        OptionalInt number = integer(text);
        return number.isPresent() && number.getAsInt() > 0 ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static OptionalInt integer(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text.trim()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
