package dev.openaxis.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One plausible reading of a question about devices which the references leave open, and not the default one. Questions
 * that any device may raise are in {@link Variant}; a service that few products have keeps its own, so that clients of
 * the others need not be tested under them.
 */
public sealed interface Reading permits Variant, GpioVariant, ShockVariant, SoapVariant {
    /**
     * The name of the constant.
     *
     * @return a name
     */
    String name();

    /**
     * The question this reading answers; readings of the same question exclude each other.
     *
     * @return a short name
     */
    String question();

    /**
     * How sure the references are about this reading.
     *
     * @return the mark
     */
    Mark mark();

    /**
     * Where the question comes from.
     *
     * @return file and section of the reference
     */
    String reference();

    /**
     * The sets a parameterised client test of a service should run under: no reading, then each alone.
     *
     * @param kind the readings about the service
     * @return the empty set first
     */
    static List<Set<Reading>> oneAtATime(Class<? extends Reading> kind) {
        List<Set<Reading>> sets = new ArrayList<>();
        sets.add(Set.of());
        for (Reading reading : kind.getEnumConstants()) {
            sets.add(Set.of(reading));
        }
        return sets;
    }
}
