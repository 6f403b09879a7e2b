package dev.openaxis.testkit.internal;

import static dev.openaxis.testkit.internal.SoapEnvelope.element;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.SoapVariant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The relay operations of ONVIF's device service, reference 02 section 13. Mode and delay are the parameters
 * {@code Output.Mode} and {@code Output.DelayTime}; a monostable relay returns to idle after the delay. That this concerns
 * {@code SetRelayOutputState} only is inference.
 */
final class OnvifRelays implements SoapService {
    private static final String TOKEN = "RelayOutputToken";

    private final DeviceCore device;
    private final DeviceConfig config;
    private final RelayTokens tokens;
    private final DelayTime delays;

    OnvifRelays(DeviceCore device) {
        this.device = device;
        this.config = device.config();
        this.tokens = new RelayTokens(config);
        this.delays = new DelayTime(config);
    }

    @Override
    public String prefix() {
        return "tds";
    }

    @Override
    public String namespace() {
        return "http://www.onvif.org/ver10/device/wsdl";
    }

    @Override
    public boolean isOnvif() {
        return true;
    }

    /** In ONVIF's default policy READ_MEDIA is any account, ACTUATE an operator. */
    @Override
    public @Nullable SoapOperation operation(String name) {
        SimulatedRole actuate =
                config.is(SoapVariant.ACTUATE_NEEDS_ADMIN) ? SimulatedRole.ADMIN : SimulatedRole.OPERATOR;
        return switch (name) {
            case "GetRelayOutputs" -> SoapOperation.prompt(SimulatedRole.VIEWER, (request, carrier) -> outputs());
            case "SetRelayOutputSettings" -> SoapOperation.prompt(actuate, (request, carrier) -> configure(request));
            case "SetRelayOutputState" -> SoapOperation.prompt(actuate, (request, carrier) -> drive(request));
            default -> null;
        };
    }

    private Map<String, Port> listed() {
        Map<String, Port> outputs = tokens.outputs(device.board());
        if (config.is(SoapVariant.ONLY_RELAYS_LISTED)) {
            outputs.values().removeIf(port -> !port.isRelay());
        }
        return outputs;
    }

    private String outputs() {
        StringBuilder text = new StringBuilder();
        listed().forEach((token, port) -> text.append("<tds:RelayOutputs token=\"" + token + "\">")
                .append(element("tt:Properties", properties(port)))
                .append("</tds:RelayOutputs>"));
        return text.toString();
    }

    private String properties(Port port) {
        return element("tt:Mode", isMonostable(port) ? "Monostable" : "Bistable")
                + element("tt:DelayTime", delays.written(port))
                + element("tt:IdleState", port.normallyClosed() ? "closed" : "open");
    }

    private boolean isMonostable(Port port) {
        return PortParameters.setting(config, port, PortParameters.MODE).equals("monostable");
    }

    private Port port(SoapElement request) {
        Port port = listed().get(request.required(TOKEN));
        if (port == null || !port.takesOrders()) {
            throw ServiceFault.invalidValue("RelayToken", "Unknown relay token reference");
        }
        return port;
    }

    private String configure(SoapElement request) {
        Port port = port(request);
        SoapElement properties = request.child("Properties");
        if (properties == null) {
            throw ServiceFault.invalidArgs(
                    "Validation constraint violation: occurrence violation in element Properties");
        }
        String mode = properties.required("Mode");
        String idle = properties.required("IdleState");
        int seconds = delays.seconds(properties.required("DelayTime"));
        if (!mode.equals("Bistable") && !mode.equals("Monostable")) {
            throw DelayTime.modeError("There is no such mode");
        }
        if (!idle.equals("open") && !idle.equals("closed")) {
            throw ServiceFault.invalidArgs("Validation constraint violation: IdleState");
        }
        port.settings().put(PortParameters.MODE, mode.equals("Monostable") ? "monostable" : "bistable");
        port.settings().put(PortParameters.DELAY, Integer.toString(seconds));
        new PortSetup(device).idleClosed(port, Direction.OUTPUT, idle.equals("closed"));
        device.portsConfigured();
        return "";
    }

    private String drive(SoapElement request) {
        Port port = port(request);
        String state = request.required("LogicalState");
        if (!state.equals("active") && !state.equals("inactive")) {
            throw ServiceFault.invalidArgs("Validation constraint violation: LogicalState");
        }
        device.tally().actions.incrementAndGet();
        if (state.equals("active") && isMonostable(port)) {
            int millis = delays.seconds(port) * 1000;
            device.actions()
                    .run(
                            port.index(),
                            active -> device.board().activate(port, active),
                            List.of(new ActionGrammar.Step(true, millis), new ActionGrammar.Step(false, 0)),
                            () -> {});
        } else {
            device.board().activate(port, state.equals("active"));
            device.actions().writtenByOthers(port);
        }
        return "";
    }
}
