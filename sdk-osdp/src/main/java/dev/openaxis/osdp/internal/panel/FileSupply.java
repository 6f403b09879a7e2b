package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.Failure;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The bytes of a file that is sent: in memory, or read ahead a block at a time on another thread, never on the loop. */
interface FileSupply extends AutoCloseable {
    /** How many there are. */
    long size();

    /**
     * Some of them, in order. Asked on the loop.
     *
     * @return {@code null} if they are not there yet; the loop is woken when they are
     */
    @Nullable
    Octets at(long offset, int length);

    /** What went wrong with reading; nothing more will be there. */
    @Nullable
    LocalFileException failure();

    @Override
    void close();

    /** Bytes in memory. */
    static FileSupply of(Octets bytes) {
        return new FileSupply() {
            @Override
            public long size() {
                return bytes.length();
            }

            @Override
            public Octets at(long offset, int length) {
                return bytes.slice((int) offset, length);
            }

            @Override
            public @Nullable LocalFileException failure() {
                return null;
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    /**
     * A file on a disk. Opens it, so not for the loop.
     *
     * @param loop where to come back to
     * @param wake called there when there is more
     */
    static FileSupply of(Path path, Executor files, Executor loop, Runnable wake) {
        try {
            return new OnDisk(path, FileChannel.open(path, StandardOpenOption.READ), files, loop, wake);
        } catch (IOException e) {
            throw OnDisk.failed(path, "opened", e);
        }
    }

    /** One block, read ahead; asked for the next when this one is used up. */
    final class OnDisk implements FileSupply {
        private static final int BLOCK = 64 * 1024;

        private final Path path;
        private final FileChannel channel;
        private final Executor files;
        private final Executor loop;
        private final Runnable wake;
        private final long size;
        private byte[] block = new byte[0];
        private long blockAt;
        private boolean reading;
        private @Nullable LocalFileException failure;

        OnDisk(Path path, FileChannel channel, Executor files, Executor loop, Runnable wake) throws IOException {
            this.path = path;
            this.channel = channel;
            this.files = files;
            this.loop = loop;
            this.wake = wake;
            this.size = channel.size();
        }

        static LocalFileException failed(Path path, String what, IOException cause) {
            return new LocalFileException(Failure.of(path, "osdp.sendFile", "the file could not be " + what)
                    .cause(cause));
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public @Nullable Octets at(long offset, int length) {
            int from = (int) (offset - blockAt);
            if (from >= 0 && from + length <= block.length) {
                return Octets.copyOf(block, from, length);
            }
            if (!reading && failure == null) {
                reading = true;
                files.execute(() -> read(offset));
            }
            return null;
        }

        private void read(long offset) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(BLOCK, size - offset));
            LocalFileException failed = null;
            try {
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes, offset + bytes.position()) < 0) {
                        throw new IOException("the file has become shorter");
                    }
                }
            } catch (IOException e) {
                failed = failed(path, "read", e);
            }
            LocalFileException problem = failed;
            loop.execute(() -> {
                reading = false;
                failure = problem;
                block = bytes.array();
                blockAt = offset;
                wake.run();
            });
        }

        @Override
        public @Nullable LocalFileException failure() {
            return failure;
        }

        @Override
        public void close() {
            files.execute(() -> {
                try {
                    channel.close();
                } catch (IOException e) {
                    org.slf4j.LoggerFactory.getLogger(FileSupply.class).debug("{} could not be closed", path, e);
                }
            });
        }
    }
}
