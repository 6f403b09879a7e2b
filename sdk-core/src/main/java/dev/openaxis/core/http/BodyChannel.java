package dev.openaxis.core.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the pieces of a body one after the other, and no byte more or less than they said they have. */
final class BodyChannel implements ReadableByteChannel {
    private final List<BodyPiece> pieces;
    private int index;
    private @Nullable ReadableByteChannel current;
    /** What is left of the current piece. */
    private long left;

    private boolean closed;

    BodyChannel(List<BodyPiece> pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        ReadableByteChannel channel = current;
        while (channel == null || left == 0) {
            endPiece();
            if (index == pieces.size()) {
                return -1;
            }
            channel = pieces.get(index).open();
            current = channel;
            left = pieces.get(index).size();
        }
        int most = (int) Math.min(left, target.remaining());
        int limit = target.limit();
        target.limit(target.position() + most);
        int read = channel.read(target);
        target.limit(limit);
        if (read < 0) {
            if (pieces.get(index) instanceof BodyPiece.Stored stored) {
                stored.requireSize(stored.size() - left);
            }
            throw new IOException("a body ended early");
        }
        left -= read;
        if (left == 0 && channel instanceof FileChannel file && pieces.get(index) instanceof BodyPiece.Stored stored) {
            // A file that grew is another file than the one that was announced.
            stored.requireSize(file.size());
        }
        return read;
    }

    private void endPiece() throws IOException {
        if (current != null) {
            current.close();
            current = null;
            index++;
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
