package dev.openaxis.testkit.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a request.
 *
 * @param kind the kind
 * @param pathPrefix requests whose raw target begins with this, empty for all
 * @param words what the body contains, empty for any
 * @param times how often, {@link Long#MAX_VALUE} for always
 * @param beforeAuthentication true if it also hits requests that would be challenged
 * @param delay a time, where the kind needs one
 * @param number a status, code or size, where the kind needs one
 * @param name a header name or content type, where the kind needs one
 * @param text a header value, message or body, where the kind needs one
 */
public record FaultSpec(
        Kind kind,
        String pathPrefix,
        String words,
        long times,
        boolean beforeAuthentication,
        Duration delay,
        long number,
        @Nullable String name,
        String text) {

    /** The kinds of faults; the public factories explain them. */
    public enum Kind {
        /** Waits, then works normally. */
        LATENCY,
        /** Works, then waits before the answer. */
        LATE_ANSWER,
        /** Never works, never answers. */
        STALL,
        /** Works, never answers. */
        STALL_AFTER,
        /** Resets without working. */
        RESET_BEFORE,
        /** Works, then resets. */
        RESET_AFTER,
        /** Works, then resets inside the body. */
        RESET_MID_BODY,
        /** Works, announces more than it sends, then closes. */
        TRUNCATE,
        /** Answers a status without working. */
        STATUS,
        /** Answers a JSON error with 200 without working. */
        ERROR_INSIDE_OK,
        /** Answers raw bytes without working. */
        GARBAGE,
        /** Answers JSON that never ends, without working. */
        HUGE_BODY,
        /** Answers a body without working. */
        BODY,
        /** Works, sends the body byte by byte. */
        SLOW_BODY,
        /** Answers stale=true although the nonce is fresh, without working. */
        STALE_NONCE
    }

    /**
     * A fault without parameters.
     *
     * @param kind the kind
     * @return once, for every path
     */
    public static FaultSpec of(Kind kind) {
        return new FaultSpec(kind, "", "", 1, false, Duration.ZERO, 0, null, "");
    }

    /**
     * The same with a time.
     *
     * @param time the time
     * @return a copy
     */
    public FaultSpec delayed(Duration time) {
        return new FaultSpec(kind, pathPrefix, words, times, beforeAuthentication, time, number, name, text);
    }

    /**
     * The same with values.
     *
     * @param value number
     * @param newName name
     * @param newText text
     * @return a copy
     */
    public FaultSpec valued(long value, @Nullable String newName, String newText) {
        return new FaultSpec(kind, pathPrefix, words, times, beforeAuthentication, delay, value, newName, newText);
    }

    /**
     * The same for other requests.
     *
     * @param prefix beginning of the raw target
     * @param count how often
     * @param early also before authentication
     * @return a copy
     */
    public FaultSpec hitting(String prefix, long count, boolean early) {
        return new FaultSpec(kind, prefix, words, count, early, delay, number, name, text);
    }

    /**
     * The same for requests that say something.
     *
     * @param contained what the body contains
     * @return a copy
     */
    public FaultSpec saying(String contained) {
        return new FaultSpec(kind, pathPrefix, contained, times, beforeAuthentication, delay, number, name, text);
    }
}
