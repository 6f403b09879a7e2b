package dev.openaxis.osdp.message;

/**
 * Not now, ask again (OSDP v2.2, BUSY; no data). It is always sent in clear with sequence number 0.
 */
public record Busy() implements Reply {
    @Override
    public int code() {
        return ReplyCode.BUSY;
    }
}
