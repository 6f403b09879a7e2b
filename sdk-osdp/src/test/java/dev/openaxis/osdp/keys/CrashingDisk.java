package dev.openaxis.osdp.keys;

import dev.openaxis.osdp.internal.keys.Disk;
import dev.openaxis.osdp.internal.keys.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose power is cut at one operation. What was not synced before may be there or not: {@code lost} says which.
 */
final class CrashingDisk implements Disk {
    /** The power is gone: nothing of the program goes on. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Disk disk = new SystemDisk();
    private final int at;
    private final boolean lost;
    private final boolean fails;
    private int operations;
    private byte @Nullable [] before;

    private CrashingDisk(int at, boolean lost, boolean fails) {
        this.at = at;
        this.lost = lost;
        this.fails = fails;
    }

    static CrashingDisk cutAt(int operation, boolean lost) {
        return new CrashingDisk(operation, lost, false);
    }

    /** The power stays, but one operation does not work. */
    static CrashingDisk failingAt(int operation) {
        return new CrashingDisk(operation, false, true);
    }

    int operations() {
        return operations;
    }

    private boolean isNow() throws IOException {
        boolean now = operations++ == at;
        if (now && fails) {
            throw new IOException("the disk does not work");
        }
        return now;
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        if (isNow()) {
            disk.write(file, Arrays.copyOf(bytes, lost ? 0 : bytes.length / 2));
            throw new PowerCut();
        }
        disk.write(file, bytes);
    }

    @Override
    public void sync(Path file) throws IOException {
        if (isNow()) {
            if (lost) {
                byte[] bytes = Files.readAllBytes(file);
                Arrays.fill(bytes, bytes.length / 3, bytes.length, (byte) 0);
                Files.write(file, bytes);
            }
            throw new PowerCut();
        }
        disk.sync(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        if (isNow()) {
            if (!lost) {
                disk.rename(from, to);
            }
            throw new PowerCut();
        }
        before = Files.exists(to) ? Files.readAllBytes(to) : null;
        disk.rename(from, to);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        if (isNow()) {
            if (lost && before != null) {
                Files.write(folder.resolve("keys.p12"), before);
            }
            throw new PowerCut();
        }
        disk.syncFolder(folder);
    }
}
