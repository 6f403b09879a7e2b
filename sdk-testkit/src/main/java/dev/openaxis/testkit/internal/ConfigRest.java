package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /config/rest}, the Device Configuration framework, reference 01 section 11: envelope, verbs, codes and bodies as
 * recorded on 11.11.192 and 12.9.57 or documented; what no source tells has variants. APIs that are listed and not built
 * answer 501.
 */
final class ConfigRest implements Endpoint {
    static final String PATH = "/config/rest";

    /** In the documented example, without a charset. */
    static final String JSON = "application/json";

    private final DeviceConfig config;
    private final ConfigApis apis;
    private final ConfigTransfer transfer;
    private final Map<String, ConfigNode> roots = new HashMap<>();

    ConfigRest(DeviceCore device, ConfigApis apis) {
        this.config = device.config();
        this.apis = apis;
        roots.put("ssh.v1", SshConfig.root(device));
        roots.put("ssh.v2", SshConfig.root(device));
        roots.put("basic-device-info.v2", SettingsConfig.basicDeviceInfo(device));
        roots.put("user-management.v2", SettingsConfig.userManagement(device));
        roots.put("virtualhost.v1", VirtualHostConfig.root(device));
        roots.put("param.v2", new ParameterConfig(device.parameters()));
        roots.put("siren-and-light.v2", SirenConfig.root());
        roots.put("remote-object-storage.v1", StorageConfig.root(device));
        this.transfer = new ConfigTransfer(device);
    }

    /** An object that is not there asks for any account, so that a stranger learns nothing. */
    @Override
    public SimulatedRole roleFor(Incoming request) {
        List<String> path = ConfigPath.below(PATH, request);
        if (isTransfer(path)) {
            return SimulatedRole.ADMIN;
        }
        ConfigApi api = api(path);
        ConfigNode node = api == null ? null : node(api, path);
        ConfigOperation operation = node == null ? null : operation(request, node);
        SimulatedRole role = node == null || operation == null ? null : node.roleFor(operation);
        return role == null ? SimulatedRole.VIEWER : role;
    }

    @Override
    public boolean forbidsLowRoles() {
        return !config.is(Variant.CONFIG_LOW_ROLE_401);
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            exchange.answer(answer(exchange));
        } catch (ConfigRefusal refusal) {
            exchange.answer(refusal.answer());
        }
    }

    private Answer answer(Exchange exchange) {
        Incoming request = exchange.request();
        List<String> path = ConfigPath.below(PATH, request);
        ConfigApi api = api(path);
        if (isTransfer(path) && (path.size() == 1 || api != null)) {
            return transfer(request, path.get(path.size() - 1), api);
        }
        if (api == null) {
            return config.is(Variant.CONFIG_ABSENT_API_IN_JSON)
                    ? ConfigRefusal.unknownPath().answer()
                    : Answer.page(404, request.target());
        }
        if (!roots.containsKey(api.name())) {
            return Answer.page(501, "");
        }
        if (api.id().equals("ssh") && !request.tls() && config.is(Variant.CONFIG_SECRETS_NEED_TLS)) {
            return Answer.page(403, "");
        }
        ConfigNode node = node(api, path);
        if (node == null) {
            return unknownPath(request);
        }
        ConfigOperation operation = operation(request, node);
        if (operation == null || node.roleFor(operation) == null) {
            return node.isWhole() ? noSuchOperation() : Answer.page(501, "");
        }
        JsonNode data = operation.hasBody() ? body(request).get("data") : MissingNode.getInstance();
        SimulatedRole role = Objects.requireNonNull(exchange.user()).role();
        return success(operation, node.echoesItems(), node.perform(operation, data, role));
    }

    private @Nullable ConfigOperation operation(Incoming request, ConfigNode node) {
        boolean action = node.roleFor(ConfigOperation.TRIGGER) != null;
        return ConfigOperation.of(request.method(), action, config);
    }

    private Answer unknownPath(Incoming request) {
        return config.is(Variant.CONFIG_UNKNOWN_PATH_PAGE)
                ? Answer.page(404, request.target())
                : ConfigRefusal.unknownPath().answer();
    }

    private Answer noSuchOperation() {
        return config.is(Variant.CONFIG_WRONG_VERB_404)
                ? ConfigRefusal.unknownPath().answer()
                : Answer.page(405, "");
    }

    /** {@code $all} and its like: global, or below the base of an API. */
    private static boolean isTransfer(List<String> path) {
        return (path.size() == 1 || path.size() == 3)
                && path.get(path.size() - 1).startsWith("$");
    }

    private Answer transfer(Incoming request, String name, @Nullable ConfigApi api) {
        boolean global = api == null;
        if (!transfer.has(name, global, api != null && ConfigTransfer.isParam(api))) {
            return unknownPath(request);
        }
        boolean imports = name.equals(ConfigTransfer.IMPORT);
        ConfigOperation operation = ConfigOperation.of(request.method(), false, config);
        if (operation != (imports ? ConfigOperation.SET : ConfigOperation.GET)) {
            return noSuchOperation();
        }
        if (imports) {
            ObjectNode body = body(request);
            ConfigTransfer.checkOptions(body);
            return imported(transfer.importAll(global, body.get("data")));
        }
        return success(operation, false, name.equals(ConfigTransfer.ALL) ? everything() : transfer.export(global));
    }

    /** All data of the APIs that are built. */
    private ObjectNode everything() {
        ObjectNode all = JsonText.MAPPER.createObjectNode();
        for (ConfigApi api : apis.all()) {
            ConfigNode root = roots.get(api.name());
            if (root != null && root.isWhole()) {
                all.set(api.name(), root.perform(ConfigOperation.GET, MissingNode.getInstance(), SimulatedRole.ADMIN));
            }
        }
        return all;
    }

    private @Nullable ConfigApi api(List<String> path) {
        return path.size() < 2 ? null : apis.find(path.get(0), path.get(1));
    }

    private @Nullable ConfigNode node(ConfigApi api, List<String> path) {
        ConfigNode node = roots.get(api.name());
        for (String name : path.subList(2, path.size())) {
            node = node == null ? null : node.child(name);
        }
        return node;
    }

    private ObjectNode body(Incoming request) {
        String type = request.headers().get("Content-Type", "");
        if (!type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals(JSON)) {
            throw ConfigRefusal.contentType(config);
        }
        ObjectNode body = JsonText.object(request.body());
        if (body == null || body.get("data") == null) {
            throw config.is(Variant.CONFIG_MALFORMED_BODY_500)
                    ? ConfigRefusal.internal("malformed request")
                    : ConfigRefusal.invalid("the body is not an object with data");
        }
        return body;
    }

    /** The shape of what tells failures is not documented. */
    private Answer imported(List<String> failed) {
        ObjectNode body = JsonText.MAPPER.createObjectNode().put("status", "success");
        if (!failed.isEmpty()) {
            ObjectNode section = config.is(Variant.CONFIG_IMPORT_WARNINGS_IN_DATA) ? body.putObject("data") : body;
            failed.forEach(section.putArray("warnings")::add);
        }
        return Answer.of(200, JSON, JsonText.write(body, JsonText.Style.COMPACT));
    }

    private Answer success(ConfigOperation operation, boolean echoed, @Nullable JsonNode data) {
        ObjectNode body = JsonText.MAPPER.createObjectNode().put("status", "success");
        if (data != null && (operation != ConfigOperation.ADD || echoed)) {
            body.set("data", data);
        } else if (data != null) {
            echo(body, data);
        }
        if (config.is(Variant.CONFIG_ANSWERS_WITH_REMARKS)) {
            body.putArray("information").add("composed by the testkit");
            body.putArray("warnings").add("composed by the testkit");
        }
        boolean created = operation == ConfigOperation.ADD && !config.is(Variant.CONFIG_ADD_ANSWERED_200);
        return Answer.of(created ? 201 : 200, JSON, JsonText.write(body, JsonText.Style.COMPACT));
    }

    /** 12.9.57 echoes the item, 11.11.192 does not (recorded), 11.11.73 sends an empty text (observed). */
    private void echo(ObjectNode body, JsonNode item) {
        if (config.is(Variant.CONFIG_ADD_EMPTY_DATA)) {
            body.put("data", "");
        } else if (!config.is(Variant.CONFIG_ADD_WITHOUT_DATA) && !config.isOlderThan(12, 0)) {
            body.set("data", item);
        }
    }
}
