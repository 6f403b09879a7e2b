package dev.openaxis.vapix.internal.events;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every source told last: an event that several filters match is told once for each of them. Two in a row that are equal to
 * the millisecond are taken for one; not so what comes again after something else, as the state did change in between. What has no
 * time is never taken for a repetition.
 */
final class RecentNotifications {
    /** Nothing is a repetition. */
    static final RecentNotifications NONE = new RecentNotifications(0);

    private static final int REMEMBERED = 256;

    private record Teller(String topic, Map<String, String> source) {}

    private final Map<Teller, Notification> last;

    private RecentNotifications(int size) {
        this.last = size == 0
                ? Map.of()
                : Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Teller, Notification> eldest) {
                        return size() > size;
                    }
                });
    }

    static RecentNotifications remembered() {
        return new RecentNotifications(REMEMBERED);
    }

    boolean repeats(Notification told) {
        return this != NONE
                && told.time().isPresent()
                && told.equals(last.put(new Teller(told.topic(), told.source()), told));
    }
}
