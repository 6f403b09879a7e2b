package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code port.cgi}, reference 02 section 2 (documented): ids count from 1, a viewer may do everything, {@code action}
 * included.
 */
final class PortCgi implements Endpoint {
    static final String PATH = "/axis-cgi/io/port.cgi";

    private final DeviceCore device;
    private final DeviceConfig config;

    PortCgi(DeviceCore device) {
        this.device = device;
        this.config = device.config();
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.VIEWER;
    }

    /** One argument per request; of several only the first of this list is answered (not described anywhere). */
    @Override
    public void handle(Exchange exchange) {
        Incoming request = exchange.request();
        String action = request.argument("action");
        String check = request.argument("check");
        String active = request.argument("checkactive");
        String direction = request.argument("checkdirection");
        String monitor = request.argument("monitor");
        if (action != null) {
            act(exchange, action);
        } else if (check != null) {
            exchange.answer(lines(check, port -> port.closed() ? "1" : "0"));
        } else if (active != null) {
            exchange.answer(lines(active, port -> port.active() ? "active" : "inactive"));
        } else if (direction != null) {
            // Inference: the same line form as the other two.
            exchange.answer(lines(direction, port -> port.direction().wire()));
        } else if (monitor != null) {
            watch(exchange, monitor);
        } else {
            exchange.answer(wrong());
        }
    }

    private Answer lines(String ids, Function<Port, String> state) {
        List<String> lines = new ArrayList<>();
        for (String id : ids.split(",", -1)) {
            Port port = port(id);
            if (port == null) {
                return wrong();
            }
            lines.add((config.is(Variant.PORT_CGI_BARE_IDS) ? "" : "port") + id + "=" + state.apply(port));
        }
        return TextLines.of(config, lines);
    }

    /** Inputs and outputs must be monitored in separate requests (documented). */
    private void watch(Exchange exchange, String ids) {
        Set<Port> ports = new LinkedHashSet<>();
        for (String id : ids.split(",", -1)) {
            Port port = port(id);
            if (port == null) {
                exchange.answer(wrong());
                return;
            }
            ports.add(port);
        }
        long outputs = ports.stream().filter(Port::isOutput).count();
        if (outputs != 0 && outputs != ports.size()) {
            exchange.answer(wrong());
        } else {
            device.streams().monitors().watch(exchange, List.copyOf(ports));
        }
    }

    private @Nullable Port port(String oneBased) {
        return oneBased.matches("[1-9][0-9]{0,3}") ? device.board().find(Integer.parseInt(oneBased) - 1) : null;
    }

    private void act(Exchange exchange, String text) {
        ActionGrammar.Action action = ActionGrammar.parse(text);
        Port port = action == null ? null : device.board().find(action.portId() - 1);
        if (action == null || port == null || !port.isOutput() || !port.takesOrders()) {
            exchange.answer(wrong());
            return;
        }
        device.tally().actions.incrementAndGet();
        device.actions()
                .run(
                        port.index(),
                        active -> device.board().activate(port, active),
                        action.steps(),
                        () -> exchange.answer(Answer.text("")));
    }

    private Answer wrong() {
        return wrong(config, PATH);
    }

    /** Error bodies and statuses are not found, reference 02 section 2.1. */
    static Answer wrong(DeviceConfig config, String path) {
        if (config.is(Variant.PORT_CGI_ERROR_400)) {
            return Answer.page(400, "");
        }
        if (config.is(Variant.PORT_CGI_ERROR_404)) {
            return Answer.page(404, path);
        }
        return Answer.text(config.is(Variant.PORT_CGI_ERROR_TEXT) ? "Error: invalid port or action\n" : "");
    }
}
