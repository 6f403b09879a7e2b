package dev.openaxis.osdp.internal.keys;

import java.io.IOException;
import java.nio.file.Path;

/** The operations that make a file durable, each of which a power cut may fall on. */
public interface Disk {
    /** Makes a file that only its owner can read, in place of a leftover of that name. */
    void write(Path file, byte[] bytes) throws IOException;

    /** Returns when what was written is on the disk. */
    void sync(Path file) throws IOException;

    /** Puts a file in the place of another, at once. */
    void rename(Path from, Path to) throws IOException;

    /** Returns when the names in a folder are on the disk. */
    void syncFolder(Path folder) throws IOException;
}
