package dev.openaxis.vapix.io;

import java.util.OptionalInt;

/**
 * Which ranges a supervised input takes (VAPIX input-and-outputs, {@code SupervisedInput.Capabilities}). Everything may be
 * untold: VAPIX supervised-io tells nothing of it, and the general purpose I/O service may tell it of ports only that are
 * supervised already.
 *
 * @param unit what the levels are counted in
 * @param ranges how many ranges at most; four in the documentation's example
 * @param smallestRange {@code MinVoltageRange}, 60 mV in the documentation's example
 * @param lowest lowest level, 0 mV in the documentation's example
 * @param highest highest level, 12000 mV in the documentation's example
 */
public record SupervisionLimits(
        LevelUnit unit, OptionalInt ranges, OptionalInt smallestRange, OptionalInt lowest, OptionalInt highest) {

    /**
     * Nothing told.
     *
     * @param unit what the levels are counted in
     * @return limits without a number
     */
    public static SupervisionLimits untold(LevelUnit unit) {
        return new SupervisionLimits(
                unit, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }
}
