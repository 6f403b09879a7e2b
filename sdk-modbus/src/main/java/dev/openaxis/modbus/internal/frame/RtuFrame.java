package dev.openaxis.modbus.internal.frame;

import dev.openaxis.modbus.internal.pdu.Request;
import java.nio.ByteBuffer;

/** Writes RTU frames. */
public final class RtuFrame {
    private RtuFrame() {}

    /** A request. */
    public static ByteBuffer of(int unit, Request<?> request) {
        ByteBuffer frame = begin(unit, request.function());
        request.write(frame);
        return end(frame);
    }

    /** The beginning of a frame, with room for the rest. */
    public static ByteBuffer begin(int unit, int function) {
        return ByteBuffer.allocate(RtuLength.LONGEST).put((byte) unit).put((byte) function);
    }

    /** A frame that is written but for its CRC, ready to be sent. */
    public static ByteBuffer end(ByteBuffer frame) {
        Crc.append(frame);
        return frame.flip();
    }
}
