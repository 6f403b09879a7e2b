package dev.openaxis.core.line;

/** A task that is to run later. */
public interface LineTimer {
    /** Takes it back, unless it has begun. */
    void cancel();
}
