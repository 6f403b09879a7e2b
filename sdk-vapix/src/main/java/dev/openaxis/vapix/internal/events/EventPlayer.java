package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.events.EventFilter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays recorded items to one listener, on a thread that ends with the recording or the subscription. */
public final class EventPlayer implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(EventPlayer.class);

    private final String name;
    private final Stream<LiveItem> items;
    private final EventFilter filter;
    private final LiveListener listener;
    private final double speed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean over;

    private EventPlayer(String name, Stream<LiveItem> items, EventFilter filter, LiveListener listener, double speed) {
        this.name = name;
        this.items = items;
        this.filter = filter;
        this.listener = listener;
        this.speed = speed;
    }

    /** Begins. */
    public static EventPlayer start(
            String name, Stream<LiveItem> items, EventFilter filter, LiveListener listener, double speed) {
        EventPlayer player = new EventPlayer(name, items, filter, listener, speed);
        Thread thread = new Thread(player::play, "axis-event-player");
        thread.setDaemon(true);
        thread.start();
        return player;
    }

    private void play() {
        try (items) {
            Instant before = null;
            for (Iterator<LiveItem> all = items.iterator(); !over && all.hasNext(); ) {
                LiveItem item = all.next();
                Instant at = at(item);
                if (pausedFor(before, at)) {
                    return;
                }
                before = at;
                boolean wanted = !(item instanceof LiveItem.Happened happened) || filter.matches(happened.event());
                if (wanted && !over) {
                    tell(item);
                }
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            listener.onEnd(new MalformedResponseException(
                    Failure.of(name, "events.play", String.valueOf(e.getMessage()))
                            .cause(e),
                    ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
        }
    }

    private void tell(LiveItem item) {
        try {
            listener.onItem(item);
        } catch (RuntimeException | Error e) {
            LOG.warn("a live listener failed; the recording goes on", e);
        }
    }

    private static Instant at(LiveItem item) {
        return item instanceof Gap gap ? gap.restored() : ((LiveItem.Happened) item).receivedAt();
    }

    /** Waits as long as was waited then; says whether the subscription was closed meanwhile. */
    private boolean pausedFor(@Nullable Instant before, Instant at) throws InterruptedException {
        if (speed <= 0 || before == null) {
            return false;
        }
        long nanos = (long) (Duration.between(before, at).toNanos() / speed);
        return nanos > 0 && closed.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean active() {
        return !over;
    }

    @Override
    public void close() {
        over = true;
        closed.countDown();
    }
}
