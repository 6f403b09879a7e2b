package dev.openaxis.osdp.message;

/**
 * Gives the device another address and baud rate (OSDP v2.2, COMSET; 5 bytes); answered by {@link CommunicationReport}
 * at the old ones.
 *
 * @param settings what the device shall use
 */
public record CommunicationChange(CommunicationSettings settings) implements Command {
    @Override
    public int code() {
        return CommandCode.COMSET;
    }
}
