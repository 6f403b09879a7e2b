package dev.openaxis.vapix.io;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * States an output goes through by itself, run by the device: if this program dies, the device still finishes it.
 *
 * <pre>{@code
 * Sequence twoPulses = Sequence.start()
 *     .active(Duration.ofMillis(300)).inactive(Duration.ofMillis(500)).active(Duration.ofMillis(300))
 *     .endInactive();
 * }</pre>
 *
 * @param steps states with the time each is held, in order; at least one
 * @param end the state that stays
 */
public record Sequence(List<Step> steps, PortState end) {
    /** Longest total; a guard against a unit mistake, not a limit of the device (which is not public). */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final int MOST_STEPS = 64;

    /**
     * One state and how long it is held.
     *
     * @param active whether the output is active
     * @param hold 1 ms to 24 h, in whole milliseconds
     */
    public record Step(boolean active, Duration hold) {
        /** Checks the range. */
        public Step {
            boolean inRange = hold.compareTo(Duration.ofMillis(1)) >= 0 && hold.compareTo(LONGEST) <= 0;
            if (!inRange || hold.toNanosPart() % 1_000_000 != 0) {
                throw new IllegalArgumentException("a step is held for whole milliseconds, 1 ms to 24 h: " + hold);
            }
        }
    }

    /** Checks steps, end and total. */
    public Sequence {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("a sequence has 1 to " + MOST_STEPS + " steps, not " + steps.size());
        }
        if (end == PortState.UNKNOWN) {
            throw new IllegalArgumentException("a sequence ends active or inactive");
        }
        Duration total = steps.stream().map(Step::hold).reduce(Duration.ZERO, Duration::plus);
        if (total.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a sequence takes at most " + LONGEST.toHours() + " hours: " + total);
        }
    }

    /**
     * Active for a time, then inactive.
     *
     * @param duration whole milliseconds, at least one, at most 24 hours
     * @return the sequence
     * @throws IllegalArgumentException if out of range
     */
    public static Sequence pulse(Duration duration) {
        return start().active(duration).endInactive();
    }

    /**
     * Starts describing a sequence.
     *
     * @return a builder
     */
    public static Builder start() {
        return new Builder();
    }

    /**
     * How long the device is busy with it.
     *
     * @return the sum of the steps
     */
    public Duration total() {
        return steps.stream().map(Step::hold).reduce(Duration.ZERO, Duration::plus);
    }

    /** Collects steps. */
    public static final class Builder {
        private final List<Step> steps = new ArrayList<>();

        private Builder() {}

        /**
         * Adds an active step.
         *
         * @param hold how long
         * @return this
         */
        public Builder active(Duration hold) {
            steps.add(new Step(true, hold));
            return this;
        }

        /**
         * Adds an inactive step.
         *
         * @param hold how long
         * @return this
         */
        public Builder inactive(Duration hold) {
            steps.add(new Step(false, hold));
            return this;
        }

        /**
         * Ends active.
         *
         * @return the sequence
         */
        public Sequence endActive() {
            return new Sequence(steps, PortState.ACTIVE);
        }

        /**
         * Ends inactive.
         *
         * @return the sequence
         */
        public Sequence endInactive() {
            return new Sequence(steps, PortState.INACTIVE);
        }
    }
}
