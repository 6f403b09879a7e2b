package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.EventSource;

/** Events that a device tells at a rate, see {@link SimulatedEvents#load}. */
public final class EventLoad implements AutoCloseable {
    private final EventSource.Load load;

    EventLoad(EventSource.Load load) {
        this.load = load;
    }

    /**
     * How many it were so far.
     *
     * @return number
     */
    public long emitted() {
        return load.emitted();
    }

    /**
     * Ends the load; returns when its last event is told.
     *
     * @throws IllegalStateException if an event could not be made or told; the load ended then
     */
    @Override
    public void close() {
        load.close();
    }
}
