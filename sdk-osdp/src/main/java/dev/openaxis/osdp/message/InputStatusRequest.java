package dev.openaxis.osdp.message;

/**
 * Asks for all inputs (OSDP v2.2, ISTAT; no data); answered by {@link InputStatus}.
 */
public record InputStatusRequest() implements Command {
    @Override
    public int code() {
        return CommandCode.ISTAT;
    }
}
