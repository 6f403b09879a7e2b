package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.RuleVariant;
import dev.openaxis.testkit.SimulatedRole;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The action service, reference 04 sections 4.1 to 4.7: templates, configurations and rules as recorded, recipients as
 * documented; the needed role is not documented.
 */
final class ActionService implements SoapService {
    /** Limits of an A9210 (documented); what a device says past them is not found. */
    private static final int MOST_RULES = 256;

    private static final int MOST_RECIPIENTS = 20;

    private final DeviceConfig config;
    private final RuleBook book;
    private final RuleEngine engine;
    private final StateInstances instances;
    private final Map<String, SoapOperation.PromptWork> operations = Map.ofEntries(
            Map.entry("GetActionTemplates", (request, carrier) -> templates().writtenActions()),
            Map.entry("GetRecipientTemplates", (request, carrier) -> templates().writtenRecipients()),
            Map.entry("AddActionConfiguration", (request, carrier) -> addAction(request)),
            Map.entry("GetActionConfigurations", (request, carrier) -> actions()),
            Map.entry("RemoveActionConfiguration", (request, carrier) -> removeAction(request)),
            Map.entry("AddRecipientConfiguration", (request, carrier) -> addRecipient(request)),
            Map.entry("GetRecipientConfigurations", (request, carrier) -> recipients()),
            Map.entry("RemoveRecipientConfiguration", (request, carrier) -> removeRecipient(request)),
            Map.entry("AddActionRule", (request, carrier) -> addRule(request)),
            Map.entry("GetActionRules", (request, carrier) -> rules()),
            Map.entry("RemoveActionRule", (request, carrier) -> removeRule(request)));

    ActionService(DeviceCore device) {
        this.config = device.config();
        this.book = device.rules();
        this.engine = device.ruleEngine();
        this.instances = new StateInstances(device);
    }

    @Override
    public String prefix() {
        return "aa";
    }

    @Override
    public String namespace() {
        return "http://www.axis.com/vapix/ws/action1";
    }

    @Override
    public @Nullable SoapOperation operation(String name) {
        SoapOperation.PromptWork work = operations.get(name);
        return work == null ? null : SoapOperation.prompt(roleOf(config), work);
    }

    static SimulatedRole roleOf(DeviceConfig config) {
        return config.is(RuleVariant.OPERATORS_MAKE_RULES) ? SimulatedRole.OPERATOR : SimulatedRole.ADMIN;
    }

    private ActionTemplates templates() {
        return book.templates();
    }

    private String addAction(SoapElement request) {
        SoapElement wanted = request.needed("NewActionConfiguration");
        wanted.inOrder("Name", "TemplateToken", "Parameters");
        ActionConfiguration action = ActionConfiguration.read(wanted);
        ActionTemplate template = templates().action(action.template());
        if (template == null) {
            throw ActionFaults.templateNotFound(action.template());
        }
        check(action, templates().needed(template));
        return SoapEnvelope.element("aa:ConfigurationID", book.actions().add(action));
    }

    private void check(ActionConfiguration action, List<String> needed) {
        Set<String> given = action.parameters().keySet();
        needed.stream().filter(name -> !given.contains(name)).findFirst().ifPresent(missing -> {
            throw ActionFaults.parameterMissing(missing);
        });
        if (config.is(RuleVariant.UNKNOWN_PARAMETERS_REFUSED)) {
            given.stream().filter(name -> !needed.contains(name)).findFirst().ifPresent(unknown -> {
                throw ActionFaults.parameterUnknown(unknown);
            });
        }
    }

    private String actions() {
        return listed(book.actions(), "aa:ActionConfiguration");
    }

    private String listed(NumberedList<ActionConfiguration> list, String element) {
        StringBuilder text = new StringBuilder();
        list.listed().forEach((id, configuration) -> text.append(configuration.written(element, id, config)));
        return SoapEnvelope.element(element + "s", text.toString());
    }

    private String removeAction(SoapElement request) {
        String id = request.required("ConfigurationID");
        if (book.actions().find(id) == null) {
            throw ActionFaults.configurationNotFound();
        }
        Map<String, ActionRule> users = book.rules().all();
        users.values().removeIf(rule -> !rule.action().equals(id));
        if (!users.isEmpty()) {
            throw ActionFaults.configurationInUse(users);
        }
        book.actions().remove(id);
        return "";
    }

    /** No fault about a recipient was recorded; which template is unknown or parameter missing is told in general words. */
    private String addRecipient(SoapElement request) {
        SoapElement wanted = request.needed("NewRecipientConfiguration");
        wanted.required("Name");
        ActionConfiguration recipient = ActionConfiguration.read(wanted);
        ActionTemplate template = templates().recipient(recipient.template());
        if (template == null) {
            throw ServiceFault.invalidValue(null, "There is no such recipient template");
        }
        check(recipient, template.parameters());
        checkLimit(book.recipients().size(), MOST_RECIPIENTS);
        return SoapEnvelope.element("aa:ConfigurationID", book.recipients().add(recipient));
    }

    private void checkLimit(int present, int most) {
        if (present < most || config.is(RuleVariant.LIMITS_NOT_ENFORCED)) {
            return;
        }
        String detail = "There are " + most + " already";
        throw config.is(RuleVariant.LIMITS_ARE_RECEIVER_FAULTS)
                ? ServiceFault.failed(detail)
                : ServiceFault.invalidArgs(detail);
    }

    private String recipients() {
        return listed(book.recipients(), "aa:RecipientConfiguration");
    }

    private String removeRecipient(SoapElement request) {
        if (book.recipients().remove(request.required("ConfigurationID")) == null) {
            throw ServiceFault.invalidValue(null, "There is no such recipient configuration");
        }
        return "";
    }

    private String addRule(SoapElement request) {
        ActionRule rule =
                ActionRule.read(request.needed("NewActionRule"), config.clock().instant());
        for (EventFilter condition : rule.conditions()) {
            int fitting = instances.fitting(condition);
            if (fitting != 1) {
                throw ActionFaults.invalidCondition(fitting);
            }
        }
        ActionConfiguration action = book.actionOf(rule);
        if (action == null) {
            throw ActionFaults.unknownPrimaryAction(rule.action());
        }
        boolean endless = action.template().startsWith(ActionTemplates.UNLIMITED);
        if (endless && rule.conditions().isEmpty() && !config.is(RuleVariant.UNLIMITED_WITHOUT_CONDITION_TAKEN)) {
            // Documented to be impossible, the fault is not found.
            throw SoapElement.missing("Conditions");
        }
        checkLimit(book.rules().size(), MOST_RULES);
        String id = book.rules().add(rule);
        engine.added(id, rule);
        return SoapEnvelope.element("aa:RuleID", id);
    }

    private String rules() {
        StringBuilder text = new StringBuilder();
        book.rules().listed().forEach((id, rule) -> text.append(rule.written(id, config)));
        return SoapEnvelope.element("aa:ActionRules", text.toString());
    }

    private String removeRule(SoapElement request) {
        String id = request.required("RuleID");
        ActionRule rule = book.rules().remove(id);
        if (rule == null) {
            throw ActionFaults.ruleNotFound(id);
        }
        engine.removed(id, rule);
        return "";
    }
}
