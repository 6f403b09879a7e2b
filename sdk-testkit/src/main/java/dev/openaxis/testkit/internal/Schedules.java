package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventVariant;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of a device and their events, by its clock; reference 04 sections 3.6 and 4.8. They outlive a restart, a
 * factory default brings back those of the factory (inference). On the device's loop.
 */
final class Schedules {
    static final String INTERVAL = "tns1:UserAlarm/tnsaxis:Recurring/Interval";
    static final String PULSE = "tns1:UserAlarm/tnsaxis:Recurring/Pulse";

    private static final String NEW_ID = "com.axis.schedules.genid.id-";

    /** The clock may be set meanwhile. */
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    /** How often a clock is looked at that a test moves. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final DeviceCore device;
    private final Clock clock;
    private final EventExecutor loop;
    private final boolean runsByItself;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean rewritten;
    private long made;
    private @Nullable ScheduledFuture<?> timer;

    /** A schedule and its present state. */
    private static final class Entry {
        final String id;
        final Schedule schedule;
        boolean active;
        Instant judged = Instant.MIN;

        @Nullable
        Instant due;

        Entry(String id, Schedule schedule) {
            this.id = id;
            this.schedule = schedule;
        }
    }

    Schedules(DeviceCore device, EventExecutor loop) {
        this.device = device;
        this.clock = device.config().clock();
        this.loop = loop;
        this.runsByItself = clock.equals(Clock.system(clock.getZone()));
        fromTheFactory();
    }

    /** Two schedules as real devices have them (observed); that an I/O module has them is inference. */
    private void fromTheFactory() {
        entries.clear();
        rewritten = true;
        made = 0;
        if (device.config().is(EventVariant.NO_FACTORY_SCHEDULES)) {
            return;
        }
        put(
                "com.axis.schedules.weekends",
                "Weekends",
                "DTSTART:19700103T000000\nDTEND:19700105T000000\nRRULE:FREQ=WEEKLY");
        put(
                "com.axis.schedules.office_hours",
                "Office Hours",
                "DTSTART:19700101T080000\nDTEND:19700101T180000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    }

    private void put(String id, String name, String lines) {
        Schedule schedule = Schedule.read(name, lines);
        if (schedule != null) {
            entries.put(id, new Entry(id, schedule));
        }
    }

    void factoryDefault() {
        fromTheFactory();
        look();
    }

    /** Adds under the given or a new id; null if there is one of this id. */
    @Nullable
    String add(@Nullable String wanted, Schedule schedule) {
        String id = wanted;
        while (id == null || (wanted == null && entries.containsKey(id))) {
            id = NEW_ID + made++;
        }
        if (entries.containsKey(id)) {
            return null;
        }
        entries.put(id, new Entry(id, schedule));
        rewritten = true;
        look();
        return id;
    }

    /** Returns false if there is none of this id. */
    boolean remove(String id) {
        boolean removed = entries.remove(id) != null;
        rewritten |= removed;
        look();
        return removed;
    }

    /** In the order in which devices list things. */
    Map<String, Schedule> listed() {
        Map<String, Schedule> listed = new LinkedHashMap<>();
        ListOrder.of(entries.keySet()).forEach(id -> {
            Entry entry = entries.get(id);
            if (entry != null) {
                listed.put(id, entry.schedule);
            }
        });
        return listed;
    }

    @Nullable
    String nameOf(String id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.schedule.name();
    }

    void states(List<EventState> into) {
        for (Entry entry : entries.values()) {
            if (!entry.schedule.isPulse()) {
                into.add(new EventState(INTERVAL, Map.of("id", entry.id), Map.of("active", entry.active ? "1" : "0")));
            }
        }
    }

    void pulses(List<EventState> into) {
        entries.values().stream().filter(entry -> entry.schedule.isPulse()).forEach(entry -> into.add(pulse(entry)));
    }

    private static EventState pulse(Entry entry) {
        return new EventState(PULSE, Map.of("id", entry.id), Map.of());
    }

    /** Looks at the clock, tells what is due and looks again when something is due next. */
    void look() {
        Instant now = clock.instant();
        boolean changed = rewritten;
        rewritten = false;
        List<EventState> pulses = new ArrayList<>();
        for (Entry entry : entries.values()) {
            boolean setBack = entry.judged.isAfter(now);
            boolean due = !setBack && entry.due != null && !entry.due.isAfter(now);
            if (due && entry.schedule.isPulse()) {
                // One pulse even if a clock jumps over several (inference).
                pulses.add(pulse(entry));
            }
            if (due || setBack || entry.judged.equals(Instant.MIN)) {
                judge(entry, now);
                changed = true;
            }
        }
        if (changed) {
            device.events().refresh();
        }
        pulses.forEach(device.events()::tell);
        lookAgain(now);
    }

    private void judge(Entry entry, Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, clock.getZone());
        LocalDateTime next = entry.schedule.nextChange(local);
        entry.judged = now;
        entry.active = entry.schedule.isActive(local);
        entry.due = next == null ? null : next.atZone(clock.getZone()).toInstant();
    }

    private void lookAgain(Instant now) {
        stop();
        Duration sleep = runsByItself ? LONGEST_SLEEP : GLANCE;
        for (Entry entry : entries.values()) {
            Duration left = entry.due == null ? sleep : Duration.between(now, entry.due);
            sleep = left.compareTo(sleep) < 0 ? left : sleep;
        }
        // Not before the moment itself, which the loop may reach a little early.
        long nanos = Math.max(sleep.toNanos(), TimeUnit.MILLISECONDS.toNanos(1));
        timer = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
