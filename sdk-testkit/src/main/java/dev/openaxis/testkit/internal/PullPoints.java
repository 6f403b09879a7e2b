package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.PullPointVariant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pull points of a device by their number, reference 04 section 2.3. On the device's loop. */
final class PullPoints {
    private final DeviceCore device;
    private final Map<String, PullPoint> open = new LinkedHashMap<>();
    private long last;

    PullPoints(DeviceCore device) {
        this.device = device;
    }

    PullPoint create(EventFilter filter, Instant termination) {
        forgetEnded();
        PullPoint point = new PullPoint(device, Long.toString(++last), filter, termination);
        open.put(point.id(), point);
        device.events().listen(point);
        count();
        return point;
    }

    /** The pull point of this number if it still is one. */
    @Nullable
    PullPoint find(@Nullable String id) {
        forgetEnded();
        return id == null ? null : open.get(id);
    }

    void remove(PullPoint point) {
        forget(point);
        point.end();
    }

    /** The events stream no more: numbers are unknown from now on and who waits is cut off. */
    void drop() {
        List<PullPoint> all = new ArrayList<>(open.values());
        all.forEach(this::forget);
        all.forEach(PullPoint::drop);
    }

    void reboot() {
        drop();
        if (device.config().is(PullPointVariant.IDS_START_AGAIN)) {
            last = 0;
        }
    }

    private void forget(PullPoint point) {
        open.remove(point.id());
        device.events().leave(point);
        count();
    }

    private void forgetEnded() {
        new ArrayList<>(open.values()).stream().filter(PullPoint::isOver).forEach(this::remove);
    }

    private void count() {
        device.tally().pullPoints.set(open.size());
    }
}
