package dev.openaxis.modbus.internal.server;

import dev.openaxis.core.line.ByteLine;
import dev.openaxis.modbus.UnitHandler;
import dev.openaxis.modbus.internal.frame.RtuFrame;
import dev.openaxis.modbus.internal.frame.RtuReceiver;
import dev.openaxis.modbus.internal.pdu.Diagnose;
import dev.openaxis.modbus.internal.pdu.ReadEventCounter;
import dev.openaxis.modbus.internal.pdu.ReadEventLog;
import dev.openaxis.modbus.internal.pdu.Request;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Answers on a serial bus (Modbus over Serial Line V1.02), for the units that are there and for no other. */
public final class RtuSession extends Session implements RtuReceiver.Frames {
    private static final int BROADCAST = 0;

    private final RtuReceiver receiver;
    private final SerialLineCounts counts = new SerialLineCounts();
    private final Map<Integer, SerialCounters> counters = new HashMap<>();

    /** A session on a line. */
    public RtuSession(ByteLine line, Units units, Sessions sessions) {
        super(line, units, sessions);
        this.receiver = RtuReceiver.ofRequests(line, this);
    }

    @Override
    boolean comesBack() {
        return true;
    }

    @Override
    void begin() {
        receiver.reset();
    }

    @Override
    public void received(ByteBuffer bytes) {
        receiver.received(bytes);
    }

    @Override
    public void broken(int first, int length) {
        counts.brokenOne();
    }

    @Override
    public void frame(int unit, int function, ByteBuffer data, boolean asAnswer) {
        counts.heard();
        if (unit == BROADCAST) {
            units.all().forEach((address, handler) -> answer(address, handler, true, function, data.duplicate()));
            return;
        }
        UnitHandler handler = units.get(unit);
        if (handler != null) {
            answer(unit, handler, false, function, data);
        }
    }

    private void answer(int unit, UnitHandler handler, boolean broadcast, int function, ByteBuffer data) {
        SerialCounters own = counters.computeIfAbsent(unit, address -> new SerialCounters(counts));
        boolean listened = own.isListening();
        own.received(broadcast);
        Question question = Question.read(function, data);
        Request<?> request = question.request();
        boolean aboutEvents = request instanceof ReadEventCounter || request instanceof ReadEventLog;
        Diagnose diagnose = request instanceof Diagnose one ? one : null;
        if (listened && (diagnose == null || diagnose.subfunction() != Diagnose.RESTART)) {
            return;
        }
        ByteBuffer frame = RtuFrame.begin(unit, question.function());
        UnitHandler asked = aboutEvents || diagnose != null ? own.before(handler) : handler;
        int exception = question.answer(asked, frame);
        own.answers(aboutEvents, exception);
        if (!broadcast && !listened && !own.isListening()) {
            send(RtuFrame.end(frame), after(handler));
        }
    }

    @Override
    void leave(ByteBuffer answer) {
        receiver.sent(answer);
        super.leave(answer);
    }

    /** Also a unit that takes no time leaves the silence between two frames. */
    private Duration after(UnitHandler handler) {
        Duration own = answerTime(handler);
        return own.isZero() ? Duration.ofNanos(RtuReceiver.silence(line)) : own;
    }
}
