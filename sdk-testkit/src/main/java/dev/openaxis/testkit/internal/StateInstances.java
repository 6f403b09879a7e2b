package dev.openaxis.testkit.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stateful instances of a device, those it emits and those only its recorded declaration has; a condition must fit
 * exactly one, whatever its present value is. Reference 04 section 4.3.
 */
final class StateInstances {
    private static final Map<String, List<EventState>> RECORDED = new ConcurrentHashMap<>();
    private static final Pattern LITERAL = Pattern.compile("@Value\\s*=\\s*\"([^\"]*)\"");

    /** More values in one filter, or more combinations of them, are taken to fit. */
    private static final int MOST_VALUES = 16;

    private static final int MOST_COMBINATIONS = 4096;

    private static final Map<String, String> PREFIXES =
            Map.of("http://www.onvif.org/ver10/topics", "tns1:", "http://www.axis.com/2009/event/topics", "tnsaxis:");

    private final DeviceCore device;

    StateInstances(DeviceCore device) {
        this.device = device;
    }

    /** How many instances a filter could ever fit. */
    int fitting(EventFilter filter) {
        Map<EventState.Instance, EventState> instances = new LinkedHashMap<>();
        String file = RecordedEvents.declarations(device.config().model());
        if (file != null) {
            RECORDED.computeIfAbsent(file, StateInstances::read)
                    .forEach(state -> instances.put(state.instance(), state));
        }
        device.events().present().forEach(notice -> instances.put(notice.state().instance(), notice.state()));
        Set<String> values = literals(filter.content() == null ? "" : filter.content());
        return (int) instances.values().stream()
                .filter(state -> filter.matchesTopic(state.topic()) && couldFit(filter, state, values))
                .count();
    }

    private static Set<String> literals(String content) {
        Set<String> values = new LinkedHashSet<>();
        Matcher literals = LITERAL.matcher(content);
        while (literals.find()) {
            values.add(literals.group(1));
        }
        // Any other value stands for all that the filter does not name.
        values.add("\u0000");
        return values;
    }

    private static boolean couldFit(EventFilter filter, EventState state, Set<String> values) {
        List<String> open = new ArrayList<>(state.data().keySet());
        double combinations = Math.pow(values.size(), open.size());
        if (values.size() > MOST_VALUES || combinations > MOST_COMBINATIONS) {
            return true;
        }
        return couldFit(filter, state, new LinkedHashMap<>(), open, values);
    }

    private static boolean couldFit(
            EventFilter filter, EventState state, Map<String, String> chosen, List<String> open, Set<String> values) {
        if (chosen.size() == open.size()) {
            return filter.matches(new EventState(state.topic(), state.source(), chosen));
        }
        String item = open.get(chosen.size());
        for (String value : values) {
            Map<String, String> more = new LinkedHashMap<>(chosen);
            more.put(item, value);
            if (couldFit(filter, state, more, open, values)) {
                return true;
            }
        }
        return false;
    }

    private static List<EventState> read(String file) {
        SoapElement response = SoapReader.operation(Recorded.text(file).getBytes(StandardCharsets.UTF_8));
        List<EventState> states = new ArrayList<>();
        response.needed("TopicSet").children().forEach(level -> collect("", level, states));
        return List.copyOf(states);
    }

    private static void collect(String above, SoapElement level, List<EventState> into) {
        String topic = above + PREFIXES.getOrDefault(level.namespace(), "") + level.name();
        for (SoapElement child : level.children()) {
            if (!child.name().equals("MessageInstance")) {
                collect(topic + "/", child, into);
            } else if ("true".equals(child.attributes().get("isProperty"))) {
                instances(topic, items(child, "SourceInstance"), items(child, "DataInstance"), into);
            }
        }
    }

    private static List<SoapElement> items(SoapElement message, String group) {
        SoapElement part = message.child(group);
        return part == null ? List.of() : part.all("SimpleItemInstance");
    }

    /** One state per combination of source values; an item without values is as open as data. */
    private static void instances(
            String topic, List<SoapElement> sources, List<SoapElement> data, List<EventState> into) {
        Map<String, String> open = new LinkedHashMap<>();
        data.forEach(item -> open.put(name(item), ""));
        List<Map<String, String>> combinations = new ArrayList<>(List.of(Map.of()));
        for (SoapElement source : sources) {
            List<SoapElement> values = source.all("Value");
            if (values.isEmpty()) {
                open.put(name(source), "");
                continue;
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> before : combinations) {
                for (SoapElement value : values) {
                    Map<String, String> combination = new LinkedHashMap<>(before);
                    combination.put(name(source), value.text());
                    longer.add(combination);
                }
            }
            combinations = longer;
        }
        combinations.forEach(source -> into.add(new EventState(topic, source, open)));
    }

    private static String name(SoapElement item) {
        return item.attributes().getOrDefault("Name", "");
    }
}
