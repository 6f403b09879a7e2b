package dev.openaxis.osdp.message;

/**
 * Asks for one report and keeps the link alive (OSDP v2.2, POLL; no data).
 */
public record Poll() implements Command {
    @Override
    public int code() {
        return CommandCode.POLL;
    }
}
