package dev.openaxis.core.live;

/** A subscriber's tie to a stream. After {@link #close} returns, no further item is handed over. */
public interface Subscription extends AutoCloseable {

    /**
     * Whether items still come, now or when the device can be heard again: this says nothing about the connection, of which
     * {@link LiveListener#onInterrupted} tells.
     *
     * @return {@code false} after closing, or after the stream ended for good
     */
    boolean active();

    /** Ends the subscription. An item being delivered at this moment may still finish. */
    @Override
    void close();
}
