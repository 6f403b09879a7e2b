package dev.openaxis.osdp.message;

import java.util.List;

/**
 * All attached readers (OSDP v2.2, RSTATR; 1 byte each).
 *
 * @param readers the first is reader 0
 */
public record ReaderStatus(List<ReaderState> readers) implements Reply {
    /** Refuses what the wire cannot carry. */
    public ReaderStatus {
        readers = List.copyOf(readers);
    }

    @Override
    public int code() {
        return ReplyCode.RSTATR;
    }
}
