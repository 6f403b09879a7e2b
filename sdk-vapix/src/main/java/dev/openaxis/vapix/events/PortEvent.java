package dev.openaxis.vapix.events;

import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A port became active or inactive, or was found so by a read (VAPIX input-and-outputs, topics {@code Device/IO/Port},
 * {@code Device/IO/OutputPort} and {@code Device/Trigger/Relay}). Devices tell an output's change under both of its topics; it is one
 * event here, which a filter for either of them matches. What was read has the topic {@code Device/IO/Port} for inputs and
 * {@code Device/IO/OutputPort} for outputs.
 *
 * @param content what the device said
 * @param port which port
 * @param state active or inactive
 */
public record PortEvent(EventContent content, PortId port, PortState state) implements VapixEvent {

    private static final String OUTPUT = "Device/IO/OutputPort";
    private static final String RELAY = "Device/Trigger/Relay";

    /** In whichever words the device told it: an output's topics as a device would tell them. */
    Stream<EventContent> tellings() {
        if (!topic().equalsIgnoreCase(OUTPUT) && !topic().equalsIgnoreCase(RELAY)) {
            return Stream.of(content);
        }
        String number = Integer.toString(port.index());
        boolean active = state == PortState.ACTIVE;
        return Stream.of(
                content,
                told(OUTPUT, Map.of("port", number), Map.of("state", active ? "1" : "0")),
                told(RELAY, Map.of("RelayToken", number), Map.of("LogicalState", active ? "active" : "inactive")));
    }

    private EventContent told(String topic, Map<String, String> source, Map<String, String> data) {
        return new EventContent(serial(), topic, source, data, deviceTime());
    }

    /** One key per port, whatever topic told its state. */
    @Override
    public StateKey key() {
        return new StateKey("Device/IO/Port", Map.of("port", Integer.toString(port.index())));
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + " " + port + " " + state + " (" + topic() + ")";
    }
}
