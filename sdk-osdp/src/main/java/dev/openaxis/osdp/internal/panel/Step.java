package dev.openaxis.osdp.internal.panel;

/** How far a dialog is after a reply. */
sealed interface Step<T> {

    /**
     * It is over.
     *
     * @param value what the caller gets
     */
    record Done<T>(T value) implements Step<T> {}

    /** Its next command is to be sent. */
    record Again<T>() implements Step<T> {}

    /** The device works on it and reports when it is polled. */
    record Later<T>() implements Step<T> {}

    /** The command is answered, and somebody else tells the caller what came of it. */
    record Elsewhere<T>() implements Step<T> {}

    /** The reply is no answer to it, but news of another kind. */
    record NotMine<T>() implements Step<T> {}

    /**
     * It cannot go on: what the device says makes no sense.
     *
     * @param what in words
     */
    record Failed<T>(String what) implements Step<T> {}
}
