package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.JsonCgi;
import dev.openaxis.vapix.io.EndOfLineResistors;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.Supervision;
import dev.openaxis.vapix.io.SupervisionLimits;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The operations on supervised inputs. */
public final class SupervisionOperations {
    private SupervisionOperations() {}

    private static Operation.Description described(String name, Effect effect) {
        return Operation.named(
                        "io.supervision." + name, JsonCgi.SUPERVISED_IO.id() + ", " + GpioWire.API.prefix(), effect)
                .role(
                        Role.OPERATOR,
                        effect == Effect.READ
                                ? "VAPIX supervised-io, input-and-outputs"
                                : "VAPIX supervised-io; an administrator where the device has axgpio");
    }

    private static CompletableFuture<SupervisionSource> source(IoSession io, CallContext context) {
        return PortWire.find(io, context).thenApply(ports -> ports.supervision(io, context));
    }

    private static <T> Operation<T> reading(
            IoSession io, String name, Function<SupervisionSource, CompletableFuture<T>> question) {
        return described(name, Effect.READ).steps(context -> source(io, context).thenCompose(question));
    }

    /** Every port that can be supervised. */
    public static Operation<List<Supervision>> list(IoSession io) {
        return reading(io, "list", SupervisionSource::all)
                .map(found -> found.stream()
                        .sorted(Comparator.comparing(one -> one.port().index()))
                        .toList());
    }

    /** One port. */
    public static Operation<Supervision> read(IoSession io, PortId port) {
        return reading(io, "read", source -> source.supervised(port));
    }

    /** Which levels mean what. */
    public static Operation<List<SupervisedRange>> ranges(IoSession io, PortId port) {
        return reading(io, "ranges", source -> source.ranges(port));
    }

    /** Which ranges a port takes. */
    public static Operation<SupervisionLimits> limits(IoSession io, PortId port) {
        return reading(io, "limits", source -> source.limits(port));
    }

    /** Supervises with documented levels. */
    public static Operation<Supervision> supervise(IoSession io, PortId port, EndOfLineResistors resistors) {
        return setting(
                io,
                port,
                "supervise",
                context -> io.session().identity(context).thenApply(identity -> {
                    String model = identity.info().model();
                    return ResistorTable.ranges(model, port, resistors)
                            .orElseThrow(() -> new UnsupportedCapabilityException(
                                    context.failure("no levels are known for " + port + " of an " + model
                                                    + " with these resistors")
                                            .advice("Measure the levels of each state on site, and give the ranges"),
                                    JsonCgi.SUPERVISED_IO.id()));
                }));
    }

    /** Supervises with given levels. */
    public static Operation<Supervision> supervise(IoSession io, PortId port, List<SupervisedRange> ranges) {
        List<SupervisedRange> wanted = List.copyOf(ranges);
        requireDistinct(wanted);
        return setting(io, port, "supervise", context -> CompletableFuture.completedFuture(wanted));
    }

    /** Ends supervision. */
    public static Operation<Supervision> unsupervise(IoSession io, PortId port) {
        return setting(io, port, "unsupervise", context -> CompletableFuture.completedFuture(List.of()));
    }

    private static void requireDistinct(List<SupervisedRange> ranges) {
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("supervision needs ranges of levels");
        }
        for (int i = 0; i < ranges.size(); i++) {
            for (SupervisedRange other : ranges.subList(i + 1, ranges.size())) {
                SupervisedRange one = ranges.get(i);
                if (one.state() == other.state()
                        || one.unit() != other.unit()
                        || (one.lowest() <= other.highest() && other.lowest() <= one.highest())) {
                    throw new IllegalArgumentException("these ranges contradict each other: " + one + ", " + other);
                }
            }
        }
    }

    private static Operation<Supervision> setting(
            IoSession io,
            PortId port,
            String name,
            Function<CallContext, CompletableFuture<List<SupervisedRange>>> ranges) {
        return described(name, Effect.CONFIGURE)
                .steps(context -> PortWire.read(io, context)
                        .thenCompose(ports -> {
                            io.requireSeen(context, ports);
                            ports.require(context, port);
                            return ranges.apply(context);
                        })
                        .thenCompose(wanted -> source(io, context).thenCompose(source -> {
                            requireUnit(context, source, wanted);
                            return source.set(port, wanted)
                                    .thenCompose(set -> source.supervised(port))
                                    .thenApply(now -> requireDone(context, source, now, !wanted.isEmpty()));
                        })));
    }

    /** A number in another unit is another level. */
    private static void requireUnit(CallContext context, SupervisionSource source, List<SupervisedRange> ranges) {
        if (ranges.stream().anyMatch(range -> range.unit() != source.unit())) {
            throw new UnsupportedCapabilityException(
                    context.failure("the device measures in " + source.unit()
                                    + ", and these ranges are in other units: " + ranges)
                            .advice(
                                    "Measure the levels of each state on site, and give the ranges in the device's unit"),
                    source.api());
        }
    }

    private static Supervision requireDone(
            CallContext context, SupervisionSource source, Supervision now, boolean wanted) {
        if (now.supervised() != wanted) {
            throw new RefusedException(
                    context.failure("the device took the setting, and then told that " + now.port() + " is "
                                    + (now.supervised() ? "" : "not ") + "supervised")
                            .effect(AppliedEffect.POSSIBLE),
                    source.path(),
                    0,
                    "",
                    Map.of());
        }
        return now;
    }
}
