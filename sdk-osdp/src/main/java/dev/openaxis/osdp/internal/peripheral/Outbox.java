package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Replies that wait for their moment: never earlier than two characters after the command, so that the panel has left the line.
 */
final class Outbox {
    private static final int TWO_CHARACTERS = 20;
    private static final Duration LATE = Duration.ofMillis(300);
    private static final int MOST = 8;

    /** A reply, its moment and what follows it. */
    private record Waiting(ByteBuffer frame, Alarm due, boolean lost, boolean doubtful, Runnable whenSent) {}

    private final Surroundings line;
    private final Duration delay;
    private final Tally tally;
    private final ReplyFaults faults;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    Outbox(Surroundings line, Duration delay, Tally tally, ReplyFaults faults) {
        this.line = line;
        this.delay = delay;
        this.tally = tally;
        this.faults = faults;
    }

    /** Sends a reply; something is done when it has left, also if it was lost on purpose. */
    void send(byte[] frame, int length, long baudRate, long now, @Nullable Runnable whenSent) {
        byte[] bytes = Arrays.copyOf(frame, length);
        ReplyFault fault = faults.next(bytes);
        Duration wait = max(delay, Duration.ofNanos(TWO_CHARACTERS * 1_000_000_000L / baudRate));
        if (fault == null) {
            add(bytes, wait, now, false, whenSent);
            return;
        }
        byte[] sent = ReplyFaults.spoil(fault, bytes);
        add(sent, fault == ReplyFault.LATE ? wait.plus(LATE) : wait, now, fault == ReplyFault.LOST, whenSent);
        if (fault == ReplyFault.DUPLICATED) {
            add(sent, wait, now, false, null);
        }
    }

    /** Sends what is said to damaged bytes, unless more bytes come: then nobody waits for it. */
    void sendUnlessMoreComes(byte[] frame, int length, long baudRate, long now) {
        Alarm due = new Alarm();
        due.in(max(delay, Duration.ofNanos(TWO_CHARACTERS * 1_000_000_000L / baudRate)), now);
        put(new Waiting(marked(Arrays.copyOf(frame, length)), due, false, true, () -> {}));
    }

    private static ByteBuffer marked(byte[] frame) {
        return ByteBuffer.allocate(1 + frame.length)
                .put((byte) Layout.MARK)
                .put(frame)
                .flip();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void add(byte[] bytes, Duration wait, long now, boolean lost, @Nullable Runnable whenSent) {
        Alarm due = new Alarm();
        due.in(wait, now);
        put(new Waiting(marked(bytes), due, lost, false, whenSent == null ? () -> {} : whenSent));
    }

    private void put(Waiting reply) {
        waiting.removeIf(Waiting::doubtful);
        if (waiting.size() == MOST) {
            waiting.remove();
        }
        waiting.add(reply);
    }

    /** More bytes came. */
    void interrupted() {
        waiting.removeIf(Waiting::doubtful);
    }

    void tick(long now) {
        while (sendOne(now)) {
            // several can be due, and what one brings about can clear the rest
        }
    }

    private boolean sendOne(long now) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting reply = all.next();
            if (reply.due().rings(now)) {
                all.remove();
                if (!reply.lost()) {
                    line.send(reply.frame());
                    tally.countSent();
                }
                reply.whenSent().run();
                return true;
            }
        }
        return false;
    }

    long remaining(long now) {
        long least = Alarm.NEVER;
        for (Waiting reply : waiting) {
            least = Math.min(least, reply.due().remaining(now));
        }
        return least;
    }

    void clear() {
        waiting.clear();
    }
}
