package dev.openaxis.vapix.internal.events;

import dev.openaxis.vapix.events.EventDeclaration;
import dev.openaxis.vapix.events.EventDeclaration.Item;
import dev.openaxis.vapix.events.EventDeclaration.Mark;
import dev.openaxis.vapix.events.EventDeclaration.Value;
import dev.openaxis.vapix.events.EventDeclarations;
import dev.openaxis.vapix.internal.service.Element;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * Reads the answer to {@code GetEventInstances}. Levels have a namespace only where one begins, and items none; what a device
 * leaves out is left out, so only a level without a name is impossible.
 */
final class DeclarationTree {
    private static final String TOPICS = "http://docs.oasis-open.org/wsn/t-1";
    private static final String ONVIF = "http://www.onvif.org/ver10/topics";
    private static final String AXIS = "http://www.axis.com/2009/event/topics";
    private static final String EVENTS = Declarations.NAMESPACE;

    private DeclarationTree() {}

    static EventDeclarations of(Element response) {
        return new EventDeclarations(response.child(TOPICS, "TopicSet")
                .map(set -> levels(set, "", ""))
                .orElse(List.of()));
    }

    private static List<EventDeclarations.Level> levels(Element of, String topic, String spelling) {
        return of.children().stream()
                .filter(child -> !child.is(EVENTS, "MessageInstance"))
                .map(child -> level(child, topic, spelling))
                .toList();
    }

    private static EventDeclarations.Level level(Element element, String above, String aboveSpelled) {
        String name = element.name().getLocalPart();
        String prefix = switch (element.name().getNamespaceURI()) {
            case ONVIF -> "tns1:";
            case AXIS -> "tnsaxis:";
            default -> "";
        };
        String topic = above.isEmpty() ? name : above + "/" + name;
        String spelling = (aboveSpelled.isEmpty() ? "" : aboveSpelled + "/") + prefix + name;
        return new EventDeclarations.Level(
                name,
                attribute(element, "NiceName"),
                element.child(EVENTS, "MessageInstance").map(message -> declaration(element, message, topic, spelling)),
                levels(element, topic, spelling));
    }

    private static EventDeclaration declaration(Element level, Element message, String topic, String spelling) {
        return new EventDeclaration(
                topic,
                spelling,
                attribute(level, "NiceName"),
                flag(message, "isProperty"),
                items(message, "SourceInstance"),
                items(message, "DataInstance"),
                marks(level));
    }

    private static Set<Mark> marks(Element level) {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        if (flag(level, "isApplicationData")) {
            marks.add(Mark.APPLICATION_DATA);
        }
        if (flag(level, "client-event")) {
            marks.add(Mark.CLIENT_EVENT);
        }
        if (flag(level, "isDeprecated")) {
            marks.add(Mark.DEPRECATED);
        }
        return marks;
    }

    private static List<Item> items(Element message, String group) {
        return message.children(EVENTS, group).stream()
                .flatMap(found -> found.children(EVENTS, "SimpleItemInstance").stream())
                .filter(item -> !attribute(item, "Name").isEmpty())
                .map(item -> new Item(
                        attribute(item, "Name"),
                        attribute(item, "Type"),
                        attribute(item, "NiceName"),
                        flag(item, "isPropertyState"),
                        item.children(EVENTS, "Value").stream()
                                .map(value -> new Value(value.text().trim(), attribute(value, "NiceName")))
                                .toList()))
                .toList();
    }

    private static boolean flag(Element element, String name) {
        return Notification.flagOf(attribute(element, name)).orElse(false);
    }

    /** An attribute, whatever its namespace: devices give it to some of them. */
    private static String attribute(Element element, String name) {
        Optional<QName> found = element.attributes().keySet().stream()
                .filter(attribute -> attribute.getLocalPart().equals(name))
                .findFirst();
        return found.map(attribute ->
                        element.attributes().getOrDefault(attribute, "").trim())
                .orElse("");
    }
}
