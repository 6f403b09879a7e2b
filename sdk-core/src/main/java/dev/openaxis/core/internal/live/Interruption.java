package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An interruption from the loss of the connection until its gap is told: keeps what arrives meanwhile, however many
 * connections that takes, and computes the gap. Used on the device's event loop only.
 */
final class Interruption {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final int MAX_MOMENTS = 4096;

    /** An event that waits for its gap to be told. */
    record Arrived(DeviceEvent event, Instant at) {}

    /** The last proof of the connection that was lost; the beginning of the gap. */
    private final Instant lastProof;
    /** What came while the states are compared, in arrival order; a state's key is its StateKey. */
    private final Map<Object, Arrived> kept = new LinkedHashMap<>();

    private int moments;
    private long overflow;
    private boolean restarted;

    Interruption(Instant lastProof) {
        this.lastProof = lastProof;
    }

    /** Of a state the latest is kept, of moments a bounded number. */
    void keep(DeviceEvent event, Instant at) {
        Arrived arrived = new Arrived(event, at);
        event.removes().ifPresent(kept::remove);
        if (event.stateful()) {
            kept.remove(event.key());
            kept.put(event.key(), arrived);
        } else if (moments < MAX_MOMENTS) {
            moments++;
            kept.put(new Object(), arrived);
        } else {
            overflow++;
        }
    }

    /** A new connection tells every state anew; the moments of the one before happened all the same. */
    void forgetStates() {
        kept.values().removeIf(arrived -> arrived.event().stateful());
    }

    void deviceRestarted() {
        restarted = true;
    }

    /**
     * Compares before and after.
     *
     * @param readings what was read and nothing newer was told about
     */
    Gap gap(long epoch, KnownStates before, List<DeviceEvent> readings) {
        Map<StateKey, DeviceEvent> present = new LinkedHashMap<>();
        for (Arrived arrived : kept.values()) {
            if (arrived.event().stateful()) {
                present.put(arrived.event().key(), arrived.event());
            }
        }
        readings.forEach(reading -> present.put(reading.key(), reading));
        KnownStates.Comparison states = before.compareWith(present);
        return new Gap(
                epoch,
                0,
                lastProof,
                Instant.now(),
                restarted ? Gap.Cause.DEVICE_RESTARTED : Gap.Cause.CONNECTION_LOST,
                states.changed(),
                states.unproven(),
                states.notReadable(),
                -1);
    }

    /** What was kept, in the order in which it is told after the gap. */
    List<Arrived> kept() {
        if (overflow > 0) {
            LOG.warn("live stream: {} events overflowed while the states were compared", overflow);
        }
        return List.copyOf(kept.values());
    }
}
