package dev.openaxis.osdp.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.FileTransferStatus;
import java.time.Duration;

/**
 * A file that arrives. Its parts come in order, each once, however often the panel sends them. Called on the line's loop while
 * the panel waits, so it must not block: a device that needs longer says so and is asked again.
 */
public interface IncomingFile {
    /** The part was taken; the panel may poll between the parts. */
    FileTransferStatus NEXT = new FileTransferStatus(1, Duration.ZERO, FileTransferStatus.OK, 0);

    /** The file was processed. */
    FileTransferStatus PROCESSED = new FileTransferStatus(0, Duration.ZERO, FileTransferStatus.PROCESSED, 0);

    /** The device restarts with it; the link is lost for that time. */
    FileTransferStatus REBOOTING = new FileTransferStatus(0, Duration.ZERO, FileTransferStatus.REBOOTING, 0);

    /**
     * The next part.
     *
     * @param offset where it begins, 0 to 4294967295
     * @param part its bytes, 1 or more
     * @return what the panel is told: {@link #NEXT}; another with a pause, or a smaller size for the parts to come; with a
     *     status of processed or restarting if the rest is not needed; negative to end the transfer. That a report is
     *     waiting is added by the device. The status for the last part is told by {@link #complete} instead, if this one
     *     is {@link FileTransferStatus#OK}
     */
    FileTransferStatus write(long offset, Octets part);

    /**
     * All parts are there. Called again each time the panel asks, as long as the status is
     * {@link FileTransferStatus#FINISHING}.
     *
     * @return {@link #PROCESSED}, {@link #REBOOTING}, {@link FileTransferStatus#FINISHING} with a pause, or negative
     */
    FileTransferStatus complete();

    /** The file will not be completed: the panel ended it, began anew, or is gone. What came is of no use. */
    void discarded();
}
