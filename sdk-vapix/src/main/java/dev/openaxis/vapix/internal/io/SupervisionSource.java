package dev.openaxis.vapix.internal.io;

import dev.openaxis.vapix.io.LevelUnit;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.Supervision;
import dev.openaxis.vapix.io.SupervisionLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where a device's supervised inputs are read and set up: one of its APIs. */
interface SupervisionSource {

    /** Every input that can be supervised. */
    CompletableFuture<List<Supervision>> all();

    /** Every input that is supervised at the moment. */
    CompletableFuture<List<Supervision>> supervised();

    /** One port, which the device must have. */
    CompletableFuture<Supervision> supervised(PortId port);

    /** Which levels mean what at a port. */
    CompletableFuture<List<SupervisedRange>> ranges(PortId port);

    /** Which ranges a port takes. */
    CompletableFuture<SupervisionLimits> limits(PortId port);

    /** Supervises a port, or with no ranges ends it. */
    CompletableFuture<Void> set(PortId port, List<SupervisedRange> ranges);

    /** What its levels are counted in. */
    LevelUnit unit();

    /** The API's name in errors. */
    String api();

    /** Path of the API, for errors. */
    String path();
}
