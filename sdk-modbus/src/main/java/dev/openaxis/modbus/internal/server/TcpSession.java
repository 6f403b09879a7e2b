package dev.openaxis.modbus.internal.server;

import dev.openaxis.core.line.ByteLine;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.UnitHandler;
import dev.openaxis.modbus.internal.frame.TcpFrame;
import dev.openaxis.modbus.internal.frame.TcpReceiver;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers over a TCP connection (Modbus Messaging on TCP/IP V1.0b). */
public final class TcpSession extends Session implements TcpReceiver.Messages {
    private static final Logger LOG = LoggerFactory.getLogger(TcpSession.class);
    private static final int DEVICE = 255;

    private final TcpReceiver receiver = new TcpReceiver(this);
    private boolean garbled;

    /** A session on a line. */
    public TcpSession(ByteLine line, Units units, Sessions sessions) {
        super(line, units, sessions);
    }

    @Override
    boolean comesBack() {
        return false;
    }

    @Override
    void begin() {
        receiver.reset();
        garbled = false;
    }

    @Override
    public void received(ByteBuffer bytes) {
        receiver.received(bytes);
    }

    @Override
    public boolean isOpen() {
        return !garbled;
    }

    @Override
    public void garbage(String what) {
        garbled = true;
        LOG.debug("{} speaks no Modbus: {}", line.name(), what);
        line.close();
    }

    @Override
    public void message(int transaction, int unit, int function, ByteBuffer data) {
        Question question = Question.read(function, data);
        ByteBuffer message = TcpFrame.begin(transaction, unit, question.function());
        UnitHandler handler = handler(unit);
        if (handler == null) {
            question.refuse(ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND, message.position(), message);
            send(TcpFrame.end(message), Duration.ZERO);
            return;
        }
        question.answer(handler, message);
        if (question.request() == null || question.request().isAnswered()) {
            send(TcpFrame.end(message), answerTime(handler));
        }
    }

    /** Units 0 and 255 both are the device itself. */
    private @Nullable UnitHandler handler(int unit) {
        return unit == 0 || unit == DEVICE ? units.device() : units.get(unit);
    }
}
