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
    MODULE(745, 0),
    /**
     * I/O of an A9188 in mV, 0 to 12,000 in steps of 60 (documented example). An unconnected one is taken to be at the
     * highest step below the maximum (inference).
     */
    MILLIVOLTS(11_940, 0),
    /** A contact of which nothing else is known: open or closed, never supervised. */
    CONTACT(LevelRanges.MAX_LEVEL, 0);

    /** {@code MaxVoltageLevel} of the documented example. */
    static final int MAX_MILLIVOLTS = 12_000;

    /** Above about 1 V a circuit is open, reference 02 section 1. */
    private static final int OPEN_ABOVE_MILLIVOLTS = 1000;

    /** The documented example of {@code axgpio}, whose upper limits are exclusive; it leaves gaps. */
    private static final LevelRanges MILLIVOLT_EXAMPLE = new LevelRanges(List.of(
            new Range(LoopState.SHORT, 0, 99),
            new Range(LoopState.CLOSED, 500, 1499),
            new Range(LoopState.OPEN, 1800, 2199),
            new Range(LoopState.CUT, 2300, MAX_MILLIVOLTS - 1)));

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

    int maxLevel() {
        return this == MILLIVOLTS ? MAX_MILLIVOLTS : LevelRanges.MAX_LEVEL;
    }

    int unconnected() {
        return unconnected;
    }

    /** The level of a bare wire: connected to ground or to nothing. */
    int bare(LoopState state) {
        return state == LoopState.CLOSED || state == LoopState.SHORT ? grounded : unconnected;
    }

    private LevelRanges known() {
        return switch (this) {
            case NONE, CONTACT -> LevelRanges.NONE;
            case INPUT -> INPUT_PARALLEL_FIRST;
            case AUXILIARY, MODULE -> AUXILIARY_PARALLEL_FIRST;
            case MILLIVOLTS -> MILLIVOLT_EXAMPLE;
        };
    }

    /** The circuit of a terminal that is not supervised. */
    boolean isClosed(int level) {
        if (this == MILLIVOLTS) {
            return level <= OPEN_ABOVE_MILLIVOLTS;
        }
        if (this == CONTACT) {
            return level == grounded;
        }
        LoopState state = known().stateAt(level);
        return state == LoopState.CLOSED || state == LoopState.SHORT;
    }

    /** Ranges of a supervised port that was never given any (inference); those of an A9910 are not found. */
    LevelRanges defaults() {
        return this == MODULE ? LevelRanges.NONE : known();
    }
}
