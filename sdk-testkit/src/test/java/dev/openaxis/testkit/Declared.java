package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/**
 * One declared topic, as a foreign client reads it: prefixes are those of the namespaces, not those of the answer.
 *
 * @param topic in the form of notifications
 * @param level the element of the topic
 * @param message its message instance
 */
record Declared(String topic, Element level, Element message) {
    private static final Map<String, String> PREFIXES =
            Map.of("http://www.onvif.org/ver10/topics", "tns1:", "http://www.axis.com/2009/event/topics", "tnsaxis:");

    /** Every topic of an answer of {@code GetEventInstances}. */
    static Map<String, Declared> read(String answer) {
        Element response = Soap.body(answer);
        assertThat(response.getLocalName()).isEqualTo("GetEventInstancesResponse");
        Map<String, Declared> topics = new TreeMap<>();
        Soap.children(Soap.children(response).get(0)).forEach(child -> collect("", child, topics));
        return topics;
    }

    static Map<String, Declared> ask(SimulatedDevice device) {
        return read(Soap.ask(device, Soap.EVENT, "GetEventInstances", "").body());
    }

    private static void collect(String above, Element level, Map<String, Declared> into) {
        String namespace = level.getNamespaceURI();
        String topic = above + (namespace == null ? "" : PREFIXES.get(namespace)) + level.getLocalName();
        for (Element child : Soap.children(level)) {
            if (!Soap.EVENT.equals(child.getNamespaceURI())) {
                collect(topic + "/", child, into);
                continue;
            }
            assertThat(level.getAttributeNS("http://docs.oasis-open.org/wsn/t-1", "topic"))
                    .isEqualTo("true");
            into.put(topic, new Declared(topic, level, child));
        }
    }

    boolean isProperty() {
        return message.getAttributeNS(Soap.EVENT, "isProperty").equals("true");
    }

    /** Items by name; sources and data apart. */
    Map<String, Element> items(String group) {
        Map<String, Element> items = new TreeMap<>();
        for (Element part : Soap.children(message)) {
            if (part.getLocalName().equals(group)) {
                Soap.children(part).forEach(item -> items.put(item.getAttribute("Name"), item));
            }
        }
        return items;
    }

    Element data(String name) {
        return items("DataInstance").get(name);
    }

    List<String> sourceValues(String name) {
        return values(items("SourceInstance").get(name));
    }

    static List<String> values(Element item) {
        List<String> values = new ArrayList<>();
        Soap.children(item).forEach(value -> values.add(value.getTextContent()));
        return values;
    }

    /** Everything that is said about the topic except which values there are. */
    String shape() {
        return topic + " " + attributes(level) + attributes(message) + " source " + items(items("SourceInstance"))
                + " data " + items(items("DataInstance"));
    }

    private static String items(Map<String, Element> items) {
        Map<String, String> shapes = new TreeMap<>();
        items.forEach((name, item) -> shapes.put(name, attributes(item).toString()));
        return shapes.toString();
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> attributes = new TreeMap<>();
        NamedNodeMap nodes = element.getAttributes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (!nodes.item(i).getNodeName().startsWith("xmlns")) {
                attributes.put(nodes.item(i).getNodeName(), nodes.item(i).getNodeValue());
            }
        }
        return attributes;
    }
}
