package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortApi;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Ports over the general purpose I/O service (VAPIX input-and-outputs; A9161 and A9188). It tells relays from other outputs
 * itself. Outputs are driven over {@code port.cgi} all the same, which carries the polarity and needs a viewer only.
 */
final class GpioPorts implements PortSource {

    @Override
    public CompletableFuture<PortList> read(IoSession io, CallContext context, DeviceInfo info) {
        GpioWire wire = new GpioWire(io, context);
        return wire.ports().thenApply(all -> list(io, info, wire, all));
    }

    @Override
    public HttpRequest proof(IoSession io, CallContext context) {
        return new GpioWire(io, context).listing();
    }

    @Override
    public PortList proven(IoSession io, CallContext context, DeviceInfo info, HttpResponse answer) {
        GpioWire wire = new GpioWire(io, context);
        GpioWire.Page page = wire.page(answer);
        if (!page.next().isEmpty()) {
            throw new UnverifiedMappingException(context.failure(
                            "the device tells its ports in several answers, so one look just before the action does not prove them")
                    .advice("Try again while nothing else is waiting for the device"));
        }
        return list(io, info, wire, page);
    }

    private static PortList list(IoSession io, DeviceInfo info, GpioWire wire, GpioWire.Page page) {
        return ToldPort.list(
                io,
                info,
                PortApi.GENERAL_PURPOSE_IO,
                page.ports().stream().map(port -> port.told(wire::forgive)).toList(),
                page.all());
    }

    /**
     * Sends what changes. The properties of a direction go out whole, as it is not documented whether a part of them leaves
     * the rest alone; a supervised input stays one as long as it stays an input.
     */
    @Override
    public CompletableFuture<Void> configure(IoSession io, CallContext context, Port port, PortSettings settings) {
        GpioWire wire = new GpioWire(io, context);
        PortId id = port.id();
        return wire.port(id).thenCompose(now -> {
            Map<String, Object> change = change(context, now, settings);
            return change.isEmpty() ? CompletableFuture.completedFuture(null) : wire.set(Map.of(id, change));
        });
    }

    private static Map<String, Object> change(CallContext context, GpioPort now, PortSettings settings) {
        Port.Direction way = settings.direction().orElse(now.direction());
        Map<String, Object> change = new LinkedHashMap<>();
        settings.usage().ifPresent(usage -> change.put("PortUsage", usage));
        if (way != now.direction()) {
            change.put(
                    "CurrentMode",
                    now.modeFor(way)
                            .orElseThrow(() -> new WrongPortException(context.failure(
                                    now.id() + " cannot be an " + way.name().toLowerCase(Locale.ROOT)))));
        }
        if (settings.name().isPresent() || settings.normal().isPresent()) {
            if (way == Port.Direction.UNKNOWN) {
                throw new WrongPortException(context.failure("the device does not tell the direction of " + now.id()));
            }
            change.put(
                    way == Port.Direction.INPUT ? "InputProperties" : "OutputProperties",
                    properties(now.side(way), settings));
        }
        return change;
    }

    private static Map<String, Object> properties(GpioPort.Side side, PortSettings settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        settings.name().or(side::name).ifPresent(name -> properties.put("NiceName", name));
        // The service names the circuit's state of the active port, which is the other one.
        Optional.of(settings.normal().map(ToldPort::opposite).orElse(side.activeState()))
                .filter(state -> state != CircuitState.UNKNOWN)
                .ifPresent(state -> properties.put("ActiveState", state.name().toLowerCase(Locale.ROOT)));
        return properties;
    }

    @Override
    public String path() {
        return GpioWire.API.path();
    }

    @Override
    public SupervisionSource supervision(IoSession io, CallContext context) {
        return new GpioSupervision(io, context);
    }
}
