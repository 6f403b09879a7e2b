package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.util.LinkedHashMap;
import java.util.Map;

/** By which token ONVIF knows an output: in events and in its operations, reference 02 section 13 and 04 section 3.1. */
final class RelayTokens {
    private final DeviceConfig config;

    RelayTokens(DeviceConfig config) {
        this.config = config;
    }

    /** The outputs by their tokens. */
    Map<String, Port> outputs(PortBoard board) {
        Map<String, Port> outputs = new LinkedHashMap<>();
        for (Port port : board.all()) {
            if (port.isOutput()) {
                outputs.put(of(port, outputs.size()), port);
            }
        }
        return outputs;
    }

    /** The token of an output that is the n-th one, from 0. */
    String of(Port port, int number) {
        if (config.is(Variant.RELAY_TOKEN_COUNTED)) {
            return Integer.toString(number);
        }
        return config.is(Variant.RELAY_TOKEN_OPAQUE) ? "RelayOutput-" + number : Integer.toString(port.index());
    }
}
