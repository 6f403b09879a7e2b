package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.RuleVariant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An action rule, reference 04 sections 4.2 and 4.3.
 *
 * @param name its name, which need not be unique
 * @param enabled whether it works
 * @param start what starts the action, or null
 * @param conditions what must be so
 * @param timeout shortest time between two activations as it was given, or null
 * @param action number of its action configuration
 */
record ActionRule(
        String name,
        boolean enabled,
        @Nullable EventFilter start,
        List<EventFilter> conditions,
        @Nullable String timeout,
        String action) {

    private static final Pattern OTHER_WORDS = Pattern.compile("\\b(or|not)\\b");

    /** Reads a rule; its parts have an order (documented), what is wrong with it is told. */
    static ActionRule read(SoapElement request, Instant now) {
        request.inOrder("RuleID", "Name", "Enabled", "StartEvent", "Conditions", "ActivationTimeout", "PrimaryAction");
        String name = request.required("Name");
        boolean enabled = EventService.booleanOf(request.required("Enabled"));
        SoapElement start = request.child("StartEvent");
        SoapElement conditions = request.child("Conditions");
        SoapElement timeout = request.child("ActivationTimeout");
        String action = request.required("PrimaryAction");
        // An empty list is refused in these words (recorded); that both are missing is documented to be refused.
        if (conditions == null ? start == null : conditions.all("Condition").isEmpty()) {
            throw SoapElement.missing("Conditions");
        }
        if (timeout != null && XmlTime.duration(timeout.text()) == null) {
            throw ServiceFault.invalidArgs("Validation constraint violation: ActivationTimeout");
        }
        List<EventFilter> filters = new ArrayList<>();
        if (conditions != null) {
            conditions.all("Condition").forEach(condition -> filters.add(filter(condition, now)));
        }
        return new ActionRule(
                name,
                enabled,
                start == null ? null : filter(start, now),
                List.copyOf(filters),
                timeout == null ? null : timeout.text(),
                action);
    }

    private static EventFilter filter(SoapElement element, Instant now) {
        element.needed("TopicExpression");
        return EventFilter.read(element, now);
    }

    /** The shortest time between two activations. */
    Duration rest() {
        Duration rest = timeout == null ? null : XmlTime.duration(timeout);
        return rest == null ? Duration.ZERO : rest;
    }

    String written(String id, DeviceConfig config) {
        StringBuilder text = new StringBuilder();
        text.append(SoapEnvelope.element("aa:RuleID", id));
        text.append(SoapEnvelope.element("aa:Name", SoapEnvelope.escaped(name)));
        text.append(SoapEnvelope.element("aa:Enabled", Boolean.toString(enabled)));
        if (start != null) {
            text.append(SoapEnvelope.element("aa:StartEvent", written(start, config)));
        }
        if (!conditions.isEmpty()) {
            StringBuilder list = new StringBuilder();
            conditions.forEach(
                    condition -> list.append(SoapEnvelope.element("aa:Condition", written(condition, config))));
            text.append(SoapEnvelope.element("aa:Conditions", list.toString()));
        }
        if (timeout != null) {
            text.append(SoapEnvelope.element("aa:ActivationTimeout", SoapEnvelope.escaped(timeout)));
        }
        text.append(SoapEnvelope.element("aa:PrimaryAction", SoapEnvelope.escaped(action)));
        return SoapEnvelope.element("aa:ActionRule", text.toString());
    }

    private static String written(EventFilter filter, DeviceConfig config) {
        String topic = filter.topic() == null ? "" : filter.topic();
        // Recorded on 10.12, neither on 11.11 nor on 12.9; for older ones it is inference.
        boolean opens = config.majorVersion() <= 10 && !config.numbersItself() && !topic.endsWith("//.");
        String text = expression("wsnt:TopicExpression", filter.topicDialect(), opens ? topic + "//." : topic);
        String content = filter.content();
        if (content == null) {
            return text;
        }
        boolean turned = config.is(RuleVariant.CLAUSES_REORDERED);
        return text + expression("wsnt:MessageContent", filter.contentDialect(), turned ? backwards(content) : content);
    }

    /** Clauses that are joined by {@code and} only, last one first. */
    private static String backwards(String content) {
        if (OTHER_WORDS.matcher(content).find()) {
            return content;
        }
        List<String> clauses = new ArrayList<>(List.of(content.split(" and (?=boolean)")));
        Collections.reverse(clauses);
        return String.join(" and ", clauses);
    }

    private static String expression(String element, String dialect, String text) {
        return "<" + element + " Dialect=\"" + SoapEnvelope.quoted(dialect) + "\">" + SoapEnvelope.escaped(text) + "</"
                + element + ">";
    }
}
