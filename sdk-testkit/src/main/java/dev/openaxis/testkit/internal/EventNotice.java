package dev.openaxis.testkit.internal;

import java.time.Instant;

/**
 * An event as every way of telling it needs it.
 *
 * @param state what it says
 * @param since when that happened
 * @param change what has become of the state
 */
record EventNotice(EventState state, Instant since, Change change) {
    /** What has become of a state, in the words of ONVIF; reference 04 section 2.2. */
    enum Change {
        /** It is there: told to a new listener, or the first value of a new instance. */
        INITIALIZED("Initialized"),
        /** It has another value. */
        CHANGED("Changed"),
        /** There is no such instance any more. */
        DELETED("Deleted"),
        /** It is no state, the event is over at once. */
        NONE("");

        private final String word;

        Change(String word) {
            this.word = word;
        }

        /** The value of {@code PropertyOperation}, empty where there is none. */
        String word() {
            return word;
        }
    }

    EventNotice as(Change other, Instant time) {
        return new EventNotice(state, time, other);
    }
}
