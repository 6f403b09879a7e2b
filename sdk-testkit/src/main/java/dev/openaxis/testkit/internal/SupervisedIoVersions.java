package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;

/** {@code supervisedio.cgi}: a request goes to the edition whose major version it names, everything else to the newest. */
final class SupervisedIoVersions implements Endpoint {
    static final String PATH = "/axis-cgi/supervisedio.cgi";

    private final SupervisedIo first;
    private final SupervisedIo newest;

    SupervisedIoVersions(DeviceCore device) {
        this.first = new SupervisedIo(device, SupervisedEdition.V1);
        this.newest = device.config().supervisedVersion().equals("1.0")
                ? first
                : new SupervisedIo(device, SupervisedEdition.V2);
    }

    /** All methods, documented. */
    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.OPERATOR;
    }

    @Override
    public void handle(Exchange exchange) {
        ObjectNode object = JsonText.object(exchange.request().body());
        JsonNode version = object == null ? null : object.get("apiVersion");
        boolean old = version != null && version.asText().matches("1(\\..*)?");
        boolean listing = object != null
                && "getSupportedVersions".equals(object.path("method").textValue());
        (old && !listing ? first : newest).handle(exchange);
    }
}
