package dev.openaxis.osdp.internal.panel;

/** Who is given turns on a bus. */
interface Speaker {
    /** When it wants the bus. */
    long due(long now);

    /** Whether somebody waits, so that it goes before polls of others. */
    boolean isUrgent();

    /** When something happens to it though it is given no turn. */
    long offlineAt();

    /** Looks whether that is now. */
    void check(long now);

    /** Says something over the bus; {@code false} if there is nothing to say. */
    boolean turn(Talk talk, long now);

    /** Its turn is over. */
    void served(long now);

    /** Whom it speaks to; its answers have this address. */
    int address();

    /** A whole answer came though it was not asked. */
    void unasked();

    /** It could not be served, for a reason that is not the device's. */
    void fail(String why);

    /** Never given a turn any more. */
    void stop();
}
