package dev.openaxis.osdp.peripheral;

import dev.openaxis.osdp.message.FileType;
import java.util.Optional;

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
}
