package dev.openaxis.vapix.events;

import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A port became active or inactive, or was found so by a read (VAPIX input-and-outputs, topics {@code Device/IO/Port},
 * {@code Device/IO/OutputPort} and {@code Device/Trigger/Relay}).
 *
 * @param serial which device
 * @param port which port
 * @param state active or inactive
 * @param topic canonical topic; {@code Device/IO/Port} for reads
 * @param source source items as the device sent them
 * @param data data items as the device sent them
 * @param deviceTime the device's time
 */
public record PortEvent(
        String serial,
        PortId port,
        PortState state,
        String topic,
        Map<String, String> source,
        Map<String, String> data,
        Optional<Instant> deviceTime)
        implements DeviceEvent {

    /** Makes the maps immutable. */
    public PortEvent {
        source = Map.copyOf(source);
        data = Map.copyOf(data);
    }

    @Override
    public boolean stateful() {
        return true;
    }

    /** One key per port, whatever topic told its state. */
    @Override
    public StateKey key() {
        return new StateKey("Device/IO/Port", Map.of("port", Integer.toString(port.index())));
    }

    @Override
    public String toString() {
        return serial + " " + port + " " + state + " (" + topic + ")";
    }
}
