package dev.openaxis.core;

/** Hears of every call that ended, to count and time them. */
public interface CallListener {

    /**
     * Called once for every call, right before its result is handed out, on an event loop or on whatever thread ended it.
     * Must not block; what it throws is logged.
     *
     * @param report how it ended
     */
    void ended(CallReport report);
}
