package dev.openaxis.core.internal.operation;

/** Tells a host's listener something: on the callback executor or not at all, for a listener may take its time. */
public interface Delivery extends Runnable {
    /** The callback executor does not take it, now or any more. */
    void refused();
}
