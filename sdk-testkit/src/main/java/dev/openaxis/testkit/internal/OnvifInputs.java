package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import org.jspecify.annotations.Nullable;

/** {@code tmd:GetDigitalInputs}, reference 02 section 13: tokens are those of the event {@code Trigger/DigitalInput}. */
final class OnvifInputs implements SoapService {
    private final PortBoard board;

    OnvifInputs(DeviceCore device) {
        this.board = device.board();
    }

    @Override
    public String prefix() {
        return "tmd";
    }

    @Override
    public String namespace() {
        return "http://www.onvif.org/ver10/deviceIO/wsdl";
    }

    @Override
    public boolean isOnvif() {
        return true;
    }

    /** READ_SYSTEM is any account in ONVIF's default policy. */
    @Override
    public @Nullable SoapOperation operation(String name) {
        return name.equals("GetDigitalInputs")
                ? SoapOperation.prompt(SimulatedRole.VIEWER, (request, carrier) -> inputs())
                : null;
    }

    private String inputs() {
        StringBuilder text = new StringBuilder();
        for (Port port : board.all()) {
            if (!port.isOutput()) {
                text.append("<tmd:DigitalInputs token=\"").append(port.index()).append("\"></tmd:DigitalInputs>");
            }
        }
        return text.toString();
    }
}
