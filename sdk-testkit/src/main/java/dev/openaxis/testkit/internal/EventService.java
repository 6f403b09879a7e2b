package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventVariant;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.SoapVariant;
import org.jspecify.annotations.Nullable;

/**
 * The event service, reference 04 sections 2.1 and 4.2: {@code GetEventInstances} (recorded) and
 * {@code ChangeVirtualInputState} (observed), whose faults are not found.
 */
final class EventService implements SoapService {
    private final DeviceConfig config;
    private final VirtualInputs inputs;
    private final EventDeclarations declarations;

    EventService(DeviceCore device) {
        this.config = device.config();
        this.inputs = device.virtualInputs();
        this.declarations = new EventDeclarations(device);
    }

    @Override
    public String prefix() {
        return "aev";
    }

    @Override
    public String namespace() {
        return "http://www.axis.com/vapix/ws/event1";
    }

    /** Needed roles are not documented. */
    @Override
    public @Nullable SoapOperation operation(String name) {
        return switch (name) {
            case "GetEventInstances" ->
                new SoapOperation(
                        config.is(EventVariant.DECLARATIONS_NEED_ADMIN) ? SimulatedRole.ADMIN : SimulatedRole.VIEWER,
                        (request, reply) -> declare(reply));
            case "ChangeVirtualInputState" ->
                SoapOperation.prompt(
                        config.is(SoapVariant.VIRTUAL_INPUT_NEEDS_ADMIN) ? SimulatedRole.ADMIN : SimulatedRole.OPERATOR,
                        (request, carrier) -> change(request));
            default -> null;
        };
    }

    private void declare(SoapReply reply) {
        String recorded = declarations.recorded();
        if (recorded == null) {
            reply.content(declarations.composed());
        } else {
            reply.recorded(recorded);
        }
    }

    private String change(SoapElement request) {
        String port = request.required("port");
        boolean active = booleanOf(request.required("active"));
        VirtualInput input = port.matches("[0-9]{1,9}") ? inputs.find(Integer.parseInt(port)) : null;
        if (input == null) {
            throw ServiceFault.invalidValue(null, "There is no such virtual input");
        }
        boolean changed = inputs.set(input, active);
        return config.is(EventVariant.STATE_CHANGED_NOT_TOLD)
                ? ""
                : SoapEnvelope.element("aev:stateChanged", Boolean.toString(changed));
    }

    /** A boolean of XML Schema. */
    static boolean booleanOf(String text) {
        return switch (text) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw ServiceFault.invalidArgs("Validation constraint violation: not a boolean");
        };
    }
}
