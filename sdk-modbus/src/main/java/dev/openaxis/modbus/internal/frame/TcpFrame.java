package dev.openaxis.modbus.internal.frame;

import dev.openaxis.modbus.internal.pdu.Request;
import java.nio.ByteBuffer;

/** Writes messages with the header of Modbus on TCP (Modbus Messaging on TCP/IP V1.0b, section 3.1.3). */
public final class TcpFrame {
    /** Transaction, protocol, length, unit. */
    static final int HEADER = 7;
    /** Header, function code and what follows it. */
    static final int LONGEST = HEADER + 1 + Request.MOST_BYTES;
    /** Where the length is, which counts what follows itself. */
    static final int LENGTH_AT = 4;

    private static final int COUNTED_FROM = LENGTH_AT + 2;

    private TcpFrame() {}

    /** A request. */
    public static ByteBuffer of(int transaction, int unit, Request<?> request) {
        ByteBuffer message = begin(transaction, unit, request.function());
        request.write(message);
        return end(message);
    }

    /** The beginning of a message, with room for the rest. */
    public static ByteBuffer begin(int transaction, int unit, int function) {
        return ByteBuffer.allocate(LONGEST)
                .putShort((short) transaction)
                .putInt(0)
                .put((byte) unit)
                .put((byte) function);
    }

    /** A message that is written but for its length, ready to be sent. */
    public static ByteBuffer end(ByteBuffer message) {
        return message.putShort(LENGTH_AT, (short) (message.position() - COUNTED_FROM))
                .flip();
    }
}
