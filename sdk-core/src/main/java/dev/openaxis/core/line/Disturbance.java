package dev.openaxis.core.line;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to happen to one certain send on a {@link MemoryBus}. Immutable; begins with {@link #none()}, for example
 * {@code Disturbance.none().garble(4).repeat()}. Positions count from 0; those a send does not have mean nothing.
 *
 * @param lost whether nothing of it arrives
 * @param repeated whether it is heard once more, right after
 * @param garbled positions of the bytes that arrive as others
 * @param missing positions of the bytes that do not arrive
 * @param delay how much longer it is under way
 */
public record Disturbance(boolean lost, boolean repeated, Set<Integer> garbled, Set<Integer> missing, Duration delay) {

    private static final Disturbance NONE = new Disturbance(false, false, Set.of(), Set.of(), Duration.ZERO);

    /** Keeps copies, and checks the ranges. */
    public Disturbance {
        garbled = Set.copyOf(garbled);
        missing = Set.copyOf(missing);
        if (delay.isNegative() || delay.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("delay out of range 0 to one hour: " + delay);
        }
    }

    /**
     * The send arrives as it was sent, whatever chance would do to it.
     *
     * @return no disturbance
     */
    public static Disturbance none() {
        return NONE;
    }

    /**
     * Nothing of it arrives.
     *
     * @return a copy
     */
    public Disturbance drop() {
        return new Disturbance(true, repeated, garbled, missing, delay);
    }

    /**
     * It is heard once more, right after. The wire is not busy a second time.
     *
     * @return a copy
     */
    public Disturbance repeat() {
        return new Disturbance(lost, true, garbled, missing, delay);
    }

    /**
     * Some bytes arrive as others.
     *
     * @param positions which, from 0
     * @return a copy
     */
    public Disturbance garble(int... positions) {
        return new Disturbance(lost, repeated, with(garbled, positions), missing, delay);
    }

    /**
     * Some bytes do not arrive.
     *
     * @param positions which, from 0
     * @return a copy
     */
    public Disturbance dropBytes(int... positions) {
        return new Disturbance(lost, repeated, garbled, with(missing, positions), delay);
    }

    /**
     * It is longer under way, and what the same end sends after it waits for it.
     *
     * @param longer zero to one hour
     * @return a copy
     */
    public Disturbance delay(Duration longer) {
        return new Disturbance(lost, repeated, garbled, missing, longer);
    }

    private static Set<Integer> with(Set<Integer> known, int... more) {
        Set<Integer> all = new TreeSet<>(known);
        for (int position : more) {
            if (position < 0) {
                throw new IllegalArgumentException("positions count from 0: " + position);
            }
            all.add(position);
        }
        return all;
    }
}
