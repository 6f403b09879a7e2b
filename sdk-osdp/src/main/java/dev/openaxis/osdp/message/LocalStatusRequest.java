package dev.openaxis.osdp.message;

/**
 * Asks for tamper and power (OSDP v2.2, LSTAT; no data); answered by {@link LocalStatus}.
 */
public record LocalStatusRequest() implements Command {
    @Override
    public int code() {
        return CommandCode.LSTAT;
    }
}
