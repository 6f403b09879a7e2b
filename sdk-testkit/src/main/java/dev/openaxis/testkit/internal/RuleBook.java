package dev.openaxis.testkit.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a device with everything they are made of, reference 04 section 4.1. They outlive a restart, a factory
 * default brings back those of the factory (inference). On the device's loop.
 */
final class RuleBook {
    private final DeviceConfig config;
    private final ActionTemplates templates;
    private final NumberedList<ActionConfiguration> actions = new NumberedList<>();
    /** Counted for themselves (inference). */
    private final NumberedList<ActionConfiguration> recipients = new NumberedList<>();

    private final NumberedList<ActionRule> rules = new NumberedList<>();

    RuleBook(DeviceConfig config) {
        this.config = config;
        this.templates = ActionTemplates.of(config);
        factoryDefault();
    }

    void factoryDefault() {
        actions.clear();
        recipients.clear();
        rules.clear();
        for (SoapElement action : recorded("action-configurations", "ActionConfigurations")) {
            actions.put(action.required("ConfigurationID"), ActionConfiguration.read(action));
        }
        for (SoapElement rule : recorded("action-rules", "ActionRules")) {
            rules.put(rule.required("RuleID"), ActionRule.read(rule, Instant.EPOCH));
        }
    }

    private List<SoapElement> recorded(String kind, String list) {
        String file = RecordedEvents.factoryRules(config.model(), kind);
        return file == null
                ? List.of()
                : SoapReader.operation(Recorded.text(file).getBytes(StandardCharsets.UTF_8))
                        .needed(list)
                        .children();
    }

    ActionTemplates templates() {
        return templates;
    }

    NumberedList<ActionConfiguration> actions() {
        return actions;
    }

    NumberedList<ActionConfiguration> recipients() {
        return recipients;
    }

    NumberedList<ActionRule> rules() {
        return rules;
    }

    /** The action of a rule; a configuration in use cannot be removed. */
    @Nullable
    ActionConfiguration actionOf(ActionRule rule) {
        return actions.find(rule.action());
    }
}
