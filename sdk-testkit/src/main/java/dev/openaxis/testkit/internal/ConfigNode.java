package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.testkit.SimulatedRole;
import org.jspecify.annotations.Nullable;

/** An object of a Device Configuration API with a path of its own, reference 01 section 11.1. */
interface ConfigNode {
    /** The lowest role for an operation, or null if the object does not have the operation. */
    @Nullable
    SimulatedRole roleFor(ConfigOperation operation);

    /** False if only a part of the object is built: then what it does not have answers 501. */
    default boolean isWhole() {
        return true;
    }

    /** True if adding an item answers it whatever the AXIS OS version. */
    default boolean echoesItems() {
        return false;
    }

    /** The object of the next path segment, or null; an item is returned whether it exists or not. */
    @Nullable
    ConfigNode child(String name);

    /**
     * Does an operation the object has, for an account that may ask for it.
     *
     * @param operation what to do
     * @param data of the request, missing for operations without a body
     * @param role role of the account
     * @return the data of the answer, or null for none
     * @throws ConfigRefusal if nothing was done
     */
    @Nullable
    JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role);
}
