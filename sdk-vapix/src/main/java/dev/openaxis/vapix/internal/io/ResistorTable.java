package dev.openaxis.vapix.internal.io;

import static dev.openaxis.vapix.io.SupervisedState.CLOSED;
import static dev.openaxis.vapix.io.SupervisedState.CUT;
import static dev.openaxis.vapix.io.SupervisedState.OPEN;
import static dev.openaxis.vapix.io.SupervisedState.SHORTED;

import dev.openaxis.vapix.io.EndOfLineResistors;
import dev.openaxis.vapix.io.EndOfLineResistors.ParallelFirst;
import dev.openaxis.vapix.io.EndOfLineResistors.SerialFirst;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.SupervisedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The documented levels of an A9210 (VAPIX supervised-io). Its inputs and its configurable ports run in opposite directions:
 * with the other one's table open, closed and short would all read as cut.
 */
final class ResistorTable {
    private static final int HIGHEST = 4095;
    private static final Set<Integer> A9210_INPUTS = Set.of(1, 2, 5, 9, 10);
    private static final Set<Integer> A9210_CONFIGURABLE = Set.of(7, 8);
    private static final List<SupervisedState> FALLING = List.of(CUT, OPEN, CLOSED, SHORTED);
    private static final List<SupervisedState> RISING = List.of(SHORTED, CLOSED, OPEN, CUT);

    private ResistorTable() {}

    /** The ranges for a port, empty where none are documented. */
    static Optional<List<SupervisedRange>> ranges(String model, PortId port, EndOfLineResistors resistors) {
        if (!ProductTable.family(model).equals("A9210")) {
            return Optional.empty();
        }
        if (A9210_INPUTS.contains(port.index())) {
            return Optional.of(input(resistors));
        }
        return A9210_CONFIGURABLE.contains(port.index()) && resistors instanceof ParallelFirst
                ? Optional.of(ranges(RISING, 100, 350, 620))
                : Optional.empty();
    }

    private static List<SupervisedRange> input(EndOfLineResistors resistors) {
        if (resistors instanceof SerialFirst serial) {
            return switch (serial.value()) {
                case OHMS_1000 -> ranges(FALLING, 1993, 3070, 3514);
                case OHMS_2200 -> ranges(FALLING, 1738, 2608, 3307);
                case OHMS_4700 -> ranges(FALLING, 1499, 2114, 3059);
                case OHMS_10000 -> ranges(FALLING, 1319, 1704, 2824);
            };
        }
        return ranges(FALLING, 1302, 1986, 3124);
    }

    /** Four states from level 0 up, each to a highest level, the last one to the top. */
    private static List<SupervisedRange> ranges(List<SupervisedState> states, int... highest) {
        List<SupervisedRange> ranges = new ArrayList<>();
        int lowest = 0;
        for (int i = 0; i < states.size(); i++) {
            int top = i < highest.length ? highest[i] : HIGHEST;
            ranges.add(new SupervisedRange(states.get(i), lowest, top));
            lowest = top + 1;
        }
        return List.copyOf(ranges);
    }
}
