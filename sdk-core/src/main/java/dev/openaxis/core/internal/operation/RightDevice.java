package dev.openaxis.core.internal.operation;

import java.util.concurrent.CompletableFuture;

/** Tells whether what answers at an address is the device that is meant. */
public interface RightDevice {
    /**
     * Asks the device who it is, without logging in, unless that is known.
     *
     * @return completes when it is the right device, and fails otherwise
     */
    CompletableFuture<Void> proven(CallContext context);
}
