package dev.openaxis.testkit.internal;

/** What a supervised loop can be, reference 02 section 4.2. */
public enum LoopState {
    /** The supervised switch is open. */
    OPEN("open"),
    /** The supervised switch is closed. */
    CLOSED("closed"),
    /** The cable is shorted to ground. */
    SHORT("shorted"),
    /** The cable is cut: no current path to ground. */
    CUT("cut"),
    /** The level is in no range. */
    UNDEFINED("undefined");

    private final String inEvents;

    LoopState(String inEvents) {
        this.inEvents = inEvents;
    }

    /** The word in {@code IO/SupervisedPort}, reference 02 section 7 (documented). */
    String inEvents() {
        return inEvents;
    }

    boolean isTamper() {
        return this == SHORT || this == CUT;
    }
}
