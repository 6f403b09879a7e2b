package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.line.ByteLine;
import dev.openaxis.modbus.internal.frame.RtuFrame;
import dev.openaxis.modbus.internal.frame.RtuReceiver;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks units on a serial bus, one question at a time (Modbus over Serial Line V1.02). Answers carry no number, so that a unit whose
 * answer did not come is asked nothing until it has been silent for as long as it may take to answer.
 */
final class RtuMaster extends Master implements RtuReceiver.Frames {
    /** The address of all units. */
    static final int BROADCAST = 0;

    private final RtuReceiver receiver;
    private final Duration broadcastPause;
    private @Nullable Transaction<?> asked;
    /** Until when its answer may be under way. */
    private long longest;
    /** Before this time nothing is sent. */
    private long quietUntil;
    /** Whether a timer waits for that. */
    private boolean starting;

    RtuMaster(ByteLine line, Duration reopen, Duration broadcastPause) {
        super(line, reopen);
        this.receiver = RtuReceiver.ofAnswers(line, this);
        this.broadcastPause = broadcastPause;
    }

    @Override
    void begin(long now) {
        receiver.reset();
        quietUntil = now;
    }

    @Override
    void take(ByteBuffer bytes) {
        receiver.received(bytes);
    }

    // ---- asking ----

    @Override
    void proceed(long now) {
        if (asked != null || starting) {
            return;
        }
        long free = Math.max(quietUntil, receiver.freeAt());
        if (now - free < 0) {
            starting = true;
            loop.schedule(Duration.ofNanos(free - now), this::startLater);
            return;
        }
        Transaction<?> next = waiting.poll(now);
        while (next != null && !next.send()) {
            next = waiting.poll(now);
        }
        if (next != null) {
            send(next, now);
        } else {
            wakeForNext(now);
        }
    }

    private void startLater() {
        starting = false;
        if (isOpen()) {
            proceed(loop.nanoTime());
        }
    }

    private void send(Transaction<?> one, long now) {
        ByteBuffer frame = RtuFrame.of(one.unit, one.request());
        long end = now + RtuReceiver.nanosFor(line, frame.remaining());
        boolean answered = one.unit != BROADCAST && one.request().isAnswered();
        count(one, now);
        long silence = RtuReceiver.silence(line);
        if (answered) {
            asked = one;
            long reply = Math.max(one.options.reply().toNanos(), silence);
            one.sent(now, end + reply + line.tolerance().toNanos());
            longest = one.dueAt + RtuReceiver.longestFrame(line);
            wakeAt(one.dueAt);
        } else {
            quietUntil = end + Math.max(broadcastPause.toNanos(), silence);
        }
        receiver.sent(frame);
        line.send(frame);
        if (!answered) {
            one.sentUnanswered();
            proceed(loop.nanoTime());
        }
    }

    @Override
    long expire(long now) {
        // What is there may be its answer behind noise, and this may be the moment at which both end.
        receiver.end();
        Transaction<?> one = asked;
        if (one == null) {
            return Long.MAX_VALUE;
        }
        if (receiver.isReceiving()) {
            // Perhaps its answer: it is broken if it is none when it ends.
            one.dueAt = Math.min(longest, Math.max(one.dueAt, receiver.freeAt()));
        }
        if (now - one.dueAt >= 0) {
            asked = null;
            leaveAlone(one, now);
            timedOut(one, now);
            return Long.MAX_VALUE;
        }
        if (now - one.expiresAt >= 0) {
            // Nobody waits any more, but the bus is the unit's until its time is over.
            one.expire();
        }
        return one.isOver() ? one.dueAt : Math.min(one.dueAt, one.expiresAt);
    }

    @Override
    boolean isIdle() {
        return asked == null;
    }

    /** Its answer may still come: until its time is over, and who knows how much later. */
    private void leaveAlone(Transaction<?> one, long now) {
        waiting.unit(one.unit)
                .leaveAlone(
                        Math.max(now, one.dueAt),
                        one.options.reply().plus(line.tolerance()).toNanos());
    }

    @Override
    List<Transaction<?>> takeSent() {
        Transaction<?> one = asked;
        if (one == null) {
            return List.of();
        }
        asked = null;
        leaveAlone(one, loop.nanoTime());
        return List.of(one);
    }

    // ---- answers ----

    @Override
    public void frame(int unit, int function, ByteBuffer data, boolean asAnswer) {
        frames++;
        long now = loop.nanoTime();
        Transaction<?> one = asked;
        if (one != null && asAnswer && one.unit == unit && one.isAbout(function)) {
            if (settle(one, function, data, now)) {
                asked = null;
                proceed(now);
            }
            return;
        }
        Unit known = waiting.known(unit);
        if (known == null || !asAnswer) {
            foreign++;
        } else if (known.isLeftAlone(now)) {
            known.statistics.late++;
            known.leaveAlone(now, known.silence);
        } else {
            known.statistics.unsolicited++;
        }
    }

    @Override
    public void broken(int first, int length) {
        broken++;
        brokenBytes += length;
        long now = loop.nanoTime();
        Unit known = waiting.known(first);
        if (asked != null) {
            waiting.unit(asked.unit).statistics.checkFailures++;
        } else if (known != null) {
            known.statistics.checkFailures++;
        }
        if (known != null && known.isLeftAlone(now)) {
            known.leaveAlone(now, known.silence);
        }
    }
}
