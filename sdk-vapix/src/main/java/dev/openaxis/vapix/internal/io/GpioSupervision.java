package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.io.LevelUnit;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.Supervision;
import dev.openaxis.vapix.io.SupervisionLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Supervised inputs over the general purpose I/O service: a mode of a port, with levels in millivolts. */
final class GpioSupervision implements SupervisionSource {
    private final GpioWire wire;
    private final CallContext context;

    GpioSupervision(IoSession io, CallContext context) {
        this.wire = new GpioWire(io, context);
        this.context = context;
    }

    @Override
    public CompletableFuture<List<Supervision>> all() {
        return wire.ports()
                .thenApply(all -> all.ports().stream()
                        .filter(GpioPort::supervisable)
                        .map(GpioPort::supervision)
                        .toList());
    }

    @Override
    public CompletableFuture<List<Supervision>> supervised() {
        return all().thenApply(
                        found -> found.stream().filter(Supervision::supervised).toList());
    }

    @Override
    public CompletableFuture<Supervision> supervised(PortId port) {
        return wire.port(port).thenApply(GpioPort::supervision);
    }

    @Override
    public CompletableFuture<List<SupervisedRange>> ranges(PortId port) {
        return wire.port(port).thenApply(GpioPort::ranges);
    }

    @Override
    public CompletableFuture<SupervisionLimits> limits(PortId port) {
        return wire.port(port).thenApply(GpioPort::limits);
    }

    @Override
    public CompletableFuture<Void> set(PortId id, List<SupervisedRange> ranges) {
        return wire.port(id).thenCompose(port -> {
            requireSupervisable(port);
            Map<String, Object> change = new LinkedHashMap<>();
            if (!ranges.isEmpty()) {
                requireFits(port, ranges);
                change.put("CurrentMode", GpioPort.SUPERVISED_INPUT);
                change.put(GpioPort.SUPERVISED_INPUT, Map.of("Triggers", triggers(ranges)));
            } else if (port.supervised()) {
                change.put("CurrentMode", GpioPort.DIGITAL_INPUT);
            }
            return change.isEmpty() ? CompletableFuture.completedFuture(null) : wire.set(Map.of(id, change));
        });
    }

    /** Setting the mode would turn an output into an input, with whatever hangs on it. */
    private void requireSupervisable(GpioPort port) {
        if (!port.supervisable()) {
            throw new WrongPortException(context.failure(port.id() + " cannot be supervised"));
        }
        if (port.direction() != Port.Direction.INPUT) {
            throw new WrongPortException(context.failure(port.id() + " is no input at the moment")
                    .advice("Make it one first, with io().configure(...)"));
        }
    }

    private void requireFits(GpioPort port, List<SupervisedRange> ranges) {
        SupervisionLimits limits = port.limits();
        boolean tooMany = ranges.size() > limits.ranges().orElse(Integer.MAX_VALUE);
        boolean outside = ranges.stream()
                .anyMatch(range -> range.lowest() < limits.lowest().orElse(0)
                        || above(range) > limits.highest().orElse(Integer.MAX_VALUE));
        if (tooMany || outside) {
            throw new WrongPortException(context.failure(
                    port.id() + " does not take these ranges: " + ranges + "; its limits are " + limits));
        }
    }

    private static List<Map<String, String>> triggers(List<SupervisedRange> ranges) {
        return ranges.stream()
                .map(range -> {
                    Map<String, String> trigger = new LinkedHashMap<>();
                    trigger.put("State", range.state().name().toLowerCase(Locale.ROOT));
                    trigger.put("LowerLimit", Integer.toString(range.lowest()));
                    trigger.put("UpperLimit", Long.toString(above(range)));
                    return trigger;
                })
                .toList();
    }

    /** The service's upper limit is the first level that does not belong to the range. */
    private static long above(SupervisedRange range) {
        return range.highest() + 1L;
    }

    @Override
    public LevelUnit unit() {
        return LevelUnit.MILLIVOLTS;
    }

    @Override
    public String api() {
        return GpioWire.API.prefix();
    }

    @Override
    public String path() {
        return GpioWire.API.path();
    }
}
