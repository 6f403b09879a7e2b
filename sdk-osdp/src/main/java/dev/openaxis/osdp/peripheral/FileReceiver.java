package dev.openaxis.osdp.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/** Takes the files a panel sends (OSDP v2.2, FILETRANSFER). Called on the line's loop; must not block. */
@FunctionalInterface
public interface FileReceiver {

    /**
     * A file begins.
     *
     * @param type what it is for
     * @param size bytes of the whole file, 0 to 4294967295
     * @return where its parts go; none if it is not taken, for example because it is too large
     */
    Optional<IncomingFile> begin(FileType type, long size);

    /**
     * Keeps files in memory.
     *
     * @param largest bytes of the largest file taken, 0 or more; memory for it is taken as it arrives
     * @param whole gets the type and the whole file, and says what the panel is told:
     *     {@link IncomingFile#PROCESSED}, or negative; called on the line's loop, must not block
     * @return the receiver
     */
    static FileReceiver inMemory(int largest, BiFunction<FileType, Octets, FileTransferStatus> whole) {
        return (type, size) ->
                size > largest ? Optional.empty() : Optional.of(new MemoryFile(octets -> whole.apply(type, octets)));
    }

    /**
     * Writes files into a folder, as temporary files; the panel is told to wait while they are written and looked at.
     *
     * @param folder where to; it exists
     * @param largest bytes of the largest file taken, 0 or more
     * @param writer who writes, for example a thread of its own
     * @param whole gets the type and the whole file, which is its own from then on, and says what the panel is told:
     *     {@link IncomingFile#PROCESSED}, {@link IncomingFile#REBOOTING}, or negative; called by the writer and may block
     * @return the receiver
     */
    static FileReceiver inFolder(
            Path folder, long largest, Executor writer, BiFunction<FileType, Path, FileTransferStatus> whole) {
        return (type, size) -> size > largest
                ? Optional.empty()
                : Optional.of(new FolderFile(folder, writer, path -> whole.apply(type, path)));
    }
}
