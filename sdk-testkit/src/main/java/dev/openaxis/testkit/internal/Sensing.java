package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.internal.LevelRanges.Range;
import java.util.List;

/**
 * What a terminal's converter reads. The ranges are those for resistors wired parallel first, reference 02 section 4.3
 * (documented); a bare contact to ground reads as the far end of the short range (inference).
 */
enum Sensing {
    /** A terminal that only drives. */
    NONE(0, 0),
    /** Inputs I1 to I5, unconnected 1013 to 1018 (observed). */
    INPUT(1015, LevelRanges.MAX_LEVEL),
    /** I/O 1 and I/O 2, whose order is reversed; unconnected 744 to 746 (observed). */
    AUXILIARY(745, 0),
    /** I/O of an A9910, taken to be wired like {@link #AUXILIARY} (inference); its own ranges are not found. */
    MODULE(745, 0);

    private static final LevelRanges INPUT_PARALLEL_FIRST = new LevelRanges(List.of(
            new Range(LoopState.CUT, 0, 1302),
            new Range(LoopState.OPEN, 1303, 1986),
            new Range(LoopState.CLOSED, 1987, 3124),
            new Range(LoopState.SHORT, 3125, LevelRanges.MAX_LEVEL)));
    private static final LevelRanges AUXILIARY_PARALLEL_FIRST = new LevelRanges(List.of(
            new Range(LoopState.SHORT, 0, 100),
            new Range(LoopState.CLOSED, 101, 350),
            new Range(LoopState.OPEN, 351, 620),
            new Range(LoopState.CUT, 621, LevelRanges.MAX_LEVEL)));

    private final int unconnected;
    private final int grounded;

    Sensing(int unconnected, int grounded) {
        this.unconnected = unconnected;
        this.grounded = grounded;
    }

    int unconnected() {
        return unconnected;
    }

    /** The level of a bare wire: connected to ground or to nothing. */
    int bare(LoopState state) {
        return state == LoopState.CLOSED || state == LoopState.SHORT ? grounded : unconnected;
    }

    private LevelRanges parallelFirst() {
        return switch (this) {
            case NONE -> LevelRanges.NONE;
            case INPUT -> INPUT_PARALLEL_FIRST;
            case AUXILIARY, MODULE -> AUXILIARY_PARALLEL_FIRST;
        };
    }

    /** The circuit of a terminal that is not supervised. */
    boolean isClosed(int level) {
        LoopState state = parallelFirst().stateAt(level);
        return state == LoopState.CLOSED || state == LoopState.SHORT;
    }

    /** Ranges of a supervised port that was never given any (inference); those of an A9910 are not found. */
    LevelRanges defaults() {
        return this == MODULE ? LevelRanges.NONE : parallelFirst();
    }
}
