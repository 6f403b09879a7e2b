package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.RuleVariant;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the rules of a device, reference 04 section 4.3: conditions hold an action, a start event starts one, both
 * together start it with the event and hold it with the conditions. Outputs are really switched; every other action is only
 * counted as started. On the device's loop.
 */
final class RuleEngine {
    static final String ACTION_FAILED = "tns1:Device/tnsaxis:SystemMessage/ActionFailed";

    /** Rules may set each other off for ever; after so many rounds the device does something else first. */
    private static final int ROUNDS = 64;

    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(10);

    private final DeviceCore device;
    private final RuleBook book;
    private final OutputToggle toggle;
    private final Map<String, Activity> activities = new HashMap<>();
    private final Deque<List<EventNotice>> pending = new ArrayDeque<>();
    private boolean working;
    private boolean asleep;

    /** What a rule is doing. */
    private static final class Activity {
        boolean active;
        boolean running;

        @Nullable
        Instant lastStart;
    }

    RuleEngine(DeviceCore device) {
        this.device = device;
        this.book = device.rules();
        this.toggle = new OutputToggle(device);
    }

    /** The event that tells of an action that could not start; recorded devices declare it. */
    static EventState failure(String description) {
        return new EventState(ACTION_FAILED, Map.of(), Map.of("description", description));
    }

    /** Something changed or happened. */
    void happened(List<EventNotice> notices) {
        if (asleep || notices.isEmpty() || book.rules().size() == 0) {
            return;
        }
        pending.addLast(notices);
        if (!working) {
            work();
        }
    }

    private void work() {
        working = true;
        try {
            for (int round = 0; round < ROUNDS && !pending.isEmpty(); round++) {
                List<EventNotice> notices = pending.removeFirst();
                List<EventNotice> present = device.events().present();
                book.rules().all().forEach((id, rule) -> judge(id, rule, notices, present));
            }
        } finally {
            working = false;
        }
        if (!pending.isEmpty()) {
            device.scheduleInThisBoot(BREATH, this::goOn);
        }
    }

    private void goOn() {
        if (!working && !pending.isEmpty()) {
            work();
        }
    }

    /** A rule is new; whether it starts at once if its conditions hold already is inference. */
    void added(String id, ActionRule rule) {
        List<EventNotice> present = device.events().present();
        if (device.config().is(RuleVariant.STARTS_WITH_NEXT_CHANGE) && rule.start() == null) {
            activity(id).active = rule.enabled() && holds(rule, present);
        } else {
            undisturbed(() -> judge(id, rule, List.of(), present));
        }
    }

    /** What the task changes is judged when it is done. */
    private void undisturbed(Runnable task) {
        working = true;
        try {
            task.run();
        } finally {
            working = false;
        }
        goOn();
    }

    /** A rule is gone; what it held ends (inference). */
    void removed(String id, ActionRule rule) {
        Activity activity = activities.remove(id);
        if (activity != null) {
            undisturbed(() -> deactivate(rule, activity));
        }
    }

    /** The device goes down: nothing is held any more. */
    void sleep() {
        asleep = true;
        pending.clear();
        activities.clear();
    }

    /** The device is ready: conditions that hold start their actions (inference). */
    void wake() {
        asleep = false;
        List<EventNotice> present = device.events().present();
        undisturbed(() -> book.rules().all().forEach((id, rule) -> judge(id, rule, List.of(), present)));
    }

    private Activity activity(String id) {
        return activities.computeIfAbsent(id, key -> new Activity());
    }

    private void judge(String id, ActionRule rule, List<EventNotice> notices, List<EventNotice> present) {
        if (!rule.enabled()) {
            return;
        }
        Activity activity = activity(id);
        EventFilter start = rule.start();
        if (start != null && rule.conditions().isEmpty()) {
            notices.stream().filter(notice -> starts(start, notice)).forEach(notice -> activate(id, rule, activity));
            return;
        }
        boolean holds = holds(rule, present);
        if (!holds) {
            deactivate(rule, activity);
        } else if (!activity.active) {
            boolean begins = start == null || notices.stream().anyMatch(notice -> starts(start, notice));
            if (begins) {
                activity.active = true;
                activate(id, rule, activity);
            }
        }
    }

    private static boolean starts(EventFilter start, EventNotice notice) {
        boolean event = notice.change() == EventNotice.Change.CHANGED || notice.change() == EventNotice.Change.NONE;
        return event && start.matches(notice.state());
    }

    private static boolean holds(ActionRule rule, List<EventNotice> present) {
        return rule.conditions().stream()
                .allMatch(condition -> present.stream().anyMatch(notice -> condition.matches(notice.state())));
    }

    /** Starts the action unless it is too early: what is missed then is not made up for (inference). */
    private void activate(String id, ActionRule rule, Activity activity) {
        Instant now = device.config().clock().instant();
        Instant last = activity.lastStart;
        if (last != null && now.isBefore(last.plus(rule.rest()))) {
            return;
        }
        activity.lastStart = now;
        ActionConfiguration action = book.actionOf(rule);
        activity.running = action != null && start(rule, action);
        if (activity.running && action != null) {
            device.tally().count(id, action.template());
        } else {
            device.events().tell(failure("The action of rule '" + rule.name() + "' could not be started"));
        }
    }

    private boolean start(ActionRule rule, ActionConfiguration action) {
        boolean endless = action.template().startsWith(ActionTemplates.UNLIMITED);
        if (endless && rule.conditions().isEmpty()) {
            return false;
        }
        boolean io = action.template().equals(OutputToggle.FIXED)
                || action.template().equals(OutputToggle.UNLIMITED);
        return !io || toggle.start(action);
    }

    private void deactivate(ActionRule rule, Activity activity) {
        activity.active = false;
        ActionConfiguration action = book.actionOf(rule);
        if (activity.running && action != null) {
            activity.running = false;
            toggle.stop(action);
        }
    }
}
