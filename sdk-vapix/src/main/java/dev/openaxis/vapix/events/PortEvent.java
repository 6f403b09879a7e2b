package dev.openaxis.vapix.events;

import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.util.Map;

/**
 * A port became active or inactive, or was found so by a read (VAPIX input-and-outputs, topics {@code Device/IO/Port},
 * {@code Device/IO/OutputPort} and {@code Device/Trigger/Relay}). The topic of reads is {@code Device/IO/Port}.
 *
 * @param content what the device said
 * @param port which port
 * @param state active or inactive
 */
public record PortEvent(EventContent content, PortId port, PortState state) implements VapixEvent {

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
