package dev.openaxis.vapix.io;

import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.internal.io.DoorWatch;

/** A door that is being watched; see {@link Io#watchDoor}. */
public final class DoorMonitor implements AutoCloseable {
    private final DoorWatch watch;
    private final Subscription subscription;

    /**
     * Made by {@link Io#watchDoor}.
     *
     * @param watch what judges the events
     * @param subscription what brings them
     */
    public DoorMonitor(DoorWatch watch, Subscription subscription) {
        this.watch = watch;
        this.subscription = subscription;
    }

    /**
     * The door.
     *
     * @return as it was given
     */
    public MonitoredDoor door() {
        return watch.door();
    }

    /**
     * What the door is found to be at this moment. Does no I/O.
     *
     * @return its state; unknown before the first event, during an outage, and after the end
     */
    public DoorState state() {
        return watch.state();
    }

    /**
     * Tells that somebody was let through by other means, for example by a reader: the door may be opened within its access
     * time. Does no I/O and unlocks nothing.
     */
    public void accessGranted() {
        watch.accessGranted();
    }

    /**
     * Whether the door is still watched.
     *
     * @return {@code false} after closing, or after the stream ended for good
     */
    public boolean active() {
        return subscription.active();
    }

    /** Stops watching. */
    @Override
    public void close() {
        subscription.close();
    }
}
