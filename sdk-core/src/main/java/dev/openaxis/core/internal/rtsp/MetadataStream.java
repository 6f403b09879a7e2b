package dev.openaxis.core.internal.rtsp;

import java.time.Instant;

/** An open metadata stream. It is kept alive by the SDK; a silent device is taken for dead. */
public interface MetadataStream {
    /** The last moment at which the device was certainly there. */
    Instant lastProof();

    /** Ends the stream. */
    void close();
}
