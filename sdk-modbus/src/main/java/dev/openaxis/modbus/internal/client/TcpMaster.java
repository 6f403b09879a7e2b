package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.line.ByteLine;
import dev.openaxis.modbus.internal.frame.TcpFrame;
import dev.openaxis.modbus.internal.frame.TcpReceiver;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks units over a TCP connection, several questions at a time (Modbus Messaging on TCP/IP V1.0b); answers carry their numbers. */
final class TcpMaster extends Master implements TcpReceiver.Messages {
    /** The most that may be under way, and what the number of a question is divided by to find its place. */
    static final int MOST_IN_FLIGHT = 256;

    private static final int NUMBERS = 0x1_0000;

    private final TcpReceiver receiver = new TcpReceiver(this);
    private final @Nullable Transaction<?>[] sent;
    /** The number of the latest question of each place. */
    private final int[] numbers;
    /** Places that are free, the first so many. */
    private final int[] free;

    private int freePlaces;

    TcpMaster(ByteLine line, Duration reopen, int inFlight) {
        super(line, reopen);
        this.sent = new Transaction<?>[inFlight];
        this.numbers = new int[inFlight];
        this.free = new int[inFlight];
        for (int i = 0; i < inFlight; i++) {
            numbers[i] = i;
            free[i] = i;
        }
        this.freePlaces = inFlight;
    }

    @Override
    void begin(long now) {
        receiver.reset();
    }

    @Override
    void take(ByteBuffer bytes) {
        receiver.received(bytes);
    }

    @Override
    void proceed(long now) {
        while (freePlaces > 0) {
            Transaction<?> next = waiting.poll(now);
            if (next == null) {
                wakeForNext(now);
                return;
            }
            if (next.send()) {
                send(next, now);
            }
        }
    }

    private void send(Transaction<?> one, long now) {
        count(one, now);
        if (!one.request().isAnswered()) {
            line.send(TcpFrame.of(nextNumber(free[freePlaces - 1]), one.unit, one.request()));
            one.sentUnanswered();
            return;
        }
        int place = free[--freePlaces];
        sent[place] = one;
        one.sent(now, now + one.options.reply().toNanos());
        wakeAt(one.dueAt);
        line.send(TcpFrame.of(nextNumber(place), one.unit, one.request()));
    }

    private int nextNumber(int place) {
        numbers[place] = (numbers[place] + MOST_IN_FLIGHT) % NUMBERS;
        return numbers[place];
    }

    private void free(int place) {
        sent[place] = null;
        free[freePlaces++] = place;
    }

    @Override
    long expire(long now) {
        long next = Long.MAX_VALUE;
        for (int place = 0; place < sent.length; place++) {
            Transaction<?> one = sent[place];
            if (one == null) {
                continue;
            }
            long end = Math.min(one.dueAt, one.expiresAt);
            if (now - end >= 0) {
                free(place);
                timedOut(one, now);
            } else {
                next = Math.min(next, end);
            }
        }
        return next;
    }

    @Override
    boolean isIdle() {
        return freePlaces == sent.length;
    }

    @Override
    List<Transaction<?>> takeSent() {
        List<Transaction<?>> all = new ArrayList<>();
        for (int place = 0; place < sent.length; place++) {
            Transaction<?> one = sent[place];
            if (one != null) {
                free(place);
                all.add(one);
            }
        }
        return all;
    }

    @Override
    public void message(int number, int unit, int function, ByteBuffer data) {
        frames++;
        long now = loop.nanoTime();
        int place = number % MOST_IN_FLIGHT;
        Transaction<?> one = place < sent.length && numbers[place] == number ? sent[place] : null;
        if (one == null) {
            Unit known = waiting.known(unit);
            if (known == null) {
                foreign++;
            } else {
                known.statistics.late++;
            }
            return;
        }
        if (one.unit != unit || !one.isAbout(function)) {
            wrong(one, "comes from unit " + unit + " and is about function " + function);
            return;
        }
        if (settle(one, function, data, now)) {
            free(place);
            proceed(now);
        }
    }

    @Override
    public void garbage(String what) {
        broken++;
        drop("what came is no Modbus: " + what);
    }
}
