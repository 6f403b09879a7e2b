package dev.openaxis.vapix.internal.rules;

import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.rules.Action;
import dev.openaxis.vapix.rules.ActionTemplate;
import dev.openaxis.vapix.rules.Recipient;
import dev.openaxis.vapix.rules.RecipientTemplate;
import dev.openaxis.vapix.rules.TemplateParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The templates of one device, and what they make of an action: every parameter must be given, unused ones empty (VAPIX
 * event-and-action-services). Names are compared without case, because the reference and devices differ in it ({@code Topic},
 * {@code topic}).
 */
record Templates(List<ActionTemplate> actions, List<RecipientTemplate> recipients) {

    /** Everything the device wants to know of an action. */
    Filled fill(CallContext context, Action action) {
        ActionTemplate template =
                require(context, actions, ActionTemplate::token, action.template(), "actionTemplates()");
        Map<String, String> given = new LinkedHashMap<>();
        action.recipient().ifPresent(to -> {
            requireTaken(context, template, to);
            given.putAll(to.parameters());
        });
        given.putAll(action.parameters());
        List<String> others = given.keySet().stream()
                .filter(name -> template.parameters().stream()
                        .noneMatch(own -> own.name().equalsIgnoreCase(name)))
                .toList();
        List<TemplateParameter> wanted = new ArrayList<>(template.parameters());
        template.recipientTemplate().ifPresent(kind -> {
            if (others.isEmpty()) {
                throw unsupported(
                        context,
                        template.token() + " goes to a recipient " + kind + ", and none is given",
                        "Say where with Action.to(...)",
                        template.token());
            }
            wanted.addAll(parametersOf(kind, others));
        });
        return new Filled(template.token(), action.name(), values(context, template.token(), wanted, given));
    }

    private static void requireTaken(CallContext context, ActionTemplate template, Recipient to) {
        if (!template.recipientTemplate().equals(Optional.of(to.template()))) {
            throw unsupported(
                    context,
                    template.recipientTemplate()
                            .map(kind -> template.token() + " goes to a recipient " + kind + ", not " + to.template())
                            .orElse(template.token() + " has no recipient"),
                    "actionTemplates() tells which recipient an action has",
                    template.token());
        }
    }

    /** What the values of a recipient are named; where the device does not list its template, as they are given. */
    private List<TemplateParameter> parametersOf(String kind, List<String> given) {
        return recipients.stream()
                .filter(one -> one.token().equals(kind))
                .findFirst()
                .map(RecipientTemplate::parameters)
                .orElseGet(() -> given.stream()
                        .map(name -> new TemplateParameter(name, ""))
                        .toList());
    }

    /** Everything the device wants to know of a recipient. */
    Filled fill(CallContext context, Recipient recipient) {
        RecipientTemplate template =
                require(context, recipients, RecipientTemplate::token, recipient.template(), "recipientTemplates()");
        return new Filled(
                template.token(),
                Optional.empty(),
                values(context, template.token(), template.parameters(), recipient.parameters()));
    }

    private static <T> T require(
            CallContext context, List<T> templates, Function<T, String> token, String wanted, String listedBy) {
        return templates.stream()
                .filter(one -> token.apply(one).equals(wanted))
                .findFirst()
                .orElseThrow(() -> unsupported(
                        context, "the device does not have " + wanted, listedBy + " tells what it has", wanted));
    }

    /** What is given comes first, in its order; what the template has besides is empty. */
    private static Map<String, String> values(
            CallContext context, String template, List<TemplateParameter> wanted, Map<String, String> given) {
        Map<String, String> spelled = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        wanted.forEach(parameter -> spelled.put(parameter.name(), parameter.name()));
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String known = spelled.get(name);
            if (known != null) {
                values.put(known, value);
            } else if (!value.isEmpty()) {
                throw unsupported(
                        context,
                        "this device's " + template + " has no parameter " + name + "; it has "
                                + String.join(", ", spelled.values()),
                        "Leave it out, or use a device whose version has it",
                        template);
            }
        });
        wanted.forEach(parameter -> values.putIfAbsent(parameter.name(), ""));
        return values;
    }

    private static UnsupportedCapabilityException unsupported(
            CallContext context, String what, String advice, String api) {
        return new UnsupportedCapabilityException(context.failure(what).advice(advice), api);
    }
}
