package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.panel.PanelTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    private final LineLoop loop;
    private final PanelTiming timing;
    private final Owner owner;
    private final Talk talk;
    /** In the order of their last turns. */
    private final List<Link> links = new ArrayList<>();

    private @Nullable Link served;
    private @Nullable LineTimer wake;
    private long wakeAt = Long.MAX_VALUE;
    private boolean giving;
    private boolean paused;
    private boolean closed;
    /** Turns in a row that commands took from polls. */
    private int preferred;

    Bus(ByteLine line, PanelTiming timing, Owner owner) {
        this.loop = line.loop();
        this.timing = timing;
        this.owner = owner;
        this.talk = new Talk(line, timing, this);
    }

    Talk talk() {
        return talk;
    }

    void open() {
        if (!closed) {
            talk.open();
        }
    }

    void close() {
        closed = true;
        cancelWake();
        links.forEach(Link::stop);
        links.clear();
        talk.close();
    }

    void add(Link link) {
        links.add(link);
        kick();
    }

    boolean has(Link link) {
        return links.contains(link);
    }

    void remove(Link link) {
        links.remove(link);
        link.stop();
    }

    /** Gives no turns for a while, for somebody who has a question of his own; the one under way ends first. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        kick();
    }

    boolean isFree() {
        return !talk.isBusy();
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
            while (!closed && !paused && talk.isOpen() && !talk.isBusy()) {
                long now = loop.nanoTime();
                Link next = next(now);
                if (next == null) {
                    break;
                }
                links.remove(next);
                links.add(next);
                if (next.turn(talk, now)) {
                    served = next;
                } else {
                    next.served(now);
                }
            }
        } finally {
            giving = false;
        }
        sleep();
    }

    /** Whose turn it is; those at the front waited longest. */
    private @Nullable Link next(long now) {
        Link first = null;
        for (Link link : links) {
            link.check(now);
            boolean due = link.due(now) - now <= 0;
            if (due && link.isUrgent() && preferred < 2 * links.size()) {
                preferred++;
                return link;
            }
            if (due && first == null) {
                first = link;
            }
        }
        preferred = 0;
        return first;
    }

    private void sleep() {
        if (closed || talk.isBusy()) {
            return;
        }
        long at = Long.MAX_VALUE;
        long now = loop.nanoTime();
        for (Link link : links) {
            at = Math.min(at, Math.min(talk.isOpen() && !paused ? link.due(now) : Long.MAX_VALUE, link.offlineAt()));
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
        List.copyOf(links).forEach(link -> link.check(now));
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
        Link last = served;
        served = null;
        if (last != null) {
            last.served(loop.nanoTime());
        }
        kick();
    }

    @Override
    public void unasked(Frame frame) {
        for (Link link : links) {
            if (link.address() == frame.address()) {
                link.unasked();
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
