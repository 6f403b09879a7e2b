package dev.openaxis.core.internal.http;

import dev.openaxis.core.http.HttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Saves the body of a success: under another name beside the file, which it replaces when it is complete. */
public final class FileDownload implements AnswerConsumer {
    private final Path target;
    private final Path unfinished;
    private final long maxBytes;
    private @Nullable FileChannel channel;
    private boolean moved;
    private volatile long written = -1;

    /** A download that has not begun; nothing is created before there is an answer. */
    public FileDownload(Path target, long maxBytes) {
        this.target = target.toAbsolutePath();
        this.unfinished = this.target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        this.maxBytes = maxBytes;
    }

    /** Bytes of the file, or -1 if there is none. */
    public long bytes() {
        return written;
    }

    @Override
    public boolean wants(HttpResponse head) {
        return head.status() >= 200 && head.status() < 300;
    }

    @Override
    public long maxBytes() {
        return maxBytes;
    }

    @Override
    public boolean answeredAtOnce() {
        return false;
    }

    @Override
    public Executor executor(Workers workers) {
        return workers.files();
    }

    private FileChannel open() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        return channel;
    }

    @Override
    public void take(ByteBuffer[] pieces) throws IOException {
        FileChannel file = open();
        for (ByteBuffer last = pieces[pieces.length - 1]; last.hasRemaining(); ) {
            file.write(pieces);
        }
    }

    @Override
    public void complete() throws IOException {
        FileChannel file = open();
        long size = file.size();
        // After a power cut the name must not stand for less than the whole file.
        file.force(true);
        file.close();
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
        written = size;
    }

    @Override
    public void abandon() throws IOException {
        if (channel != null && !moved) {
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
