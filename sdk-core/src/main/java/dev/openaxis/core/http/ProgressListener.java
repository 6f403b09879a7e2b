package dev.openaxis.core.http;

/**
 * Hears how far a body is. Called on the callback executor, one call at a time and at most ten a second, and once more
 * when the last byte is through. It may block: the transfer does not wait for it.
 */
public interface ProgressListener {

    /**
     * So much of the body is through. A byte that was sent is one the socket has taken, which the device may not have read
     * yet.
     *
     * @param bytes bytes of the body so far; never less than in the call before
     * @param total bytes of the whole body, or -1 if the device does not tell
     */
    void onProgress(long bytes, long total);
}
