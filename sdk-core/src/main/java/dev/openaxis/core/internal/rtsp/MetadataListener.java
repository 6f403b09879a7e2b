package dev.openaxis.core.internal.rtsp;

import dev.openaxis.core.AxisException;

/** Hears what arrives on a metadata stream, one call at a time, on the event loop: must not block. */
public interface MetadataListener {
    /** A complete document, as text. */
    void onDocument(String document);

    /** The stream is over, and not because this side closed it; called once, and only after it was open. */
    void onLost(AxisException cause);
}
