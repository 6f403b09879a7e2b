package dev.openaxis.modbus;

import dev.openaxis.core.Effect;
import java.time.Duration;
import java.util.Objects;

/**
 * How a unit is treated. Immutable.
 *
 * @param reply the longest time from the end of a request to the beginning of the answer; 1 s. On a serial bus the line's
 *     {@linkplain dev.openaxis.core.line.ByteLine#tolerance() tolerance} is added. A unit that does not answer is left alone until it has been silent
 *     for as long again, so that a late answer is not taken for that to the next question
 * @param retries how often a read that was not answered, or anything that only {@linkplain Effect#CONFIGURE configures} and found the unit
 *     busy, is sent once more; 2, at most 100
 * @param busyPause how long to wait before that if the unit was busy; 200 ms
 * @param writing what writing does to the world: {@link Effect#ACTUATE} unless somebody knows better, for a coil can be a door; then a
 *     write is never sent again. {@link Effect#CONFIGURE} says that coils and registers are settings
 */
public record UnitOptions(Duration reply, int retries, Duration busyPause, Effect writing) {
    private static final int MOST_RETRIES = 100;
    private static final Duration LONGEST = Duration.ofHours(1);

    /** The values named above. */
    public static final UnitOptions DEFAULT =
            new UnitOptions(Duration.ofSeconds(1), 2, Duration.ofMillis(200), Effect.ACTUATE);

    /** Refuses what no bus can work with. */
    public UnitOptions {
        requireTime("reply", reply);
        requireTime("busyPause", busyPause);
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("retries out of range 0 to 100: " + retries);
        }
        if (Objects.requireNonNull(writing, "writing") == Effect.READ) {
            throw new IllegalArgumentException("writing is not reading");
        }
    }

    private static void requireTime(String name, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " out of range 1 ms to one hour: " + time);
        }
    }

    /**
     * Changes how long the unit may take.
     *
     * @param longest 1 ms to one hour
     * @return a copy
     */
    public UnitOptions withReply(Duration longest) {
        return new UnitOptions(longest, retries, busyPause, writing);
    }

    /**
     * Changes how often something is sent once more.
     *
     * @param often 0 to 100
     * @return a copy
     */
    public UnitOptions withRetries(int often) {
        return new UnitOptions(reply, often, busyPause, writing);
    }

    /**
     * Changes how long a busy unit is left alone.
     *
     * @param pause 1 ms to one hour
     * @return a copy
     */
    public UnitOptions withBusyPause(Duration pause) {
        return new UnitOptions(reply, retries, pause, writing);
    }

    /**
     * Says what writing does.
     *
     * @param effect anything but {@link Effect#READ}
     * @return a copy
     */
    public UnitOptions withWriting(Effect effect) {
        return new UnitOptions(reply, retries, busyPause, effect);
    }
}
