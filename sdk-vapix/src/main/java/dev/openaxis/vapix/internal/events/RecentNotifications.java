package dev.openaxis.vapix.internal.events;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The notifications that came last: an event that several filters match is told once for each of them. Two that are equal to the
 * millisecond are taken for one; what has no time is never taken for a repetition.
 */
final class RecentNotifications {
    /** Nothing is a repetition. */
    static final RecentNotifications NONE = new RecentNotifications(0);

    private static final int REMEMBERED = 256;

    private final Map<Notification, Boolean> last;

    private RecentNotifications(int size) {
        this.last = size == 0
                ? Map.of()
                : Collections.synchronizedMap(new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Notification, Boolean> eldest) {
                        return size() > size;
                    }
                });
    }

    static RecentNotifications remembered() {
        return new RecentNotifications(REMEMBERED);
    }

    boolean repeats(Notification told) {
        return this != NONE && told.time().isPresent() && last.putIfAbsent(told, true) != null;
    }
}
