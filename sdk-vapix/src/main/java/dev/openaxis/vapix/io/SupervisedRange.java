package dev.openaxis.vapix.io;

/**
 * Which levels mean a state. Both ends belong to the range, in either unit.
 *
 * @param state the state
 * @param lowest lowest level that means it
 * @param highest highest level that means it, itself included. For converter counts that is an inference: in every documented
 *     example the next range begins one higher. For millivolts the device's own limit is the first level above the range
 *     (documented); the SDK converts
 * @param unit what the levels are counted in
 */
public record SupervisedRange(SupervisedState state, int lowest, int highest, LevelUnit unit) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is empty, reaches below 0, or its state is undefined
     */
    public SupervisedRange {
        if (lowest < 0 || highest < lowest) {
            throw new IllegalArgumentException("not a range of levels: " + lowest + " to " + highest);
        }
        if (state == SupervisedState.UNDEFINED) {
            throw new IllegalArgumentException("no levels mean " + state);
        }
    }

    /**
     * A range of raw converter counts.
     *
     * @param state the state
     * @param lowest lowest count that means it, 0 or more
     * @param highest highest count that means it, itself included
     */
    public SupervisedRange(SupervisedState state, int lowest, int highest) {
        this(state, lowest, highest, LevelUnit.CONVERTER_COUNTS);
    }

    /**
     * A range of millivolts, as the documentation writes them: without the upper end.
     *
     * @param state the state
     * @param from lowest level that means it, 0 mV or more
     * @param below first level above it, in mV
     * @return the range
     * @throws IllegalArgumentException if it is empty, reaches below 0, or its state is undefined
     */
    public static SupervisedRange millivolts(SupervisedState state, int from, int below) {
        if (below <= from) {
            throw new IllegalArgumentException("not a range of levels: " + from + " to below " + below);
        }
        return new SupervisedRange(state, from, below - 1, LevelUnit.MILLIVOLTS);
    }

    /**
     * Whether a level is in the range.
     *
     * @param level a level
     * @return whether it means the state
     */
    public boolean holds(long level) {
        return level >= lowest && level <= highest;
    }
}
