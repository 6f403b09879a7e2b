package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * {@code axgpio} as SOAP, reference 02 section 5.1: the JSON form is the response element's content as an object (01
 * section 13.5, documented), so this is the same with elements. Only {@code MaxLimit} is documented as an attribute.
 */
final class GpioSoap implements SoapService {
    private final Gpio gpio;

    GpioSoap(DeviceCore device) {
        this.gpio = device.gpio();
    }

    @Override
    public String prefix() {
        return Gpio.PREFIX;
    }

    @Override
    public String namespace() {
        return Gpio.NAMESPACE;
    }

    @Override
    public @Nullable SoapOperation operation(String name) {
        return Gpio.knows(name)
                ? SoapOperation.prompt(
                        Gpio.roleFor(name),
                        (request, carrier) -> written(gpio.call(name, members(request, name.equals("GetPort")))))
                : null;
    }

    /** Which elements are lists is not seen in XML; ids are one in {@code GetPort} only. */
    private static ObjectNode members(SoapElement element, boolean idsAreList) {
        ObjectNode object = JsonText.MAPPER.createObjectNode();
        for (SoapElement child : element.children()) {
            String name = child.name();
            if (name.equals("Port") || name.equals("Triggers") || (idsAreList && name.equals("PortId"))) {
                object.withArray(name).add(value(child));
            } else {
                object.set(name, value(child));
            }
        }
        return object;
    }

    private static JsonNode value(SoapElement element) {
        if (element.name().equals("Active")) {
            return BooleanNode.valueOf(EventService.booleanOf(element.text()));
        }
        boolean container = switch (element.name()) {
            case "Port", "Triggers", "InputProperties", "OutputProperties", "SupervisedInput" -> true;
            default -> false;
        };
        return container
                ? members(element, false)
                : JsonText.MAPPER.getNodeFactory().textNode(element.text());
    }

    private static String written(ObjectNode answer) {
        JsonNode limit = answer.at("/Capabilities/MaxLimit");
        if (!limit.isMissingNode()) {
            return "<axgpio:Capabilities MaxLimit=\"" + limit.asText() + "\"></axgpio:Capabilities>";
        }
        StringBuilder text = new StringBuilder();
        answer.properties().forEach(member -> write(text, member.getKey(), member.getValue()));
        return text.toString();
    }

    private static void write(StringBuilder text, String name, JsonNode value) {
        if (value instanceof ArrayNode items) {
            items.forEach(item -> write(text, name, item));
        } else {
            String content =
                    value instanceof ObjectNode object ? written(object) : SoapEnvelope.escaped(value.asText());
            text.append(SoapEnvelope.element(Gpio.PREFIX + ":" + name, content));
        }
    }
}
