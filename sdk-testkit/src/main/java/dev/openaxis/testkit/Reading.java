package dev.openaxis.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One plausible reading of a question about devices which the references leave open, and not the default one. Questions
 * that any device may raise are in {@link Variant}; a service that few products have keeps its own, so that clients of
 * the others need not be tested under them.
 */
public sealed interface Reading
        permits Variant,
                EventVariant,
                GpioVariant,
                MqttVariant,
                PortMonitorVariant,
                PullPointVariant,
                RtspVariant,
                RuleVariant,
                SerialVariant,
                ShockVariant,
                SoapVariant {
    /**
     * The name of the constant.
     *
     * @return a name
     */
    String name();

    /**
     * What it answers.
     *
     * @return the question, and what the references say to it
     */
    Question asked();

    /**
     * What the references leave open.
     *
     * @param name a short name; readings of the same question exclude each other
     * @param mark how sure the references are about this reading
     * @param reference file and section of the reference
     */
    record Question(String name, Mark mark, String reference) {}

    /**
     * The question this reading answers; readings of the same question exclude each other.
     *
     * @return a short name
     */
    default String question() {
        return asked().name();
    }

    /**
     * How sure the references are about this reading.
     *
     * @return the mark
     */
    default Mark mark() {
        return asked().mark();
    }

    /**
     * Where the question comes from.
     *
     * @return file and section of the reference
     */
    default String reference() {
        return asked().reference();
    }

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
