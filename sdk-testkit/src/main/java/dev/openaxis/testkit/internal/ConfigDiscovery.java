package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /config/discover}, reference 01 section 11.6: the whole as recorded, its parts documented. Which role it needs is
 * not found. The documents it names are not recorded.
 */
final class ConfigDiscovery implements Endpoint {
    static final String PATH = "/config/discover";

    private static final Set<String> DOCUMENTS = Set.of("doc.md", "model.json", "openapi.json");

    private final DeviceConfig config;
    private final ConfigApis apis;

    ConfigDiscovery(DeviceConfig config, ConfigApis apis) {
        this.config = config;
        this.apis = apis;
    }

    @Override
    public @Nullable SimulatedRole roleFor(Incoming request) {
        if (config.is(Variant.CONFIG_DISCOVERY_ANONYMOUS)) {
            return null;
        }
        return config.is(Variant.CONFIG_DISCOVERY_NEEDS_ADMIN) ? SimulatedRole.ADMIN : SimulatedRole.VIEWER;
    }

    @Override
    public boolean forbidsLowRoles() {
        return !config.is(Variant.CONFIG_LOW_ROLE_401);
    }

    @Override
    public void handle(Exchange exchange) {
        Incoming request = exchange.request();
        exchange.answer(request.method().equals("GET") ? answer(request) : Answer.page(405, ""));
    }

    private Answer answer(Incoming request) {
        List<String> path = ConfigPath.below(PATH, request);
        if (isDocument(path)) {
            return Answer.page(501, "");
        }
        JsonNode found = find(path);
        return found == null
                ? Answer.page(404, request.target())
                : Answer.of(200, ConfigRest.JSON, JsonText.write(found, JsonText.Style.COMPACT));
    }

    private boolean isDocument(List<String> path) {
        boolean ofVersion = path.size() == 4 && DOCUMENTS.contains(path.get(3)) && find(path.subList(0, 3)) != null;
        return ofVersion || path.equals(List.of("openapi.json"));
    }

    private @Nullable JsonNode find(List<String> path) {
        if (path.isEmpty()) {
            return whole();
        }
        if (!path.get(0).equals("apis") || path.size() > 3) {
            return null;
        }
        JsonNode at = whole();
        for (String name : path) {
            at = at.path(name);
        }
        if (at.isMissingNode()) {
            return null;
        }
        boolean named = path.size() == 2 && !config.is(Variant.CONFIG_API_WITHOUT_ID);
        return named ? JsonText.MAPPER.createObjectNode().set(path.get(1), at) : at;
    }

    private ObjectNode whole() {
        ObjectNode whole = JsonText.MAPPER.createObjectNode();
        whole.set("apis", apis.describe());
        whole.putObject("device")
                .put("rest_openapi", PATH + "/openapi.json")
                .put("rest_ui", "/config/web-ui/swagger-ui/?url=" + PATH + "/openapi.json");
        return whole.put("framework_version", "1.0.0");
    }
}
