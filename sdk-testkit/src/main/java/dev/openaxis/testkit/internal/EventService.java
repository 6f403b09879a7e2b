package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventVariant;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.SoapVariant;
import org.jspecify.annotations.Nullable;

/**
 * The event service, reference 04 sections 2.1, 4.2 and 4.8: {@code GetEventInstances} (recorded),
 * {@code ChangeVirtualInputState} (observed) and schedules (documented). Faults are not found.
 */
final class EventService implements SoapService {
    private final DeviceConfig config;
    private final VirtualInputs inputs;
    private final EventDeclarations declarations;
    private final Schedules schedules;

    EventService(DeviceCore device) {
        this.config = device.config();
        this.inputs = device.virtualInputs();
        this.declarations = new EventDeclarations(device);
        this.schedules = device.schedules();
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
            case "GetScheduledEvents" -> ofRules((request, carrier) -> scheduled(request));
            case "AddScheduledEvent" -> ofRules((request, carrier) -> schedule(request));
            case "RemoveScheduledEvent" -> ofRules((request, carrier) -> unschedule(request));
            default -> null;
        };
    }

    /** Schedules serve rules: they are taken to need the same role. */
    private SoapOperation ofRules(SoapOperation.PromptWork work) {
        return SoapOperation.prompt(ActionService.roleOf(config), work);
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

    private String scheduled(SoapElement request) {
        SoapElement filter = request.child("ScheduleFilter");
        String type = filter == null ? "" : filter.required("ScheduleType");
        if (filter != null && !type.equals("Interval") && !type.equals("Pulse")) {
            throw ServiceFault.invalidArgs("Validation constraint violation: ScheduleType");
        }
        String element =
                config.is(EventVariant.SCHEDULES_NAMED_AS_NEW) ? "aev:NewScheduledEvent" : "aev:ScheduledEvent";
        StringBuilder list = new StringBuilder();
        schedules.listed().forEach((id, schedule) -> {
            if (type.isEmpty() || type.equals(schedule.isPulse() ? "Pulse" : "Interval")) {
                list.append(schedule.written(element, id));
            }
        });
        return SoapEnvelope.element("aev:ScheduledEvents", list.toString());
    }

    private String schedule(SoapElement request) {
        SoapElement wanted = request.needed("NewScheduledEvent");
        SoapElement id = wanted.child("EventID");
        String added = schedules.add(id == null || id.text().isEmpty() ? null : id.text(), Schedule.read(wanted));
        if (added == null) {
            throw ServiceFault.invalidValue(null, "There is a schedule of this id");
        }
        return SoapEnvelope.element("aev:EventID", SoapEnvelope.escaped(added));
    }

    private String unschedule(SoapElement request) {
        if (!schedules.remove(request.required("EventID"))) {
            throw ServiceFault.invalidValue(null, "There is no schedule of this id");
        }
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
