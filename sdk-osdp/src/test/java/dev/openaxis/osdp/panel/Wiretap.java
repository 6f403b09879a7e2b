package dev.openaxis.osdp.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.Layout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who reads every byte on the bus. Each send is heard as a whole, when its last byte has passed. */
final class Wiretap implements LineListener {
    final List<Heard> all = new ArrayList<>();
    private final ByteLine line;

    private Wiretap(ByteLine line) {
        this.line = line;
    }

    static Wiretap on(ByteLine line) {
        Wiretap wiretap = new Wiretap(line);
        line.open(wiretap);
        return wiretap;
    }

    @Override
    public void opened() {
        // it only listens
    }

    @Override
    public void received(ByteBuffer bytes) {
        byte[] heard = new byte[bytes.remaining()];
        bytes.get(heard);
        all.add(new Heard(line.loop().nanoTime(), line.baudRate(), heard));
    }

    @Override
    public void closed(@Nullable AxisException cause) {
        // nothing more is heard
    }

    /** The whole frames the panel sent, in order. */
    List<Heard> commands() {
        return all.stream().filter(heard -> heard.isFrame() && !heard.isReply()).toList();
    }

    List<Heard> commands(int code) {
        return commands().stream().filter(heard -> heard.code() == code).toList();
    }

    List<Heard> commandsTo(int address) {
        return commands().stream().filter(heard -> heard.address() == address).toList();
    }

    /** The whole frames the devices sent, in order. */
    List<Heard> replies() {
        return all.stream().filter(heard -> heard.isFrame() && heard.isReply()).toList();
    }

    void forget() {
        all.clear();
    }

    /** One send: its bytes with the mark before them, and when its last bit had passed. */
    record Heard(long end, int baudRate, byte[] bytes) {
        private static final long NANOS_OF_TEN_BITS = 10_000_000_000L;

        /** When its first bit began. */
        long start() {
            return end - bytes.length * NANOS_OF_TEN_BITS / baudRate;
        }

        int marks() {
            int marks = 0;
            while (marks < bytes.length && (bytes[marks] & 0xFF) == Layout.MARK) {
                marks++;
            }
            return marks;
        }

        private Frame frame() {
            FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
            decoder.take(ByteBuffer.wrap(bytes));
            return decoder.next() == Found.FRAME ? decoder.frame() : null;
        }

        boolean isFrame() {
            return frame() != null;
        }

        boolean isReply() {
            return frame().isReply();
        }

        int address() {
            return frame().address();
        }

        int sequence() {
            return frame().sequence();
        }

        int code() {
            return frame().code();
        }

        /** Type of the security block; 0 without one. */
        int block() {
            Frame frame = frame();
            return frame.hasBlock() ? frame.blockType() : 0;
        }

        /** The selector of a step of the handshake, or the status of its end. */
        int blockData() {
            return frame().blockData();
        }

        /** What the frame carries, as it was on the wire. */
        byte[] data() {
            Frame frame = frame();
            return Arrays.copyOfRange(frame.bytes(), frame.dataAt(), frame.dataAt() + frame.dataLength());
        }

        String hex() {
            return HexFormat.of().withUpperCase().formatHex(bytes, marks(), bytes.length);
        }

        @Override
        public String toString() {
            return hex();
        }
    }
}
