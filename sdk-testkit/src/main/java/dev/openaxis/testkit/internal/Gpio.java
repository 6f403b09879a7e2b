package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.GpioVariant;
import dev.openaxis.testkit.SimulatedRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The general purpose I/O service {@code axgpio}, reference 02 section 5 (documented, never recorded): ids are strings
 * that count from 0. Its commands as JSON objects, in which both of its wire forms are read and written.
 */
final class Gpio {
    static final String PREFIX = "axgpio";
    static final String NAMESPACE = "http://www.axis.com/vapix/ws/AxisGPIO";

    private static final String GET_SERVICE_CAPABILITIES = "GetServiceCapabilities";
    private static final String SET_PORT = "SetPort";

    private final DeviceCore device;
    private final GpioPorts ports;
    private final GpioPages pages;
    private final int maxLimit;

    Gpio(DeviceCore device) {
        this.device = device;
        this.ports = new GpioPorts(device.config());
        this.maxLimit = device.config().is(GpioVariant.SMALL_PAGES) ? 5 : 1000;
        this.pages = new GpioPages(device.config(), maxLimit);
    }

    static boolean knows(String command) {
        return switch (command) {
            case GET_SERVICE_CAPABILITIES, "GetPortList", "GetPort", SET_PORT -> true;
            default -> false;
        };
    }

    /** Access classes: PRE_AUTH anonymous, READ_SYSTEM_SENSITIVE operator, WRITE_SYSTEM administrator (documented). */
    static @Nullable SimulatedRole roleFor(String command) {
        return switch (command) {
            case GET_SERVICE_CAPABILITIES -> null;
            case SET_PORT -> SimulatedRole.ADMIN;
            default -> SimulatedRole.OPERATOR;
        };
    }

    /** Carries a command out. */
    ObjectNode call(String command, ObjectNode arguments) {
        return switch (command) {
            case GET_SERVICE_CAPABILITIES -> capabilities();
            case "GetPortList" -> list(arguments);
            case "GetPort" -> get(arguments);
            case SET_PORT -> new GpioWriter(device).write(arguments);
            default -> throw ServiceFault.notSupported();
        };
    }

    private ObjectNode capabilities() {
        ObjectNode answer = JsonText.MAPPER.createObjectNode();
        ports.put(answer.putObject("Capabilities"), "MaxLimit", maxLimit);
        return answer;
    }

    private ObjectNode list(ObjectNode arguments) {
        GpioPages.Page page = pages.next(device.board().all(), arguments);
        ObjectNode answer = JsonText.MAPPER.createObjectNode();
        if (page.next() != null) {
            answer.put("NextStartReference", page.next());
        }
        return tell(answer, page.ports());
    }

    private ObjectNode tell(ObjectNode answer, List<Port> told) {
        ArrayNode list = answer.putArray("Port");
        told.forEach(port -> list.add(ports.tell(port)));
        return answer;
    }

    /** Unknown ids are ignored (documented). */
    private ObjectNode get(ObjectNode arguments) {
        JsonNode ids = arguments.get("PortId");
        if (ids == null || !ids.isArray()) {
            throw ServiceFault.invalidArgs("PortId is missing");
        }
        if (ids.size() > maxLimit) {
            throw ServiceFault.tooManyItems();
        }
        ArrayNode list = JsonText.MAPPER.createArrayNode();
        for (JsonNode id : ids) {
            Port port = id.isTextual() ? device.board().find(id.textValue()) : null;
            if (port != null) {
                list.add(ports.tell(port));
            }
        }
        ObjectNode answer = JsonText.MAPPER.createObjectNode();
        answer.set("Port", list);
        return answer;
    }
}
