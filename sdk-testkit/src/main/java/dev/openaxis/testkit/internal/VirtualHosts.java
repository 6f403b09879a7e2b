package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The virtual hosts of the web server by name. Used on the device's loop only; they outlive a restart. */
final class VirtualHosts {
    /** Bounds memory; a device's own limit is not found. */
    static final int MAX = 100;

    private final DeviceConfig config;
    private final Map<String, ObjectNode> defaults = new LinkedHashMap<>();
    private final Map<String, ObjectNode> added = new LinkedHashMap<>();

    VirtualHosts(DeviceConfig config) {
        this.config = config;
        factoryDefault();
    }

    /** Those every device has, reference 01 section 12.3 (documented); they follow the authentication policy. */
    Map<String, ObjectNode> defaults() {
        return defaults;
    }

    /** Those clients made. */
    Map<String, ObjectNode> added() {
        return added;
    }

    void factoryDefault() {
        added.clear();
        String policy = Authenticator.policy(config);
        boolean recommended = policy.equals("recommended");
        defaults.put("default-http", host("default-http", recommended ? "digest" : policy, 80, false));
        defaults.put("default-https", host("default-https", recommended ? "basic" : policy, 443, true));
    }

    private static ObjectNode host(String name, String authentication, int port, boolean secure) {
        return JsonText.MAPPER
                .createObjectNode()
                .put("active", true)
                .put("auth_type", authentication)
                .put("port", port)
                .put("secure", secure)
                .put("server_name", name);
    }
}
