package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import org.jspecify.annotations.Nullable;

/** What lives at one path. */
interface Endpoint {
    /** The lowest role for this request, or null if it is anonymous. */
    @Nullable
    SimulatedRole roleFor(Incoming request);

    /** Does the work and answers, now or later on the device's loop. */
    void handle(Exchange exchange);

    /** An account identified by something else than credentials (a session token), or null. */
    default @Nullable Account accountOf(Incoming request) {
        return null;
    }

    /** True if too low a role gets 403, whatever the other endpoints answer. */
    default boolean forbidsLowRoles() {
        return false;
    }

    /** The answer for too low a role in the endpoint's own form, or null if it has none. */
    default @Nullable Answer forbidden(Incoming request) {
        return null;
    }
}
