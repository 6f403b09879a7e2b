package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.VirtualInput;

/** A virtual input or the manual trigger, seen from inside the device: clients can only subscribe to its event. */
public final class SimulatedVirtualInput {
    private final VirtualInput input;

    SimulatedVirtualInput(VirtualInput input) {
        this.input = input;
    }

    /**
     * The present state.
     *
     * @return true if active
     */
    public boolean isActive() {
        return input.active();
    }

    /**
     * How often it really became active.
     *
     * @return count since the device was started
     */
    public long activations() {
        return input.activations();
    }

    @Override
    public String toString() {
        return isActive() ? "active" : "inactive";
    }
}
