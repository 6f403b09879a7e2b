package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.DeviceEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An event as a feed would make it. */
record TestEvent(String topic, Map<String, String> source, Map<String, String> data, boolean stateful)
        implements DeviceEvent {
    /** A port's state. */
    static TestEvent state(String port, Object value) {
        return new TestEvent("Device/IO/Port", Map.of("port", port), Map.of("state", value.toString()), true);
    }

    /** A momentary occurrence. */
    static TestEvent moment(Object what) {
        return new TestEvent("Button/Pressed", Map.of(), Map.of("what", what.toString()), false);
    }

    static StateKey key(String port) {
        return state(port, "").key();
    }

    @Override
    public String serial() {
        return "00408C000001";
    }

    @Override
    public Optional<Instant> deviceTime() {
        return Optional.empty();
    }
}
