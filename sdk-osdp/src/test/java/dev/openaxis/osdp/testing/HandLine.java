package dev.openaxis.osdp.testing;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A line whose other end is in the hands of a test. */
public final class HandLine implements ByteLine {
    public final HandLoop loop = new HandLoop();

    /** What the device sent, without marks. */
    public final Deque<String> sent = new ArrayDeque<>();

    public int opened;
    public int baudRate = 9600;
    public boolean hasRate = true;
    private @Nullable LineListener listener;

    @Override
    public String name() {
        return "by hand";
    }

    @Override
    public HandLoop loop() {
        return loop;
    }

    @Override
    public int baudRate() {
        return baudRate;
    }

    @Override
    public boolean changeBaudRate(int bitsPerSecond) {
        if (hasRate) {
            baudRate = bitsPerSecond;
        }
        return hasRate;
    }

    @Override
    public Duration tolerance() {
        return Duration.ofMillis(50);
    }

    @Override
    public void open(LineListener hearing) {
        if (listener != null) {
            throw new IllegalStateException("it is open");
        }
        opened++;
        listener = hearing;
        loop.execute(hearing::opened);
    }

    @Override
    public void send(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        sent.add(Vectors.hex(all, 1, all.length - 1));
    }

    @Override
    public void close() {
        end(null);
    }

    /** The line is lost. */
    public void lose() {
        end(new ConnectionException(Failure.of("by hand", "receive", "the wire is cut")));
    }

    private void end(@Nullable ConnectionException cause) {
        LineListener hearing = listener;
        listener = null;
        if (hearing != null) {
            loop.execute(() -> hearing.closed(cause));
        }
    }

    /** Bytes arrive; on the loop. */
    public void hear(byte[] bytes) {
        if (listener != null) {
            listener.received(ByteBuffer.wrap(bytes));
        }
    }

    /** Bytes arrive, and the device has time to answer. */
    public String give(byte[] bytes) {
        loop.execute(() -> hear(bytes));
        loop.pass(Duration.ofMillis(10));
        return sent.isEmpty() ? "" : sent.remove();
    }
}
