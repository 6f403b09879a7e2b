package dev.openaxis.osdp.peripheral;

/** What a device counted since it was made. Each value is current; any thread may ask. */
public interface PeripheralCounts {

    /**
     * Commands that were really carried out: not those refused, put off or answered again from memory.
     *
     * @param code a code of {@link dev.openaxis.osdp.message.CommandCode}, 0 to 255
     * @return how many
     */
    long carriedOut(int code);

    /**
     * Commands that arrived again as they were and got the same reply again.
     *
     * @return how many
     */
    long repeated();

    /**
     * Frames for this device that could be used, repeated ones too.
     *
     * @return how many
     */
    long received();

    /**
     * Frames sent.
     *
     * @return how many
     */
    long sent();

    /**
     * Frames of others, and for others.
     *
     * @return how many
     */
    long skipped();

    /**
     * Sessions begun.
     *
     * @return how many
     */
    long sessions();

    /**
     * What was wrong.
     *
     * @param fault which
     * @return how often
     */
    long faults(PeripheralFault fault);
}
