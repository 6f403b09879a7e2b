package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.LineHealth;
import dev.openaxis.modbus.UnitHealth;
import dev.openaxis.modbus.internal.pdu.WrongAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the units behind one line: opens it, and again when it closes; sends what waits; ends what takes too long. On the loop. */
abstract class Master implements LineListener {
    private static final Logger LOG = LoggerFactory.getLogger(Master.class);
    private static final Duration SAMPLE = Duration.ofSeconds(10);
    private static final int PERFECT = 100;
    /** So many time-outs in a row, and so long a silence, and the connection is taken for dead. */
    private static final int DEAD_AFTER = 3;

    private static final long DEAD_SILENCE = Duration.ofSeconds(30).toNanos();
    /** A line that brings nothing however often it is opened is not at fault; it is opened more and more rarely. */
    private static final long LONGEST_DEAD_SILENCE = Duration.ofHours(1).toNanos();

    final ByteLine line;
    final LineLoop loop;
    final Waiting waiting;

    long frames;
    long broken;
    long brokenBytes;
    long foreign;

    private final Duration reopen;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private long openings;
    private boolean open;
    private boolean closed;
    private boolean lossReported;
    /** Why this side closes the line. */
    private @Nullable String dropped;

    private @Nullable LineTimer sampling;
    private @Nullable LineTimer opening;
    private @Nullable LineTimer wake;
    private long wakeAt = Long.MAX_VALUE;
    /** Since when somebody is asked, if somebody is. */
    private long askingSince;

    private boolean isAsking;
    /** How long somebody was asked before that, since the last bytes came. */
    private long asked;

    private long deadSilence = DEAD_SILENCE;
    private int timeoutsInARow;

    Master(ByteLine line, Duration reopen) {
        this.line = line;
        this.loop = line.loop();
        this.waiting = new Waiting(loop);
        this.reopen = reopen;
    }

    // ---- what kinds of lines differ in ----

    /** Sends as much of what waits as may be sent now. */
    abstract void proceed(long now);

    /** Ends what was sent and is overdue. Returns when to look again. */
    abstract long expire(long now);

    /** Whether nothing is under way. */
    abstract boolean isIdle();

    /** What was sent and not answered, which never will be. */
    abstract List<Transaction<?>> takeSent();

    /** The line is open. */
    abstract void begin(long now);

    /** Bytes came. */
    abstract void take(ByteBuffer bytes);

    // ---- from any thread ----

    final void start() {
        loop.execute(() -> {
            openLine();
            sampling = loop.schedule(SAMPLE, this::sample);
        });
    }

    final void submit(Transaction<?> one) {
        try {
            loop.execute(() -> accept(one));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} has ended", line.name());
            one.close();
        }
    }

    /** Ends everything; completes when the line is closed. */
    final CompletableFuture<Void> close() {
        try {
            loop.execute(() -> {
                if (!closed) {
                    end();
                    line.close();
                    if (!open) {
                        gone.complete(null);
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{} has ended before", line.name());
            gone.complete(null);
        }
        return gone;
    }

    /** Nothing is asked any more. */
    private void end() {
        closed = true;
        takeSent().forEach(Transaction::close);
        waiting.forEach(Transaction::close);
        for (LineTimer timer : Arrays.asList(wake, sampling, opening)) {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    // ---- on the loop ----

    private void accept(Transaction<?> one) {
        if (closed) {
            one.close();
            return;
        }
        long now = loop.nanoTime();
        one.expiresAt = now + one.within().toNanos();
        if (!waiting.add(one)) {
            one.failed(new OverloadedException(one.failure("too many requests wait for this line")));
            return;
        }
        wakeAt(one.expiresAt);
        goOn(now);
    }

    /** Sends what waits, unless the line is to be opened anew first. */
    private void goOn(long now) {
        if (!open) {
            return;
        }
        if (!isDead(now)) {
            proceed(now);
        } else if (isIdle()) {
            deadSilence = Math.min(2 * deadSilence, LONGEST_DEAD_SILENCE);
            drop("nothing came for too long");
        }
    }

    /** Sends what is to be sent once more before anything else for that unit. */
    final void again(Transaction<?> one) {
        if (closed) {
            one.close();
        } else {
            waiting.addFirst(one);
        }
    }

    private void openLine() {
        if (!closed) {
            line.open(this);
        }
    }

    private void sample() {
        waiting.units().forEach(unit -> unit.statistics.sample());
        sampling = loop.schedule(SAMPLE, this::sample);
    }

    /** The time in which nothing came begins anew. */
    private void heard(long now) {
        asked = 0;
        askingSince = now;
        isAsking = !isIdle();
    }

    /** Looks after what waits no later than then. */
    final void wakeAt(long time) {
        if (wake != null && wakeAt - time <= 0) {
            return;
        }
        if (wake != null) {
            wake.cancel();
        }
        wakeAt = time;
        wake = loop.schedule(Duration.ofNanos(time - loop.nanoTime()), this::look);
    }

    private void look() {
        wake = null;
        long now = loop.nanoTime();
        long[] next = {expire(now)};
        if (isAsking && isIdle()) {
            asked += now - askingSince;
            isAsking = false;
        }
        waiting.forEach(one -> {
            if (now - one.expiresAt >= 0) {
                one.expire();
            } else {
                next[0] = Math.min(next[0], one.expiresAt);
            }
        });
        if (next[0] != Long.MAX_VALUE) {
            wakeAt(next[0]);
        }
        goOn(now);
    }

    /** A peer that vanished without a word is found by nobody but who asks. */
    private boolean isDead(long now) {
        long all = asked + (isAsking ? now - askingSince : 0);
        return timeoutsInARow >= DEAD_AFTER && all >= deadSilence;
    }

    // ---- what becomes of a request ----

    /** It is about to leave. */
    final void count(Transaction<?> one, long now) {
        if (!isAsking) {
            isAsking = true;
            askingSince = now;
        }
        UnitStatistics statistics = waiting.unit(one.unit).statistics;
        statistics.requests++;
        statistics.retries += one.isRetry() ? 1 : 0;
    }

    /**
     * An answer to it came.
     *
     * @return whether it is one; else the right one may still come
     */
    final boolean settle(Transaction<?> one, int function, ByteBuffer data, long now) {
        Unit unit = waiting.unit(one.unit);
        try {
            boolean again;
            if (function == one.request().function()) {
                again = one.answered(data);
            } else if (data.remaining() == 1) {
                int code = data.get() & 0xFF;
                boolean busy = code == ExceptionCode.SERVER_DEVICE_BUSY.code();
                unit.statistics.exceptions++;
                unit.statistics.busy += busy ? 1 : 0;
                again = one.refused(code);
                if (busy) {
                    unit.pause(now + one.options.busyPause().toNanos());
                }
            } else {
                throw new WrongAnswer("is an exception with " + data.remaining() + " bytes");
            }
            unit.statistics.answered(now - one.sentAt);
            if (again) {
                again(one);
            }
            return true;
        } catch (WrongAnswer e) {
            wrong(one, e.why());
            return false;
        }
    }

    /** What came is no answer to it. */
    final void wrong(Transaction<?> one, String why) {
        waiting.unit(one.unit).statistics.wrongAnswers++;
        one.wrong(why);
    }

    /** An answer did not come; the transaction is asked again or ended. */
    final void timedOut(Transaction<?> one, long now) {
        timeoutsInARow++;
        waiting.unit(one.unit).statistics.timeouts++;
        if (now - one.expiresAt >= 0) {
            one.expire();
        } else if (one.timedOut()) {
            again(one);
        }
    }

    /** Somebody may be asked later who may not be now. */
    final void wakeForNext(long now) {
        long next = waiting.nextStart(now);
        if (next != Long.MAX_VALUE) {
            wakeAt(next);
        }
    }

    // ---- the line ----

    @Override
    public final void opened() {
        open = true;
        openings++;
        lossReported = false;
        timeoutsInARow = 0;
        long now = loop.nanoTime();
        heard(now);
        begin(now);
        proceed(now);
    }

    @Override
    public final void received(ByteBuffer bytes) {
        boolean wasSilent = timeoutsInARow > 0;
        long now = loop.nanoTime();
        heard(now);
        timeoutsInARow = 0;
        deadSilence = DEAD_SILENCE;
        take(bytes);
        isAsking = !isIdle();
        if (wasSilent) {
            goOn(now);
        }
    }

    @Override
    public final void closed(@Nullable AxisException cause) {
        boolean wasOpen = open;
        open = false;
        if (closed) {
            gone.complete(null);
            return;
        }
        if (cause instanceof ClosedException) {
            // The runtime is closed, or the line was there for one connection: nobody will open it again.
            end();
            gone.complete(null);
            return;
        }
        String why = cause != null ? cause.what() : Objects.requireNonNullElse(dropped, "somebody closed it");
        dropped = null;
        if (!lossReported) {
            lossReported = true;
            LOG.warn("{} closed and is tried again: {}", line.name(), why);
        }
        for (Transaction<?> one : takeSent()) {
            if (one.lineLost()) {
                again(one);
            } else {
                one.unanswered("the line closed before the answer came: " + why);
            }
        }
        if (!wasOpen) {
            waiting.forEach(one -> one.unanswered("the line cannot be opened: " + why));
        }
        opening = loop.schedule(reopen, this::openLine);
    }

    /** The line is of no use as it is: it is closed and opened again. */
    final void drop(String why) {
        dropped = why;
        line.close();
    }

    /** Whether there is anybody to talk to. */
    public final boolean isOpen() {
        return open && !closed;
    }

    // ---- health ----

    final LineHealth health() {
        int score = (int) waiting.units().stream()
                .filter(unit -> unit.statistics.requests > 0)
                .mapToInt(unit -> unit.statistics.score())
                .average()
                .orElse(PERFECT);
        return new LineHealth(open, openings, frames, broken, brokenBytes, foreign, open ? score : 0);
    }

    final UnitHealth health(int unit) {
        Unit known = waiting.known(unit);
        return (known == null ? new UnitStatistics() : known.statistics).health();
    }
}
