package dev.openaxis.core.line;

import dev.openaxis.core.internal.line.OpenableLine;
import dev.openaxis.core.internal.line.Opening;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One end of a bus in memory. What it is doing is known on the loop only. */
final class BusEnd extends OpenableLine<BusEnd.Plug> {
    final MemoryBus bus;
    final Deque<Disturbance> script = new ArrayDeque<>();
    /** What it has sent and not everybody has heard, in order. */
    final Deque<Sending> underWay = new ArrayDeque<>();

    /** The piece of the first of these that everybody hears next. */
    @Nullable
    Piece next;

    boolean plugged = true;
    /** When all it has sent so far has left. */
    long sentUntil;

    private final String name;
    private volatile int baudRate;

    BusEnd(MemoryBus bus, String name, int baudRate) {
        this.bus = bus;
        this.name = name;
        this.baudRate = baudRate;
    }

    /** Some bytes of a send that are heard together, beginning with one. */
    record Piece(int from, int length, LineTimer timer) {}

    /** One opening. */
    final class Plug extends Opening {
        private Plug(LineListener listener) {
            super(BusEnd.this, listener);
        }

        @Override
        protected void release() {
            bus.leave(BusEnd.this);
        }
    }

    @Override
    protected Plug opening(LineListener listener) {
        return new Plug(listener);
    }

    @Override
    protected void begin(Plug opening) {
        bus.join(this);
        opening.opened();
    }

    @Override
    public boolean hearsItself() {
        return bus.model().echo();
    }

    void hear(byte[] bytes, int rate) {
        Plug opening = current();
        byte[] heard = Uart.heard(bytes, rate, baudRate);
        if (opening != null && heard.length > 0) {
            opening.received(ByteBuffer.wrap(heard).asReadOnlyBuffer());
        }
    }

    @Override
    public void send(ByteBuffer bytes) {
        requireLoop("sending");
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        Plug opening = current();
        if (opening != null && opening.isOpen() && copy.length > 0) {
            bus.put(this, copy);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LineLoop loop() {
        return bus.loop();
    }

    @Override
    public int baudRate() {
        return baudRate;
    }

    @Override
    public boolean changeBaudRate(int bitsPerSecond) {
        requireLoop("changing the rate");
        baudRate = requireRate(bitsPerSecond);
        return true;
    }

    @Override
    public Duration tolerance() {
        return Duration.ZERO;
    }
}
