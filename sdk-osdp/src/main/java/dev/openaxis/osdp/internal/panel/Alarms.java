package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.event.SecurityAlarm.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The alarms of one device, so that a cause that lasts, or that somebody on the line can give as often as he likes, does not drown the
 * others: it is told when it comes up, and then once an hour at most, with how often it was.
 */
final class Alarms {
    private static final long PAUSE = Duration.ofHours(1).toNanos();
    /** Each of them is news: somebody opened the install mode, the device has another client id, or collides after a quiet minute. */
    private static final Set<Kind> ALWAYS_TOLD =
            EnumSet.of(Kind.INSTALL_MODE, Kind.OTHER_CLIENT_ID, Kind.ADDRESS_COLLISION);

    /** A kind that was told, and how often it came up since. */
    private static final class Kept {
        private long toldAt;
        private int since;
        private String words = "";

        private Kept(long now) {
            toldAt = now;
        }
    }

    private final LongSupplier clock;
    private final BiConsumer<Kind, String> telling;
    private final Map<Kind, Kept> kept = new EnumMap<>(Kind.class);

    /**
     * No alarms so far.
     *
     * @param clock nanoseconds
     * @param telling tells those that are told
     */
    Alarms(LongSupplier clock, BiConsumer<Kind, String> telling) {
        this.clock = clock;
        this.telling = telling;
    }

    void raise(Kind kind, String words) {
        long now = clock.getAsLong();
        Kept before = ALWAYS_TOLD.contains(kind) ? null : kept.putIfAbsent(kind, new Kept(now));
        if (before == null) {
            telling.accept(kind, words);
            return;
        }
        before.since++;
        before.words = words;
        tellRest();
    }

    /** Tells what came up again, if that was not told for an hour: also an attack that is over by then. */
    void tellRest() {
        long now = clock.getAsLong();
        kept.forEach((kind, rest) -> {
            if (rest.since > 0 && now - rest.toldAt >= PAUSE) {
                telling.accept(kind, rest.words + " (" + rest.since + " times since this was told last)");
                rest.toldAt = now;
                rest.since = 0;
            }
        });
    }

    /** The cause is no more: if it comes up again, that is news. */
    void over(Kind kind) {
        kept.remove(kind);
    }
}
