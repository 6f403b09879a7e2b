package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a SOAP service.
 *
 * @param role the lowest role, or null if it is anonymous
 * @param work what it does
 */
record SoapOperation(@Nullable SimulatedRole role, Work work) {
    /** What an operation does. */
    @FunctionalInterface
    interface Work {
        /** Gives the content of the response element, or throws a {@link ServiceFault}. */
        String answer(SoapElement request, Incoming carrier);
    }
}
