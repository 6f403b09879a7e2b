package dev.openaxis.modbus.internal.frame;

import dev.openaxis.core.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a receiver finds. */
final class HeardFrames implements RtuReceiver.Frames {
    /** Unit, function and data of each frame. */
    final List<Octets> frames = new ArrayList<>();

    final List<Boolean> asAnswer = new ArrayList<>();
    int brokenBytes;

    @Override
    public void frame(int unit, int function, ByteBuffer data, boolean answer) {
        byte[] all = new byte[2 + data.remaining()];
        all[0] = (byte) unit;
        all[1] = (byte) function;
        data.get(all, 2, data.remaining());
        frames.add(Octets.of(all));
        asAnswer.add(answer);
    }

    @Override
    public void broken(int first, int length) {
        brokenBytes += length;
    }

    /** How many bytes all this had on the wire. */
    int bytes() {
        return brokenBytes + frames.stream().mapToInt(one -> one.length() + 2).sum();
    }
}
