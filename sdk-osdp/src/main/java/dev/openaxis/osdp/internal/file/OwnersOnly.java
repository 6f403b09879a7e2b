package dev.openaxis.osdp.internal.file;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owners read and write. */
public final class OwnersOnly {
    private static final String READ_AND_WRITE = "rw-------";

    private OwnersOnly() {}

    /** How to make such a file; nothing where the file system knows no owners. */
    public static FileAttribute<?>[] attributes(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(READ_AND_WRITE))
                }
                : new FileAttribute<?>[0];
    }

    /** Whether the file system knows owners. */
    public static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
