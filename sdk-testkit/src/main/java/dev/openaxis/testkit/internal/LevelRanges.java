package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which level means which state, reference 02 section 4: raw counts of the converter, both limits inclusive. A level
 * outside every range is {@link LoopState#UNDEFINED} (inference).
 *
 * @param ranges in the order they were given
 */
record LevelRanges(List<Range> ranges) {
    /** The A9210 uses counts of 0 to 4095. */
    static final int MAX_LEVEL = 4095;

    static final LevelRanges NONE = new LevelRanges(List.of());

    /**
     * One range.
     *
     * @param state what a level in it means
     * @param lower lowest level
     * @param upper highest level
     */
    record Range(LoopState state, int lower, int upper) {
        boolean contains(int level) {
            return level >= lower && level <= upper;
        }

        int middle() {
            return (lower + upper) / 2;
        }
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    LoopState stateAt(int level) {
        for (Range range : ranges) {
            if (range.contains(level)) {
                return range.state();
            }
        }
        return LoopState.UNDEFINED;
    }

    /** A level that means the state: the wanted one if it does, else the middle of the range; -1 if none does. */
    int levelFor(LoopState state, int wanted) {
        for (Range range : ranges) {
            if (range.state() == state) {
                return range.contains(wanted) ? wanted : range.middle();
            }
        }
        return -1;
    }

    boolean isValid() {
        return isValid(MAX_LEVEL);
    }

    /** Inference: within the converter's range, lower limit first, no two overlap, a state at most once. */
    boolean isValid(int maxLevel) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(Range::lower));
        int next = 0;
        for (Range range : sorted) {
            if (range.lower() < next || range.upper() < range.lower() || range.upper() > maxLevel) {
                return false;
            }
            next = range.upper() + 1;
        }
        return ranges.stream().map(Range::state).distinct().count() == ranges.size();
    }
}
