package dev.openaxis.osdp.internal.keys;

import dev.openaxis.osdp.internal.file.OwnersOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that is always whole and has one writer: written beside itself, put on the disk, renamed, and the name put on the
 * disk. While it is open, a locked file beside it keeps other programs out; the operating system frees it if we die.
 */
public final class DurableFile implements AutoCloseable {
    private static final String FRESH = ".new";
    private static final String LOCK = ".lock";

    private final Path file;
    private final Disk disk;
    private final FileChannel channel;

    private DurableFile(Path file, Disk disk, FileChannel channel) {
        this.file = file;
        this.disk = disk;
        this.channel = channel;
    }

    /** What tells that a file was replaced or changed. */
    public record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    /** Somebody else has the file open. */
    public static final class InUseException extends IOException {
        private static final long serialVersionUID = 1L;

        InUseException() {
            super("somebody else has it open");
        }
    }

    /** The new contents are in place, but may be gone after a power cut. */
    public static final class PerhapsException extends IOException {
        private static final long serialVersionUID = 1L;

        PerhapsException(IOException cause) {
            super("the file is in place, but perhaps not on the disk", cause);
        }
    }

    /**
     * Locks a file, which need not exist.
     *
     * @throws InUseException if somebody else has it
     */
    public static DurableFile open(Path file) throws IOException {
        return open(file, new SystemDisk());
    }

    /**
     * Locks a file on another disk than the system's.
     *
     * @throws InUseException if somebody else has it
     */
    public static DurableFile open(Path named, Disk disk) throws IOException {
        // A link stays a link: what it leads to is replaced.
        Path absolute = named.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null || absolute.getFileName() == null) {
            throw new IOException("not a file");
        }
        Path file = Files.exists(absolute)
                ? absolute.toRealPath()
                : folder.toRealPath().resolve(absolute.getFileName());
        Path lock = beside(file, LOCK);
        FileChannel channel = FileChannel.open(
                lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnersOnly.attributes(lock));
        try {
            FileLock held = channel.tryLock();
            if (held == null) {
                throw new InUseException();
            }
            return new DurableFile(file, disk, channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new InUseException();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /** Whether there is such a file. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** What tells this state of the file from others. */
    public Stamp stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    /** All of it, or nothing if it is larger than that. */
    public byte @Nullable [] read(long largest) throws IOException {
        return Files.size(file) > largest ? null : Files.readAllBytes(file);
    }

    /**
     * Replaces what is in it. When this returns, it is on the disk.
     *
     * @throws PerhapsException if it was replaced, and may not be on the disk
     * @throws IOException if nothing has changed
     */
    public void replace(byte[] bytes) throws IOException {
        Path fresh = beside(file, FRESH);
        disk.write(fresh, bytes);
        disk.sync(fresh);
        disk.rename(fresh, file);
        try {
            Path folder = file.getParent();
            if (folder != null) {
                disk.syncFolder(folder);
            }
        } catch (IOException e) {
            throw new PerhapsException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
