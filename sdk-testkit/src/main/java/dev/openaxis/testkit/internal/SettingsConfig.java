package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openaxis.testkit.PassphrasePolicy;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The Device Configuration APIs that are switches of the device. */
final class SettingsConfig {
    private static final String ALLOW_ANONYMOUS = "allowAnonymous";

    private SettingsConfig() {}

    /** {@code basic-device-info} v2, reference 01 section 12.1 (documented). */
    static ConfigNode basicDeviceInfo(DeviceCore device) {
        DeviceSettings settings = device.settings();
        ConfigProperty plain = new ConfigProperty(
                SimulatedRole.VIEWER,
                () -> BooleanNode.valueOf(settings.anonymousInformation()),
                SimulatedRole.ADMIN,
                value -> {
                    if (!value.isBoolean()) {
                        throw ConfigRefusal.invalid("allowAnonymous is a boolean");
                    }
                    settings.anonymousInformation(value.booleanValue());
                });
        ConfigEntity root = new ConfigEntity().with(ALLOW_ANONYMOUS, plain);
        return device.config().is(Variant.ALLOW_ANONYMOUS_AS_OBJECT) ? namedInItsData(root, plain) : root;
    }

    /** The property's own path takes what the root takes, as in the documented example. */
    private static ConfigNode namedInItsData(ConfigEntity root, ConfigProperty plain) {
        ConfigProperty named = new ConfigProperty(
                plain.getRole(),
                plain.getter(),
                plain.setRole(),
                value -> root.perform(ConfigOperation.SET, value, SimulatedRole.ADMIN));
        return new ConfigNode() {
            @Override
            public @Nullable SimulatedRole roleFor(ConfigOperation operation) {
                return root.roleFor(operation);
            }

            @Override
            public @Nullable ConfigNode child(String name) {
                return name.equals(ALLOW_ANONYMOUS) ? named : null;
            }

            @Override
            public @Nullable JsonNode perform(ConfigOperation operation, JsonNode data, SimulatedRole role) {
                return root.perform(operation, data, role);
            }
        };
    }

    /**
     * {@code user-management} v2, reference 01 section 10.3 (observed on 12.11); roles are inference, descriptions are
     * composed.
     */
    static ConfigNode userManagement(DeviceCore device) {
        DeviceSettings settings = device.settings();
        boolean settable = device.config().is(Variant.PASSPHRASE_POLICY_SETTABLE);
        ConfigProperty policy = new ConfigProperty(
                SimulatedRole.ADMIN,
                () -> TextNode.valueOf(settings.passphrasePolicy().wire()),
                settable ? SimulatedRole.ADMIN : null,
                value -> settings.passphrasePolicy(policy(value)));
        ConfigProperty policies = ConfigProperty.readOnly(SimulatedRole.ADMIN, SettingsConfig::policies);
        ConfigEntity complexity = new ConfigEntity().with("policies", policies).with("policy", policy);
        return new ConfigEntity().with("settings", new ConfigEntity().with("passphraseComplexity", complexity));
    }

    private static PassphrasePolicy policy(JsonNode value) {
        return Arrays.stream(PassphrasePolicy.values())
                .filter(policy -> value.isTextual() && policy.wire().equals(value.textValue()))
                .findFirst()
                .orElseThrow(() -> ConfigRefusal.invalid("there is no such policy"));
    }

    private static JsonNode policies() {
        ArrayNode policies = JsonText.MAPPER.createArrayNode();
        for (PassphrasePolicy policy : PassphrasePolicy.values()) {
            policies.addObject()
                    .put("desc", "Passphrase policy " + policy.wire())
                    .put("id", policy.wire());
        }
        return policies;
    }
}
