package dev.openaxis.modbus.internal.server;

import dev.openaxis.core.Octets;
import dev.openaxis.modbus.EventCounter;
import dev.openaxis.modbus.EventLog;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitException;
import dev.openaxis.modbus.UnitHandler;
import dev.openaxis.modbus.internal.pdu.Diagnose;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What one unit on a serial line counts and remembers (Modbus Application Protocol V1.1b3, sections 6.8 to 6.10), and its answers to
 * whoever asks for that. On the loop.
 */
final class SerialCounters implements UnitHandler {
    private static final UnitHandler NOBODY = new UnitHandler() {};
    private static final int KEPT = 64;
    private static final int WORD = 0xFFFF;

    private static final int RECEIVED = 0x80;
    private static final int RECEIVED_BROADCAST = 0x40;
    private static final int RECEIVED_LISTENING = 0x20;
    private static final int SENT = 0x40;
    private static final int SENT_READ_EXCEPTION = 0x01;
    private static final int SENT_ABORT_EXCEPTION = 0x02;
    private static final int SENT_BUSY_EXCEPTION = 0x04;
    private static final int SENT_NEGATIVE = 0x08;
    private static final int SENT_LISTENING = 0x20;
    private static final int RESTARTED = 0x00;
    private static final int BEGAN_TO_LISTEN = 0x04;
    private static final int KEEP_LOG = 0;
    private static final int CLEAR_LOG = 0xFF00;

    private static final int EXCEPTIONS = 2;
    private static final int MESSAGES = 3;
    private static final int NOT_ANSWERED = 4;
    private static final int NEGATIVES = 5;
    private static final int BUSY = 6;

    private final SerialLineCounts line;
    private final Deque<Byte> log = new ArrayDeque<>();
    /** Subfunctions 11 to 18; the first two are the line's. */
    private final int[] counters = new int[Diagnose.LAST_COUNTER - Diagnose.FIRST_COUNTER + 1];

    private UnitHandler handler = NOBODY;
    private int events;
    private boolean listening;

    SerialCounters(SerialLineCounts line) {
        this.line = line;
    }

    /** Answers for a unit, which is asked what this does not know. */
    SerialCounters before(UnitHandler unit) {
        handler = unit;
        return this;
    }

    /** Whether it is to do nothing and say nothing. */
    boolean isListening() {
        return listening;
    }

    // ---- what happens ----

    void received(boolean broadcast) {
        count(MESSAGES);
        remember(RECEIVED | (broadcast ? RECEIVED_BROADCAST : 0) | (listening ? RECEIVED_LISTENING : 0));
        if (broadcast || listening) {
            count(NOT_ANSWERED);
        }
    }

    /**
     * It answers, or would if it were not listening only.
     *
     * @param isAboutEvents questions for the events are none themselves
     */
    void answers(boolean isAboutEvents, int exception) {
        int kind = 0;
        if (exception != Question.FINE) {
            count(EXCEPTIONS);
            if (exception <= ExceptionCode.ILLEGAL_DATA_VALUE.code()) {
                kind = SENT_READ_EXCEPTION;
            } else if (exception == ExceptionCode.SERVER_DEVICE_FAILURE.code()) {
                kind = SENT_ABORT_EXCEPTION;
            } else if (exception == ExceptionCode.NEGATIVE_ACKNOWLEDGE.code()) {
                count(NEGATIVES);
                kind = SENT_NEGATIVE;
            } else if (exception == ExceptionCode.SERVER_DEVICE_BUSY.code()) {
                count(BUSY);
                kind = SENT_BUSY_EXCEPTION;
            } else if (exception == ExceptionCode.ACKNOWLEDGE.code()) {
                kind = SENT_BUSY_EXCEPTION;
            }
        } else if (!isAboutEvents) {
            events = (events + 1) & WORD;
        }
        remember(SENT | kind | (listening ? SENT_LISTENING : 0));
    }

    private void count(int which) {
        counters[which] = (counters[which] + 1) & WORD;
    }

    private void remember(int event) {
        log.addFirst((byte) event);
        if (log.size() > KEPT) {
            log.removeLast();
        }
    }

    // ---- what it answers about that ----

    @Override
    public EventCounter readEventCounter() {
        return new EventCounter(false, events);
    }

    @Override
    public EventLog readEventLog() {
        byte[] entries = new byte[log.size()];
        int i = 0;
        for (byte event : log) {
            entries[i++] = event;
        }
        return new EventLog(false, events, counters[MESSAGES], Octets.of(entries));
    }

    @Override
    public Registers diagnose(int subfunction, Registers data) {
        boolean counter = subfunction >= Diagnose.FIRST_COUNTER && subfunction <= Diagnose.LAST_COUNTER;
        if (subfunction == Diagnose.ECHO) {
            return data;
        } else if (subfunction == Diagnose.RESTART) {
            return restart(data);
        }
        List<Integer> empty = List.of(Diagnose.REGISTER, Diagnose.LISTEN_ONLY, Diagnose.CLEAR, Diagnose.CLEAR_OVERRUN);
        if (!counter && !empty.contains(subfunction)) {
            return handler.diagnose(subfunction, data);
        }
        if (!data.equals(Registers.of(0))) {
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_VALUE);
        }
        if (counter) {
            return Registers.of(counter(subfunction - Diagnose.FIRST_COUNTER));
        } else if (subfunction == Diagnose.LISTEN_ONLY) {
            listening = true;
            remember(BEGAN_TO_LISTEN);
        } else if (subfunction == Diagnose.CLEAR) {
            clear();
        }
        return data;
    }

    private int counter(int which) {
        return which < EXCEPTIONS ? line.counter(which) : counters[which];
    }

    private Registers restart(Registers data) {
        if (data.size() != 1 || (data.get(0) != KEEP_LOG && data.get(0) != CLEAR_LOG)) {
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_VALUE);
        }
        if (data.get(0) == CLEAR_LOG) {
            log.clear();
        }
        listening = false;
        clear();
        remember(RESTARTED);
        return data;
    }

    private void clear() {
        Arrays.fill(counters, 0);
        events = 0;
        line.clear();
    }
}
