package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.Command;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The command under way and its number (OSDP v2.2, 5.9): its bytes stay as they are until it has a valid answer, because that is how a
 * device tells a repetition from a new command.
 */
final class Exchange {
    private static final int LAST_SEQUENCE = 3;
    private static final int MOST_DAMAGED = 8;
    private static final long SHORTEST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(800).toNanos();

    private final byte[] frame = new byte[Layout.LARGEST];
    private @Nullable Command command;
    private int length;
    private int sequence;
    private int tries;
    private final BusyTime busy = new BusyTime();
    private boolean left;
    private int damaged;
    private boolean mayBeDone;
    private long askedAt;
    private long repeatAt;

    /** Where the next command is written. */
    byte[] frame() {
        return frame;
    }

    int length() {
        return length;
    }

    /** The number of the command under way, or of the next one. */
    int sequence() {
        return sequence;
    }

    boolean isOpen() {
        return command != null;
    }

    Command command() {
        return Objects.requireNonNull(command);
    }

    /** How often it was sent. */
    int tries() {
        return tries;
    }

    /** When it is to be sent, once more perhaps. */
    long repeatAt() {
        return repeatAt;
    }

    void open(Command next, int written) {
        command = next;
        length = written;
        tries = 0;
        busy.begin();
        left = false;
        damaged = 0;
        mayBeDone = false;
    }

    /** It was sent, and whether it arrived is not known. */
    void unanswered() {
        mayBeDone = true;
    }

    /** Whether the device may have carried it out, whatever it says to its repetitions. */
    boolean mayBeDone() {
        return mayBeDone;
    }

    /** It goes out as soon as the line is silent; {@code true} if it did before. */
    boolean send(long now) {
        busy.asked(now);
        askedAt = now;
        return tries++ > 0;
    }

    /** Its bytes are on the line from now on. */
    void goesOut() {
        left = true;
    }

    /** Whether its bytes were on the line. */
    boolean hasLeft() {
        return left;
    }

    /** The device is busy; {@code false} if it has been for too long. What it was too busy for it takes for new the next time. */
    boolean waitForBusy() {
        tries = 0;
        repeatAt = busy.repeatAt();
        return busy.wasBusy();
    }

    /** The device got it damaged; {@code false} if it did too often. */
    boolean repeatDamaged() {
        repeatAt = askedAt;
        return ++damaged <= MOST_DAMAGED;
    }

    /** No answer: others are served meanwhile, so that a dead device does not take the bus from them. */
    void repeatLater() {
        repeatAt = askedAt + (tries <= 1 ? 0 : Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(tries, 8)));
    }

    /** The line was lost; it goes out as soon as there is one. */
    void repeatSoon() {
        repeatAt = askedAt;
    }

    /** It has a valid answer: the next command has the next number. */
    void accept() {
        command = null;
        sequence = sequence == LAST_SEQUENCE ? 1 : sequence + 1;
    }

    /** It was not carried out, and its number is free for another. */
    void withdraw() {
        command = null;
    }

    /** The next command is the first. */
    void restart() {
        command = null;
        sequence = 0;
    }
}
