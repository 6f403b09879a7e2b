package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.GpioVariant;
import dev.openaxis.testkit.SimulatedRole;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /vapix/axgpio}, reference 02 section 5.1 and 01 section 13.5 (documented): one member names the command, the
 * answer is its content, faults come with status 400. The simplified form of GET is not built.
 */
final class GpioJson implements Endpoint {
    static final String PATH = "/vapix/axgpio";

    private final DeviceConfig config;
    private final Gpio gpio;

    GpioJson(DeviceCore device) {
        this.config = device.config();
        this.gpio = device.gpio();
    }

    @Override
    public @Nullable SimulatedRole roleFor(Incoming request) {
        Map.Entry<String, JsonNode> command = command(request);
        return command == null ? SimulatedRole.OPERATOR : Gpio.roleFor(command.getKey());
    }

    /** The only member of the body, its name without the prefix; null if the body is not like that. */
    private static Map.@Nullable Entry<String, JsonNode> command(Incoming request) {
        ObjectNode body = JsonText.object(request.body());
        if (body == null || body.size() != 1) {
            return null;
        }
        Map.Entry<String, JsonNode> member = body.properties().iterator().next();
        String prefix = Gpio.PREFIX + ":";
        return member.getKey().startsWith(prefix)
                ? Map.entry(member.getKey().substring(prefix.length()), member.getValue())
                : null;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!exchange.request().method().equals("POST")) {
            exchange.answer(Answer.page(exchange.request().method().equals("GET") ? 501 : 405, ""));
            return;
        }
        try {
            exchange.answer(Answer.json(JsonText.write(answer(exchange.request()), JsonText.Style.COMPACT)));
        } catch (ServiceFault fault) {
            exchange.answer(fault(fault));
        }
    }

    private ObjectNode answer(Incoming request) {
        Map.Entry<String, JsonNode> command = command(request);
        if (command == null) {
            throw ServiceFault.invalidArgs("The request does not name a command");
        }
        if (!Gpio.knows(command.getKey())) {
            throw ServiceFault.notSupported();
        }
        if (!(command.getValue() instanceof ObjectNode arguments)) {
            throw ServiceFault.invalidArgs("The arguments are not an object");
        }
        ObjectNode answer = gpio.call(command.getKey(), arguments);
        if (command.getKey().equals("SetPort") && config.is(GpioVariant.SET_PORT_ANSWERS_PORT)) {
            ObjectNode renamed = JsonText.MAPPER.createObjectNode();
            renamed.set("Port", answer.get("PortId"));
            return renamed;
        }
        return answer;
    }

    private static Answer fault(ServiceFault fault) {
        ObjectNode body = JsonText.MAPPER
                .createObjectNode()
                .put("Fault", fault.isReceivers() ? "env:Receiver" : "env:Sender")
                .put("FaultCode", fault.code())
                .put("FaultSubCode", fault.subCode())
                .put("FaultReason", fault.reason())
                .put("FaultMsg", fault.detail());
        return Answer.of(400, Answer.JSON, JsonText.write(body, JsonText.Style.COMPACT));
    }

    @Override
    public Answer forbidden(Incoming request) {
        return fault(ServiceFault.notAuthorized());
    }
}
