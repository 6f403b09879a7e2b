package dev.openaxis.osdp.message;

/**
 * Ends what is running, with the code it had before v2.1.7 (no data). Panels send {@link Abort}.
 */
public record LegacyAbort() implements Command {
    @Override
    public int code() {
        return CommandCode.ABORT_OLD;
    }
}
