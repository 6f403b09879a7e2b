package dev.openaxis.modbus.testing;

import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection in memory: what one end sends the other hears a millisecond later, both ways at once. */
public final class Duplex {
    private static final Duration DELAY = Duration.ofMillis(1);

    private final LineLoop loop;
    public final End one = new End("client");
    public final End other = new End("server");

    public Duplex(LineLoop loop) {
        this.loop = loop;
    }

    private End across(End end) {
        return end == one ? other : one;
    }

    /** One end. */
    public final class End implements ByteLine {
        private final String name;
        private @Nullable LineListener listener;

        private End(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public LineLoop loop() {
            return loop;
        }

        @Override
        public int baudRate() {
            return 9_600;
        }

        @Override
        public boolean changeBaudRate(int bitsPerSecond) {
            return false;
        }

        @Override
        public Duration tolerance() {
            return Duration.ZERO;
        }

        @Override
        public void open(LineListener hearing) {
            if (listener != null) {
                throw new IllegalStateException("it is open");
            }
            listener = hearing;
            loop.execute(hearing::opened);
        }

        @Override
        public void send(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            End target = across(this);
            LineListener hearing = target.listener;
            loop.schedule(DELAY, () -> {
                if (hearing != null && target.listener == hearing) {
                    hearing.received(ByteBuffer.wrap(copy));
                }
            });
        }

        @Override
        public void close() {
            LineListener hearing = listener;
            listener = null;
            if (hearing != null) {
                loop.execute(() -> hearing.closed(null));
            }
        }

        /** Whether somebody listens at this end. */
        public boolean isOpen() {
            return listener != null;
        }
    }
}
