package dev.openaxis.osdp.internal.peripheral;

import java.nio.ByteBuffer;

/** The line a device is on. */
public interface Surroundings {
    /**
     * Sends a frame with its mark.
     *
     * @param bytes read to the limit before this returns
     */
    void send(ByteBuffer bytes);

    /**
     * Sets another rate, from the next byte on.
     *
     * @param bitsPerSecond one of the standard's rates
     */
    void changeBaudRate(int bitsPerSecond);
}
