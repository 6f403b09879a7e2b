package dev.openaxis.vapix.events;

import dev.openaxis.core.live.DeviceEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An event of a device with VAPIX: what it said, and what the SDK made of it. */
public interface VapixEvent extends DeviceEvent {

    /**
     * What the device said.
     *
     * @return topic, items and time
     */
    EventContent content();

    @Override
    default String serial() {
        return content().serial();
    }

    @Override
    default String topic() {
        return content().topic();
    }

    @Override
    default Map<String, String> source() {
        return content().source();
    }

    @Override
    default Map<String, String> data() {
        return content().data();
    }

    @Override
    default Optional<Instant> deviceTime() {
        return content().deviceTime();
    }
}
