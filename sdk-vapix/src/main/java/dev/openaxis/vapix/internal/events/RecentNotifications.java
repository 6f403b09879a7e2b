package dev.openaxis.vapix.internal.events;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every source told last: an event that several filters match is told once for each of them. Two in a row that are equal to
 * the millisecond are taken for one; not so what comes again after something else, as the state did change in between. What has no
 * time is never taken for a repetition. Asked by one thread.
 */
final class RecentNotifications {
    private static final int REMEMBERED = 256;

    private record Teller(String topic, Map<String, String> source) {}

    /** What came last, and how often in a row. */
    private record Told(Notification notification, int times) {}

    private final Map<Teller, Told> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Teller, Told> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Whether this is what came before, told again for another filter.
     *
     * @param tellings how often the device tells it
     */
    boolean repeats(Notification told, int tellings) {
        if (tellings <= 1 || told.time().isEmpty()) {
            return false;
        }
        Teller teller = new Teller(told.topic(), told.source());
        Told before = last.get(teller);
        int times = before != null && before.notification().equals(told) ? before.times() + 1 : 1;
        last.put(teller, new Told(told, times));
        return times % tellings != 1;
    }
}
