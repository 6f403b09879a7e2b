package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.SoapVariant;
import org.jspecify.annotations.Nullable;

/**
 * {@code ChangeVirtualInputState} of the event service, reference 02 section 6.2 (observed). Its faults are not found; the
 * other operations of the service are not built.
 */
final class EventService implements SoapService {
    private final VirtualInputs inputs;
    private final SimulatedRole role;

    EventService(DeviceCore device) {
        this.inputs = device.virtualInputs();
        this.role = device.config().is(SoapVariant.VIRTUAL_INPUT_NEEDS_ADMIN)
                ? SimulatedRole.ADMIN
                : SimulatedRole.OPERATOR;
    }

    @Override
    public String prefix() {
        return "aev";
    }

    @Override
    public String namespace() {
        return "http://www.axis.com/vapix/ws/event1";
    }

    @Override
    public @Nullable SoapOperation operation(String name) {
        return name.equals("ChangeVirtualInputState")
                ? new SoapOperation(role, (request, carrier) -> change(request))
                : null;
    }

    private String change(SoapElement request) {
        String port = request.required("port");
        boolean active = booleanOf(request.required("active"));
        VirtualInput input = port.matches("[0-9]{1,9}") ? inputs.find(Integer.parseInt(port)) : null;
        if (input == null) {
            throw ServiceFault.invalidValue(null, "There is no such virtual input");
        }
        inputs.set(input, active);
        return "";
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
