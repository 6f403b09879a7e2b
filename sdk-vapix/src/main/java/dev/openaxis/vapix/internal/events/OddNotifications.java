package dev.openaxis.vapix.internal.events;

import dev.openaxis.vapix.internal.DeviceSession;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came that says nothing: logged once per kind, counted, and never the end of a stream. */
final class OddNotifications {
    private static final Logger LOG = LoggerFactory.getLogger(OddNotifications.class);
    private static final int MOST_KINDS = 100;

    private final DeviceSession session;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    OddNotifications(DeviceSession session) {
        this.session = session;
    }

    void report(String what) {
        LongAdder count = counts.get(what);
        if (count == null && counts.size() < MOST_KINDS) {
            count = counts.computeIfAbsent(what, kind -> {
                LOG.warn(
                        "{}: the event stream sent {}; further ones are counted only",
                        session.invoker().address(),
                        kind);
                return new LongAdder();
            });
        }
        if (count != null) {
            count.increment();
        }
    }

    Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
