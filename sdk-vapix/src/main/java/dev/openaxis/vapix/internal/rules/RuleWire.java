package dev.openaxis.vapix.internal.rules;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.TopicSpelling;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.DeviceWords;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.internal.service.SoapService;
import dev.openaxis.vapix.rules.ActionConfiguration;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.ActionTemplate;
import dev.openaxis.vapix.rules.ConfigurationId;
import dev.openaxis.vapix.rules.NewRule;
import dev.openaxis.vapix.rules.RecipientId;
import dev.openaxis.vapix.rules.RecipientTemplate;
import dev.openaxis.vapix.rules.RuleId;
import dev.openaxis.vapix.rules.StoredFilter;
import dev.openaxis.vapix.rules.StoredRecipient;
import dev.openaxis.vapix.rules.TemplateParameter;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The requests and answers of the action service (VAPIX event-and-action-services; recorded on 10.12 and 12.9). */
final class RuleWire {
    static final String SINCE = "AXIS OS 5.50";
    private static final String AA = "http://www.axis.com/vapix/ws/action1";
    private static final String WSNT = "http://docs.oasis-open.org/wsn/b-2";
    private static final SoapService SERVICE = new SoapService("the action service", AA, SINCE);

    private static final String CONCRETE = "http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete";
    /** The dialect that has several topics and everything below one; rules take both (documented). */
    private static final String CONCRETE_SET = "http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet";

    private static final String ITEM_FILTER = "http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter";

    private final DeviceSession session;
    private final CallContext context;

    RuleWire(DeviceSession session, CallContext context) {
        this.session = session;
        this.context = context;
    }

    private HttpRequest reading(String operation) {
        return SERVICE.call(context, Effect.READ, operation).build();
    }

    // ---- templates ----

    HttpRequest actionTemplates() {
        return reading("GetActionTemplates");
    }

    List<ActionTemplate> actionTemplates(HttpResponse response) {
        return listed(
                SERVICE.answer(context, response, "GetActionTemplates"),
                "ActionTemplate",
                template -> text(template, "TemplateToken")
                        .map(token -> new ActionTemplate(
                                token,
                                template.childText(AA, "RecipientTemplate").filter(name -> !name.isEmpty()),
                                templateParameters(template))));
    }

    HttpRequest recipientTemplates() {
        return reading("GetRecipientTemplates");
    }

    List<RecipientTemplate> recipientTemplates(HttpResponse response) {
        return listed(
                SERVICE.answer(context, response, "GetRecipientTemplates"),
                "RecipientTemplate",
                template -> text(template, "TemplateToken")
                        .map(token -> new RecipientTemplate(token, templateParameters(template))));
    }

    private List<TemplateParameter> templateParameters(Element template) {
        return parameterElements(template).stream()
                .flatMap(parameter ->
                        named(parameter)
                                .map(name -> new TemplateParameter(
                                        name, parameter.attribute("Type").orElse("")))
                                .stream())
                .toList();
    }

    // ---- action configurations ----

    HttpRequest configurations() {
        return reading("GetActionConfigurations");
    }

    List<ActionConfiguration> configurations(HttpResponse response) {
        return listed(
                SERVICE.secretAnswer(context, response, "GetActionConfigurations"),
                "ActionConfiguration",
                one -> text(one, "ConfigurationID")
                        .map(id -> new ActionConfiguration(
                                ConfigurationId.of(id),
                                one.childText(AA, "Name"),
                                one.childText(AA, "TemplateToken").orElse(""),
                                values(one))));
    }

    HttpRequest addConfiguration(Filled action) {
        List<Element> parts = new ArrayList<>();
        action.name().ifPresent(name -> parts.add(Element.text(AA, "Name", name)));
        parts.add(Element.text(AA, "TemplateToken", action.template()));
        parts.add(parameters(action.values()));
        return change(
                "AddActionConfiguration", Element.of(AA, "NewActionConfiguration", parts.toArray(Element[]::new)));
    }

    ConfigurationId addedConfiguration(HttpResponse response, DeviceWords words) {
        return ConfigurationId.of(
                id(SERVICE.answer(context, response, "AddActionConfiguration", words), "ConfigurationID"));
    }

    HttpRequest removeConfiguration(ConfigurationId id) {
        return change("RemoveActionConfiguration", Element.text(AA, "ConfigurationID", id.value()));
    }

    void requireConfigurationRemoved(HttpResponse response) {
        SERVICE.answer(context, response, "RemoveActionConfiguration");
    }

    // ---- recipients ----

    HttpRequest recipients() {
        return reading("GetRecipientConfigurations");
    }

    List<StoredRecipient> recipients(HttpResponse response) {
        return listed(
                SERVICE.secretAnswer(context, response, "GetRecipientConfigurations"),
                "RecipientConfiguration",
                one -> text(one, "ConfigurationID")
                        .map(id -> new StoredRecipient(
                                RecipientId.of(id),
                                one.childText(AA, "Name").orElse(""),
                                one.childText(AA, "TemplateToken").orElse(""),
                                values(one))));
    }

    HttpRequest addRecipient(String name, Filled recipient) {
        return change(
                "AddRecipientConfiguration",
                Element.of(
                        AA,
                        "NewRecipientConfiguration",
                        Element.text(AA, "Name", name),
                        Element.text(AA, "TemplateToken", recipient.template()),
                        parameters(recipient.values())));
    }

    RecipientId addedRecipient(HttpResponse response, DeviceWords words) {
        return RecipientId.of(
                id(SERVICE.answer(context, response, "AddRecipientConfiguration", words), "ConfigurationID"));
    }

    HttpRequest removeRecipient(RecipientId id) {
        return change("RemoveRecipientConfiguration", Element.text(AA, "ConfigurationID", id.value()));
    }

    void requireRecipientRemoved(HttpResponse response) {
        SERVICE.answer(context, response, "RemoveRecipientConfiguration");
    }

    // ---- rules ----

    HttpRequest rules() {
        return reading("GetActionRules");
    }

    List<ActionRule> rules(HttpResponse response) {
        return listed(SERVICE.answer(context, response, "GetActionRules"), "ActionRule", this::rule);
    }

    private Optional<ActionRule> rule(Element rule) {
        return text(rule, "RuleID")
                .map(id -> new ActionRule(
                        RuleId.of(id),
                        rule.childText(AA, "Name").orElse(""),
                        rule.childText(AA, "Enabled").flatMap(this::flag),
                        rule.child(AA, "StartEvent").map(RuleWire::filter),
                        rule.child(AA, "Conditions").stream()
                                .flatMap(all -> all.children(AA, "Condition").stream())
                                .map(RuleWire::filter)
                                .toList(),
                        rule.childText(AA, "ActivationTimeout").flatMap(this::duration),
                        rule.childText(AA, "PrimaryAction")
                                .filter(WireText::isLine)
                                .map(ConfigurationId::of)));
    }

    private Optional<Boolean> flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> forgive("Enabled");
        };
    }

    private Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            return forgive("ActivationTimeout");
        }
    }

    /** Words of the device are kept as they are: a condition that cannot be read is still one. */
    private static StoredFilter filter(Element from) {
        return new StoredFilter(
                from.childText(WSNT, "TopicExpression").orElse(""),
                from.childText(WSNT, "MessageContent").filter(text -> !text.isEmpty()));
    }

    HttpRequest.Builder addRule(NewRule rule, ConfigurationId action) {
        List<Element> parts = new ArrayList<>();
        parts.add(Element.text(AA, "Name", rule.name()));
        parts.add(Element.text(AA, "Enabled", Boolean.toString(rule.enabled())));
        rule.startEvent().ifPresent(event -> parts.add(filter("StartEvent", event.filter())));
        if (!rule.conditions().isEmpty()) {
            parts.add(Element.of(
                    AA,
                    "Conditions",
                    rule.conditions().stream()
                            .map(condition -> filter("Condition", condition.filter()))
                            .toArray(Element[]::new)));
        }
        rule.atMostEvery()
                .ifPresent(time -> parts.add(Element.text(AA, "ActivationTimeout", "PT" + time.toSeconds() + "S")));
        parts.add(Element.text(AA, "PrimaryAction", action.value()));
        return SERVICE.call(
                context,
                Effect.ACTUATE,
                "AddActionRule",
                Element.of(AA, "NewActionRule", parts.toArray(Element[]::new))
                        .declaring("tns1", "http://www.onvif.org/ver10/topics")
                        .declaring("tnsaxis", "http://www.axis.com/2009/event/topics"));
    }

    private static Element filter(String name, EventFilter filter) {
        boolean one = filter.topics().size() == 1 && !filter.topics().get(0).below();
        List<Element> parts = new ArrayList<>();
        parts.add(Element.text(WSNT, "TopicExpression", filter.topicExpression(TopicSpelling.TNS1))
                .with("Dialect", one ? CONCRETE : CONCRETE_SET));
        filter.contentExpression()
                .ifPresent(content ->
                        parts.add(Element.text(WSNT, "MessageContent", content).with("Dialect", ITEM_FILTER)));
        return Element.of(AA, name, parts.toArray(Element[]::new));
    }

    RuleId addedRule(HttpResponse response) {
        return RuleId.of(id(SERVICE.answer(context, response, "AddActionRule"), "RuleID"));
    }

    HttpRequest.Builder removeRule(RuleId id) {
        return SERVICE.call(context, Effect.ACTUATE, "RemoveActionRule", Element.text(AA, "RuleID", id.value()));
    }

    void requireRuleRemoved(HttpResponse response) {
        SERVICE.answer(context, response, "RemoveActionRule");
    }

    // ---- all of them ----

    private HttpRequest change(String operation, Element argument) {
        return SERVICE.call(context, Effect.CONFIGURE, operation, argument).build();
    }

    /** The entries of a list; one without its id is left out. */
    private <T> List<T> listed(Element answer, String entry, Function<Element, Optional<T>> reading) {
        return answer.child(AA, entry + "s").stream()
                .flatMap(list -> list.children(AA, entry).stream())
                .flatMap(element -> reading.apply(element).stream())
                .toList();
    }

    private Optional<String> text(Element of, String name) {
        return of.childText(AA, name).filter(WireText::isLine).or(() -> forgive(name));
    }

    private static List<Element> parameterElements(Element of) {
        return of.child(AA, "Parameters").stream()
                .flatMap(all -> all.children(AA, "Parameter").stream())
                .toList();
    }

    private Map<String, String> values(Element of) {
        Map<String, String> values = new LinkedHashMap<>();
        parameterElements(of)
                .forEach(parameter -> named(parameter)
                        .ifPresent(name ->
                                values.put(name, parameter.attribute("Value").orElse(""))));
        return values;
    }

    private Optional<String> named(Element parameter) {
        return parameter.attribute("Name").filter(name -> !name.isBlank()).or(() -> forgive("Parameter"));
    }

    private static Element parameters(Map<String, String> values) {
        return Element.of(
                AA,
                "Parameters",
                values.entrySet().stream()
                        .map(value -> Element.of(AA, "Parameter")
                                .with("Name", value.getKey())
                                .with("Value", value.getValue()))
                        .toArray(Element[]::new));
    }

    /** An id the device chose, without which what was added cannot be found again. */
    private String id(Element answer, String name) {
        return answer.childText(AA, name)
                .filter(WireText::isLine)
                .orElseThrow(() -> new MalformedResponseException(
                        context.failure("the action service told no " + name).effect(AppliedEffect.POSSIBLE), ""));
    }

    private <T> Optional<T> forgive(String what) {
        session.forgive("action service " + what);
        return Optional.empty();
    }
}
