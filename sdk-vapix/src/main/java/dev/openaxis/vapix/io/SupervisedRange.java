package dev.openaxis.vapix.io;

/**
 * Which levels mean a state. Levels are raw converter counts, 0 to 4095 on the A9210, not volts.
 *
 * @param state the state
 * @param lowest lowest level that means it
 * @param highest highest level that means it, itself included (inference: in every documented example the next range
 *     begins one higher)
 */
public record SupervisedRange(SupervisedState state, int lowest, int highest) {

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
     * Whether a level is in the range.
     *
     * @param level a level
     * @return whether it means the state
     */
    public boolean holds(long level) {
        return level >= lowest && level <= highest;
    }
}
