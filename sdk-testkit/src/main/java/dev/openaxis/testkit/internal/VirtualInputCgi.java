package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;

/**
 * The virtual input API, reference 02 section 6.1 (documented); errors come with HTTP 200. White space around the boolean
 * as in the documented example; the words of errors are composed.
 */
final class VirtualInputCgi implements Endpoint {
    static final String ACTIVATE = "/axis-cgi/virtualinput/activate.cgi";
    static final String DEACTIVATE = "/axis-cgi/virtualinput/deactivate.cgi";
    static final String VERSIONS = "/axis-cgi/virtualinput/getschemaversions.cgi";

    private final VirtualInputs inputs;
    private final boolean knowsDuration;

    VirtualInputCgi(DeviceCore device) {
        this.inputs = device.virtualInputs();
        this.knowsDuration = !device.config().is(Variant.VIRTUAL_INPUT_WITHOUT_DURATION);
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.OPERATOR;
    }

    @Override
    public void handle(Exchange exchange) {
        Incoming request = exchange.request();
        exchange.answer(
                switch (request.path()) {
                    case ACTIVATE -> change(request, true);
                    case DEACTIVATE -> change(request, false);
                    default -> versions();
                });
    }

    private Answer versions() {
        return success(
                "GetSchemaVersionsSuccess",
                "<SchemaVersion><MajorVersion>1</MajorVersion><MinorVersion>" + (knowsDuration ? 1 : 0)
                        + "</MinorVersion><Deprecated>false</Deprecated></SchemaVersion>");
    }

    private Answer change(Incoming request, boolean activate) {
        String schema = request.argument("schemaversion");
        String port = request.argument("port");
        if (schema == null || port == null) {
            return error(10, "missing argument");
        }
        if (!schema.equals("1")) {
            return error(30, "schema version not supported");
        }
        VirtualInput input = inputs.find(number(port));
        if (input == null) {
            return error(20, "no such virtual input");
        }
        String duration = activate && knowsDuration ? request.argument("duration") : null;
        if (duration != null && number(duration) < 0) {
            return error(50, "invalid duration");
        }
        boolean changed = duration == null ? inputs.set(input, activate) : inputs.activateFor(input, number(duration));
        return success(
                activate ? "ActivateSuccess" : "DeactivateSuccess",
                "<StateChanged>\n " + changed + "\n</StateChanged>");
    }

    /** The longest duration is not found; nine digits keep it bounded. */
    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    private Answer success(String element, String content) {
        return page("<Success><" + element + ">" + content + "</" + element + "></Success>");
    }

    private Answer error(int code, String description) {
        return page("<Error><GeneralError><ErrorCode>" + code + "</ErrorCode><ErrorDescription>" + description
                + "</ErrorDescription></GeneralError></Error>");
    }

    private Answer page(String content) {
        return Answer.xml("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                + "<VirtualInputResponse xmlns=\"http://www.axis.com/vapix/http_cgi/virtualinput1\" SchemaVersion=\"1."
                + (knowsDuration ? 1 : 0) + "\">" + content + "</VirtualInputResponse>\n");
    }
}
