package dev.openaxis.osdp.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.FileTransferStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is written by somebody else's thread, in order. Only what is not written yet is in memory. */
final class FolderFile implements IncomingFile {
    private static final Logger LOG = LoggerFactory.getLogger(FolderFile.class);
    private static final int MANY = 32;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final FileTransferStatus SLOWLY = new FileTransferStatus(1, PAUSE, FileTransferStatus.OK, 0);
    private static final FileTransferStatus WORKING = new FileTransferStatus(1, PAUSE, FileTransferStatus.FINISHING, 0);
    private static final FileTransferStatus FAILED =
            new FileTransferStatus(0, Duration.ZERO, FileTransferStatus.ABORTED, 0);

    private final Executor writer;
    private final Function<Path, FileTransferStatus> whole;
    private final AtomicInteger unwritten = new AtomicInteger();
    private CompletableFuture<Path> file;
    private @Nullable CompletableFuture<FileTransferStatus> result;

    FolderFile(Path folder, Executor writer, Function<Path, FileTransferStatus> whole) {
        this.writer = writer;
        this.whole = whole;
        this.file = CompletableFuture.supplyAsync(() -> create(folder), writer);
    }

    private static Path create(Path folder) {
        try {
            return Files.createTempFile(folder, "osdp-", ".received");
        } catch (IOException e) {
            throw new UncheckedIOException("no file can be made in " + folder, e);
        }
    }

    @Override
    public FileTransferStatus write(long offset, Octets part) {
        if (file.isCompletedExceptionally()) {
            return failed();
        }
        int waiting = unwritten.incrementAndGet();
        file = file.thenApplyAsync(path -> append(path, part), writer);
        return waiting > MANY ? SLOWLY : NEXT;
    }

    private Path append(Path path, Octets part) {
        try {
            Files.write(path, part.toArray(), StandardOpenOption.APPEND);
            unwritten.decrementAndGet();
            return path;
        } catch (IOException e) {
            delete(path);
            throw new UncheckedIOException(path + " cannot be written", e);
        }
    }

    @Override
    public FileTransferStatus complete() {
        CompletableFuture<FileTransferStatus> current = result;
        if (current == null) {
            current = file.thenApplyAsync(whole, writer);
            result = current;
        }
        if (current.isCompletedExceptionally()) {
            return failed();
        }
        return current.getNow(WORKING);
    }

    private FileTransferStatus failed() {
        CompletableFuture<?> failure = result == null ? file : result;
        failure.whenComplete((done, cause) -> LOG.warn("a file that a panel sent was not kept", cause));
        return FAILED;
    }

    @Override
    public void discarded() {
        file.thenAcceptAsync(FolderFile::delete, writer);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} is of no use any more and cannot be deleted", path, e);
        }
    }
}
