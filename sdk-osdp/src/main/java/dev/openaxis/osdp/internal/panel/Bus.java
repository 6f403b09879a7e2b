package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.panel.PanelTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the devices of one line their turns, one exchange at a time (OSDP v2.2, 5.2): who waits longest goes first, except that commands
 * of the host go before polls as long as nobody else waits for more than two rounds. Everything on the line's loop.
 */
final class Bus implements Talk.Owner {

    /** What the bus tells its panel. */
    interface Owner {
        /** The line can be spoken over. */
        void lineOpened();

        /** The line closed, or could not be opened; it is tried again. */
        void lineClosed(@Nullable AxisException cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final LineLoop loop;
    private final PanelTiming timing;
    private final Owner owner;
    private final Talk talk;
    /** In the order of their last turns. */
    private final List<Speaker> speakers = new ArrayList<>();

    private @Nullable Speaker served;
    private @Nullable LineTimer wake;
    private long wakeAt = Long.MAX_VALUE;
    private boolean giving;
    private boolean closed;
    /** Turns that were given, and which one each device had last. */
    private long turns;

    private final Map<Speaker, Long> lastTurns = new HashMap<>();

    Bus(ByteLine line, PanelTiming timing, Owner owner) {
        this.loop = line.loop();
        this.timing = timing;
        this.owner = owner;
        this.talk = new Talk(line, timing, this);
    }

    Talk talk() {
        return talk;
    }

    /** Opens the line for the first time. */
    void begin() {
        open();
        loop.schedule(LOOK, this::lookForSilence);
    }

    private void open() {
        if (!closed) {
            talk.open();
        }
    }

    void close() {
        closed = true;
        cancelWake();
        List<Speaker> all = List.copyOf(speakers);
        speakers.clear();
        all.forEach(Speaker::stop);
        talk.close();
    }

    void add(Speaker one) {
        speakers.add(one);
        kick();
    }

    boolean has(Speaker one) {
        return speakers.contains(one);
    }

    void remove(Speaker one) {
        speakers.remove(one);
        lastTurns.remove(one);
        one.stop();
    }

    /** Something is to be sent, perhaps. */
    void kick() {
        if (!giving) {
            give();
        }
    }

    private void give() {
        giving = true;
        try {
            while (!closed && talk.isOpen() && !talk.isBusy()) {
                long now = loop.nanoTime();
                Speaker next = next(now);
                if (next == null) {
                    break;
                }
                speakers.remove(next);
                speakers.add(next);
                lastTurns.put(next, turns++);
                if (isServed(next, now)) {
                    served = next;
                } else {
                    next.served(now);
                }
            }
        } finally {
            giving = false;
            sleep();
        }
    }

    /** One device that cannot be served, because the host destroyed its key for example, is not the end of the others. */
    private boolean isServed(Speaker one, long now) {
        try {
            return one.turn(talk, now);
        } catch (RuntimeException e) {
            LOG.error("a device at address {} cannot be served", one.address(), e);
            talk.abandon();
            one.fail("it cannot be served: " + e.getClass().getSimpleName());
            return false;
        }
    }

    /** Also while somebody is waited for, who may babble for ever. */
    private void lookForSilence() {
        if (!closed) {
            long now = loop.nanoTime();
            List.copyOf(speakers).forEach(one -> one.check(now));
            loop.schedule(LOOK, this::lookForSilence);
        }
    }

    /** Whose turn it is; those at the front waited longest. */
    private @Nullable Speaker next(long now) {
        Speaker first = null;
        Speaker urgent = null;
        for (Speaker one : speakers) {
            one.check(now);
            if (one.due(now) - now <= 0) {
                first = first == null ? one : first;
                urgent = urgent == null && one.isUrgent() ? one : urgent;
            }
        }
        return first == null || urgent == null || hasWaitedForTwoRounds(first) ? first : urgent;
    }

    /** As every turn is one device's, no two have waited for so long at the same time. */
    private boolean hasWaitedForTwoRounds(Speaker one) {
        return turns - lastTurns.getOrDefault(one, 0L) >= 2L * speakers.size();
    }

    private void sleep() {
        if (closed || talk.isBusy()) {
            return;
        }
        long at = Long.MAX_VALUE;
        long now = loop.nanoTime();
        for (Speaker one : speakers) {
            at = Math.min(at, Math.min(talk.isOpen() ? one.due(now) : Long.MAX_VALUE, one.offlineAt()));
        }
        if (at == wakeAt && wake != null) {
            return;
        }
        cancelWake();
        if (at != Long.MAX_VALUE) {
            wakeAt = at;
            wake = loop.schedule(Duration.ofNanos(at - now), this::wakeUp);
        }
    }

    private void wakeUp() {
        wake = null;
        wakeAt = Long.MAX_VALUE;
        long now = loop.nanoTime();
        // A line that is away gives no turns, and devices become offline all the same.
        List.copyOf(speakers).forEach(one -> one.check(now));
        kick();
    }

    private void cancelWake() {
        if (wake != null) {
            wake.cancel();
            wake = null;
            wakeAt = Long.MAX_VALUE;
        }
    }

    // ---- the line ----

    @Override
    public void idle() {
        Speaker last = served;
        served = null;
        if (last != null) {
            last.served(loop.nanoTime());
        }
        kick();
    }

    @Override
    public void unasked(Frame frame) {
        for (Speaker one : speakers) {
            if (one.address() == frame.address()) {
                one.unasked();
            }
        }
    }

    @Override
    public void opened() {
        owner.lineOpened();
        kick();
    }

    @Override
    public void closed(@Nullable AxisException cause) {
        served = null;
        owner.lineClosed(cause);
        if (!closed) {
            loop.schedule(timing.reopen(), this::open);
            sleep();
        }
    }
}
