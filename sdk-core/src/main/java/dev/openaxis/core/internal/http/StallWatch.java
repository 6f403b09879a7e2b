package dev.openaxis.core.internal.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Notices when nothing moves any more: looks four times within the time allowed. Confined to the event loop. */
final class StallWatch implements Runnable {
    /** What the sign is while there is nothing that could move. */
    static final long NOTHING_DUE = Long.MIN_VALUE;

    private final LongSupplier sign;
    private final long allowed;
    private final Runnable stalled;
    private final ScheduledFuture<?> looking;
    private long last;
    private long moved = System.nanoTime();

    /**
     * A watch that has begun.
     *
     * @param sign changes whenever something moves
     * @param stalled called once
     */
    StallWatch(Channel channel, LongSupplier sign, long allowed, Runnable stalled) {
        this.sign = sign;
        this.allowed = allowed;
        this.stalled = stalled;
        this.last = sign.getAsLong();
        long period = Math.max(TimeUnit.MILLISECONDS.toNanos(1), allowed / 4);
        this.looking = channel.eventLoop().scheduleWithFixedDelay(this, period, period, TimeUnit.NANOSECONDS);
    }

    /**
     * A sign for bytes that are written: what the socket has taken of those that were handed to the channel. What still
     * waits alone would not do, as it is refilled.
     */
    static long taken(Channel channel, long handed) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null || waiting.isEmpty()
                ? NOTHING_DUE
                : handed - waiting.totalPendingWriteBytes() + waiting.currentProgress();
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        long current = sign.getAsLong();
        if (current != last || current == NOTHING_DUE) {
            last = current;
            moved = now;
        } else if (now - moved >= allowed) {
            stop();
            stalled.run();
        }
    }

    void stop() {
        looking.cancel(false);
    }
}
