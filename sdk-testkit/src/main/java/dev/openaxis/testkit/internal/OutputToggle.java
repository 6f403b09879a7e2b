package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.RuleVariant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The actions {@code fixed.io.toggle} and {@code unlimited.io.toggle}, reference 04 section 4.6 (documented): a port, a
 * state, and how long; afterwards the opposite. That {@code high} is the active state is inference.
 */
final class OutputToggle {
    static final String FIXED = "com.axis.action.fixed.io.toggle";
    static final String UNLIMITED = "com.axis.action.unlimited.io.toggle";

    private final DeviceCore device;

    OutputToggle(DeviceCore device) {
        this.device = device;
    }

    /** Drives the output; false if that cannot be done. */
    boolean start(ActionConfiguration action) {
        Port port = port(action);
        String state = action.parameter("state");
        String duration = action.template().equals(FIXED) ? action.parameter("duration") : "0";
        if (port == null || !state.matches("high|low") || !duration.matches("[0-9]{1,6}")) {
            return false;
        }
        boolean high = state.equals("high");
        int millis = Integer.parseInt(duration) * 1000;
        if (millis == 0) {
            set(port, high);
            device.actions().writtenByOthers(port);
        } else {
            device.actions()
                    .run(
                            port.index(),
                            value -> set(port, value),
                            List.of(new ActionGrammar.Step(high, millis), new ActionGrammar.Step(!high, 0)),
                            () -> {});
        }
        return true;
    }

    /** The rule of an unlimited action is over. */
    void stop(ActionConfiguration action) {
        Port port = port(action);
        if (port != null && action.template().equals(UNLIMITED)) {
            set(port, !action.parameter("state").equals("high"));
            device.actions().writtenByOthers(port);
        }
    }

    private @Nullable Port port(ActionConfiguration action) {
        Port port = device.board().find(action.parameter("port"));
        return port != null && port.isOutput() && port.takesOrders() ? port : null;
    }

    private void set(Port port, boolean high) {
        if (device.config().is(RuleVariant.HIGH_IS_CLOSED_CIRCUIT)) {
            device.board().drive(port, high);
        } else {
            device.board().activate(port, high);
        }
    }
}
