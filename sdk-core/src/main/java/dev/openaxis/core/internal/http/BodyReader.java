package dev.openaxis.core.internal.http;

import dev.openaxis.core.http.Body;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a body ahead of the socket, off the event loop, as disks and shares may hang. No more is in memory than was read
 * and not taken by the socket: {@link #AHEAD} chunks.
 */
final class BodyReader {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);
    private static final int CHUNK = 64 * 1024;
    /** A megabyte: with half of it the socket is empty before the next chunks come. */
    private static final int AHEAD = 16;

    /** Gets what was read, on the event loop. */
    interface Target {
        /** The next chunks in order, to be released by whoever writes them. */
        void chunks(List<ByteBuf> chunks);

        /** The body cannot be read; called once. */
        void unreadable(Throwable cause);
    }

    private final Body body;
    private final Executor files;
    private final Channel channel;
    private final Target target;
    /** Chunks that may be read before the socket takes another one. */
    private int room = AHEAD;

    private boolean reading;
    private boolean over;
    private boolean closed;
    /** Touched by one task at a time, and by the loop between tasks. */
    private @Nullable ReadableByteChannel source;

    private long left;

    BodyReader(Body body, Executor files, Channel channel, Target target) {
        this.body = body;
        this.files = files;
        this.channel = channel;
        this.target = target;
        this.left = body.length();
    }

    /** The socket has taken a chunk. */
    void taken() {
        room++;
        // A task for every chunk would wake threads more often than it reads.
        if (room >= AHEAD / 2) {
            read();
        }
    }

    /** Reads as much as there is room for. */
    void read() {
        if (reading || over || closed) {
            return;
        }
        reading = true;
        int count = room;
        room = 0;
        try {
            files.execute(() -> readChunks(count));
        } catch (RejectedExecutionException e) {
            reading = false;
            over = true;
            target.unreadable(e);
        }
    }

    private void readChunks(int count) {
        List<ByteBuf> chunks = new ArrayList<>(count);
        @Nullable Throwable failure = null;
        try {
            if (source == null) {
                source = body.open();
            }
            while (chunks.size() < count && left > 0) {
                ByteBuf chunk = channel.alloc().directBuffer(CHUNK, CHUNK);
                chunks.add(chunk);
                fill(chunk, source);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failure = e;
            chunks.forEach(ByteBuf::release);
            chunks.clear();
        }
        @Nullable Throwable cause = failure;
        try {
            channel.eventLoop().execute(() -> done(chunks, count, cause));
        } catch (RejectedExecutionException e) {
            chunks.forEach(ByteBuf::release);
            closeSource();
        }
    }

    private void fill(ByteBuf chunk, ReadableByteChannel from) throws IOException {
        int size = (int) Math.min(CHUNK, left);
        ByteBuffer space = chunk.nioBuffer(0, size);
        while (space.hasRemaining()) {
            if (from.read(space) < 0) {
                throw new IOException("the body ended early");
            }
        }
        chunk.writerIndex(size);
        left -= size;
    }

    private void done(List<ByteBuf> chunks, int asked, @Nullable Throwable failure) {
        reading = false;
        if (closed) {
            chunks.forEach(ByteBuf::release);
            closeLater();
            return;
        }
        room += asked - chunks.size();
        over = failure != null || left == 0;
        if (!chunks.isEmpty()) {
            target.chunks(chunks);
        }
        if (failure != null) {
            target.unreadable(failure);
        } else if (room >= AHEAD / 2) {
            read();
        }
    }

    /** Reads no more and closes the file. */
    void close() {
        if (!closed) {
            closed = true;
            if (!reading) {
                closeLater();
            }
        }
    }

    private void closeLater() {
        if (source != null) {
            try {
                files.execute(this::closeSource);
            } catch (RejectedExecutionException e) {
                closeSource();
            }
        }
    }

    private void closeSource() {
        try {
            if (source != null) {
                source.close();
                source = null;
            }
        } catch (IOException e) {
            LOG.debug("while closing a file that was sent: {}", e.toString());
        }
    }
}
