package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import org.jspecify.annotations.Nullable;

/**
 * {@code io/virtualinput.cgi}, reference 02 section 6.3 (documented for cameras and video encoders): simulates a physical
 * input or the manual trigger. Its errors are not found; they are taken to be those of {@code port.cgi}.
 */
final class InputSimulation implements Endpoint {
    static final String PATH = "/axis-cgi/io/virtualinput.cgi";

    private final DeviceCore device;

    InputSimulation(DeviceCore device) {
        this.device = device;
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.VIEWER;
    }

    /** {@code Properties.IO.ManualTriggerNbr}: usually 6, on an A9188 the number after its last port. */
    static int triggerNumber(DeviceConfig config, PortBoard board) {
        return config.is(Variant.MANUAL_TRIGGER_AFTER_LAST_PORT)
                ? board.all().size() + 1
                : config.model().manualTrigger();
    }

    @Override
    public void handle(Exchange exchange) {
        String text = exchange.request().argument("action");
        ActionGrammar.Action action = text == null ? null : ActionGrammar.parse(text);
        PortActions.Switch target =
                action == null || text == null ? null : target(action.portId(), text.startsWith(":"));
        if (action == null || target == null) {
            exchange.answer(PortCgi.wrong(device.config(), PATH));
            return;
        }
        device.simulations().run(action.portId(), target, action.steps(), () -> exchange.answer(Answer.text("")));
    }

    private PortActions.@Nullable Switch target(int id, boolean omitted) {
        if (!omitted && id == triggerNumber(device.config(), device.board())) {
            return active -> device.virtualInputs().set(device.virtualInputs().trigger(), active);
        }
        Port input = omitted || device.config().is(Variant.SIMULATED_INPUT_COUNTED)
                ? counted(id)
                : device.board().find(id - 1);
        return input == null || input.isOutput()
                ? null
                : active -> device.board().simulate(input, active);
    }

    private @Nullable Port counted(int number) {
        return device.board().all().stream()
                .filter(port -> !port.isOutput())
                .skip(Math.max(number, 1) - 1L)
                .findFirst()
                .orElse(null);
    }
}
