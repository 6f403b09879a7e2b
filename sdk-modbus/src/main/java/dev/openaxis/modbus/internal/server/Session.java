package dev.openaxis.modbus.internal.server;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line that a server answers over. On the loop. */
public abstract class Session implements LineListener {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration REOPEN = Duration.ofSeconds(1);

    final ByteLine line;
    final LineLoop loop;
    final Units units;
    private final Sessions sessions;
    /** Counts openings, so that no answer goes to who did not ask. */
    private long opening;

    Session(ByteLine line, Units units, Sessions sessions) {
        this.line = line;
        this.loop = line.loop();
        this.units = units;
        this.sessions = sessions;
    }

    final void open() {
        line.open(this);
    }

    /** Whether the line is there for longer than one opening. */
    abstract boolean comesBack();

    /** Sends an answer, not before that time has passed. */
    final void send(ByteBuffer answer, Duration after) {
        if (after.isZero()) {
            leave(answer);
            return;
        }
        long now = opening;
        loop.schedule(after, () -> {
            if (now == opening) {
                leave(answer);
            }
        });
    }

    /** Puts an answer on the line. */
    void leave(ByteBuffer answer) {
        line.send(answer);
    }

    /** A unit's own time. */
    static Duration answerTime(UnitHandler unit) {
        try {
            Duration time = unit.answerTime();
            return time.isNegative() ? Duration.ZERO : time;
        } catch (RuntimeException e) {
            LOG.warn("a unit does not know how long it takes to answer", e);
            return Duration.ZERO;
        }
    }

    /** Forgets what was received in part. */
    abstract void begin();

    @Override
    public final void opened() {
        opening++;
        begin();
    }

    @Override
    public final void closed(@Nullable AxisException cause) {
        opening++;
        boolean forGood = cause instanceof ClosedException;
        if (comesBack() && !forGood && !sessions.isClosed()) {
            loop.schedule(REOPEN, this::openAgain);
        } else {
            sessions.over(this);
        }
    }

    private void openAgain() {
        if (sessions.isClosed()) {
            sessions.over(this);
            return;
        }
        try {
            line.open(this);
            if (sessions.isClosed()) {
                line.close();
            }
        } catch (ClosedException | IllegalStateException e) {
            LOG.warn("{} is not served any more", line.name(), e);
            sessions.over(this);
        }
    }
}
