package dev.openaxis.osdp.message;

/**
 * Done, or nothing to report (OSDP v2.2, ACK; no data).
 */
public record Ack() implements Reply {
    @Override
    public int code() {
        return ReplyCode.ACK;
    }
}
