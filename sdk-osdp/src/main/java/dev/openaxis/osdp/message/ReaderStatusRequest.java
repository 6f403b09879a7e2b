package dev.openaxis.osdp.message;

/**
 * Asks for all attached readers (OSDP v2.2, RSTAT; no data); answered by {@link ReaderStatus}.
 */
public record ReaderStatusRequest() implements Command {
    @Override
    public int code() {
        return CommandCode.RSTAT;
    }
}
