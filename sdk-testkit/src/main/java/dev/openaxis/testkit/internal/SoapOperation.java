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
        /** Answers now or later, or throws a {@link ServiceFault}. */
        void answer(SoapRequest request, SoapReply reply);
    }

    /** What an operation does that answers at once. */
    @FunctionalInterface
    interface PromptWork {
        /** Gives the content of the response element, or throws a {@link ServiceFault}. */
        String answer(SoapElement request, Incoming carrier);
    }

    /** An operation that answers at once. */
    static SoapOperation prompt(@Nullable SimulatedRole role, PromptWork work) {
        return new SoapOperation(
                role, (request, reply) -> reply.content(work.answer(request.operation(), request.carrier())));
    }
}
