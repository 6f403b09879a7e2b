package dev.openaxis.osdp.panel;

/**
 * A file was sent whole (OSDP v2.2, FILETRANSFER). The protocol has no check sum: the file must carry one itself.
 *
 * @param size bytes
 * @param result what the device says about it
 */
public record FileSent(long size, Result result) {

    /** What a device says about a file. */
    public enum Result {
        /** Its contents were processed. */
        PROCESSED,
        /** It restarts because of them; it will be offline for a while. */
        RESTARTING,
        /** It took every part, and says nothing of the whole. */
        NOT_REPORTED
    }
}
