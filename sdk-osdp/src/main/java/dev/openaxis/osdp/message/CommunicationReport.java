package dev.openaxis.osdp.message;

/**
 * What the device uses from now on (OSDP v2.2, COM; 5 bytes); it may be what it had.
 *
 * @param settings address and baud rate
 */
public record CommunicationReport(CommunicationSettings settings) implements Reply {
    @Override
    public int code() {
        return ReplyCode.COM;
    }
}
