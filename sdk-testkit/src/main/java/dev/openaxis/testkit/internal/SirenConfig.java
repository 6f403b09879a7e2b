package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.testkit.SimulatedRole;
import java.util.Map;

/** The maintenance mode of the Device Configuration API {@code siren-and-light} v2, as recorded on a D4200-VE (12.9.57). */
final class SirenConfig {
    private SirenConfig() {}

    static ConfigNode root() {
        JsonNode off = JsonText.MAPPER.createObjectNode().put("running", false).put("supported", false);
        ConfigAction unsupported = new ConfigAction(SimulatedRole.ADMIN, input -> {
            throw ConfigRefusal.internal();
        });
        ConfigNode mode = new ConfigPart(off, Map.of("start", unsupported, "stop", unsupported));
        return new ConfigPart(null, Map.of("maintenanceMode", mode));
    }
}
