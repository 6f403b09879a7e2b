package dev.openaxis.osdp.message;

/**
 * Ends a running multi-part message or file transfer (OSDP v2.2, ABORT; no data).
 */
public record Abort() implements Command {
    @Override
    public int code() {
        return CommandCode.ABORT;
    }
}
