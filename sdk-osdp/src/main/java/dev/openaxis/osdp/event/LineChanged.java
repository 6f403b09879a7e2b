package dev.openaxis.osdp.event;

import dev.openaxis.core.live.DeviceEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The line of a panel is there, or is not any more: the connection to a converter broke, or the serial port was unplugged. No device can
 * be reached then; each is told to be offline after its own time. It belongs to no peripheral device, so it is no {@link OsdpEvent}.
 *
 * <p>The first opening is told at once. After that a change is told when it has lasted for 3 s: a line that opens and closes all the
 * time is told once, as away, until it has stayed open for that long.
 *
 * @param line its name, see {@link dev.openaxis.core.line.ByteLine#name()}
 * @param up whether it can be spoken over
 * @param why for people, without secrets
 */
public record LineChanged(String line, boolean up, String why) implements DeviceEvent {

    /**
     * The same as {@link #line()}: it has no serial number.
     *
     * @return its name
     */
    @Override
    public String serial() {
        return line;
    }

    @Override
    public String topic() {
        return "OSDP/Line";
    }

    @Override
    public Map<String, String> source() {
        return Map.of("line", line);
    }

    @Override
    public Map<String, String> data() {
        return Map.of("up", up ? "1" : "0", "why", why);
    }

    @Override
    public Optional<Instant> deviceTime() {
        return Optional.empty();
    }

    @Override
    public boolean stateful() {
        return true;
    }
}
