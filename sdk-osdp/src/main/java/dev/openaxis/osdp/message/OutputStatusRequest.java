package dev.openaxis.osdp.message;

/**
 * Asks for all outputs (OSDP v2.2, OSTAT; no data); answered by {@link OutputStatus}.
 */
public record OutputStatusRequest() implements Command {
    @Override
    public int code() {
        return CommandCode.OSTAT;
    }
}
