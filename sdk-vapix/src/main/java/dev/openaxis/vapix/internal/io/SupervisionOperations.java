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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The operations on supervised inputs. */
public final class SupervisionOperations {
    private SupervisionOperations() {}

    private static Operation.Description described(String name, Effect effect) {
        return Operation.named("io.supervision." + name, JsonCgi.SUPERVISED_IO.id(), effect)
                .role(Role.OPERATOR, "VAPIX supervised-io");
    }

    /** Every port that can be supervised. */
    public static Operation<List<Supervision>> list(IoSession io) {
        return described("list", Effect.READ).steps(context -> {
            SupervisionWire wire = new SupervisionWire(io, context);
            return wire.supervisable()
                    .thenCompose(ports -> ports.isEmpty()
                            ? CompletableFuture.completedFuture(List.<Supervision>of())
                            : wire.supervised(ports))
                    .thenApply(found -> found.stream()
                            .sorted(Comparator.comparing(one -> one.port().index()))
                            .toList());
        });
    }

    /** One port. */
    public static Operation<Supervision> read(IoSession io, PortId port) {
        return described("read", Effect.READ).steps(context -> new SupervisionWire(io, context).supervised(port));
    }

    /** Which levels mean what. */
    public static Operation<List<SupervisedRange>> ranges(IoSession io, PortId port) {
        return described("ranges", Effect.READ).steps(context -> new SupervisionWire(io, context).ranges(port));
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
        return described(name, Effect.CONFIGURE).steps(context -> {
            SupervisionWire wire = new SupervisionWire(io, context);
            return PortWire.read(io, context)
                    .thenCompose(ports -> {
                        io.requireSeen(context, ports);
                        ports.require(context, port);
                        return ranges.apply(context);
                    })
                    .thenCompose(wanted -> (wanted.isEmpty()
                                    ? wire.set(port, wanted, Map.of())
                                    : wire.words(port).thenCompose(words -> wire.set(port, wanted, words)))
                            .thenCompose(set -> wire.supervised(port))
                            .thenApply(now -> requireDone(context, now, !wanted.isEmpty())));
        });
    }

    private static Supervision requireDone(CallContext context, Supervision now, boolean wanted) {
        if (now.supervised() != wanted) {
            throw new RefusedException(
                    context.failure("the device took the setting, and then told that " + now.port() + " is "
                                    + (now.supervised() ? "" : "not ") + "supervised")
                            .effect(AppliedEffect.POSSIBLE),
                    JsonCgi.SUPERVISED_IO.path(),
                    0,
                    "",
                    Map.of());
        }
        return now;
    }
}
