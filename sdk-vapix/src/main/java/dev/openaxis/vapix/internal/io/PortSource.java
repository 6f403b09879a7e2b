package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortSettings;
import java.util.concurrent.CompletableFuture;

/** Where a device's ports are listed and set up: one of its APIs. Ids, directions and configurability mean the same in all. */
interface PortSource {

    /** Reads all ports with their states. */
    CompletableFuture<PortList> read(IoSession io, CallContext context, DeviceInfo info);

    /**
     * The one read that tells which ports there are and their normal states; it also proves a connection before an action.
     */
    HttpRequest proof(IoSession io, CallContext context);

    /** The ports in the answer to {@link #proof}. Their circuits may be unknown: what is certain is which ports they are. */
    PortList proven(IoSession io, CallContext context, DeviceInfo info, HttpResponse answer);

    /** Changes settings of a port that was read just before. */
    CompletableFuture<Void> configure(IoSession io, CallContext context, Port port, PortSettings settings);

    /** Path of what sets ports up, for errors. */
    String path();

    /** Where supervised inputs are read and set up on a device that tells its ports here. */
    default SupervisionSource supervision(IoSession io, CallContext context) {
        return new SupervisionWire(io, context);
    }
}
