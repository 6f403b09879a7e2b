package dev.openaxis.osdp.internal.multipart;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.multipart.Assembly.Violation;
import dev.openaxis.osdp.message.Fragment;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of one message together: in order, each once, never more than the limit. Part 0 starts over whatever
 * came before. One for each direction and device; an abort, a restart with sequence number 0 and an offline device end
 * what is running by {@link #forget}.
 */
public final class Reassembler {
    private final int limit;
    private final boolean prefixed;
    private byte @Nullable [] message;
    private int received;
    private int total;
    private int uncounted;

    /**
     * Puts messages together.
     *
     * @param limit bytes of the largest message taken, 1 or more
     * @param prefixed whether messages begin with algorithm and key, which may be counted or not
     */
    public Reassembler(int limit, boolean prefixed) {
        if (limit < 1) {
            throw new IllegalArgumentException("no message has at most " + limit + " bytes");
        }
        this.limit = limit;
        this.prefixed = prefixed;
    }

    /** Forgets what came. */
    public void forget() {
        message = null;
        received = 0;
    }

    /**
     * Whether a message has begun and is not whole.
     *
     * @return true if more parts are to come
     */
    public boolean isHalfway() {
        return message != null;
    }

    /**
     * Takes a part.
     *
     * @param part as it arrived
     * @return how far the message is
     */
    public Assembly take(Fragment part) {
        if (part.size() == 0 && part.total() != 0 && part.offset() >= part.total()) {
            int came = received;
            forget();
            return new Assembly.EndedEarly(came);
        }
        byte[] whole = part.offset() == 0 ? begin(part) : message;
        Violation violation = violation(part, whole);
        if (whole == null || violation != null) {
            forget();
            return new Assembly.Violated(violation == null ? Violation.TOO_LARGE : violation);
        }
        part.data().copyTo(whole, received);
        received += part.data().length();
        if (received < whole.length) {
            return new Assembly.Incomplete(received, whole.length);
        }
        forget();
        return new Assembly.Complete(Octets.of(whole), prefix());
    }

    private byte @Nullable [] begin(Fragment part) {
        forget();
        total = part.total();
        uncounted = prefixed && part.data().length() == part.size() + Fragment.UNCOUNTED ? Fragment.UNCOUNTED : 0;
        if (total + uncounted > limit) {
            return null;
        }
        message = new byte[total + uncounted];
        return message;
    }

    private @Nullable Violation violation(Fragment part, byte @Nullable [] whole) {
        if (whole == null) {
            return part.offset() == 0 ? Violation.TOO_LARGE : Violation.NOT_STARTED;
        }
        int expected = received == 0 ? 0 : received - uncounted;
        if (part.total() != total) {
            return Violation.OTHER_TOTAL;
        }
        if (part.offset() != expected) {
            return part.offset() > expected ? Violation.GAP : Violation.OVERLAP;
        }
        if (part.offset() + part.size() > total) {
            return Violation.OVERRUN;
        }
        int before = part.offset() == 0 ? uncounted : 0;
        return part.data().length() == part.size() + before ? null : Violation.SIZE;
    }

    private Prefix prefix() {
        if (!prefixed) {
            return Prefix.NONE;
        }
        return uncounted == 0 ? Prefix.COUNTED : Prefix.NOT_COUNTED;
    }
}
