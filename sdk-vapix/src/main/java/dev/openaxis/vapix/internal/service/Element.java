package dev.openaxis.vapix.internal.service;

import dev.openaxis.vapix.internal.Xml;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML element as services send it. Names are compared by namespace and local name, never by prefix: devices choose the
 * prefixes (recorded).
 *
 * @param name namespace and local name
 * @param attributes by namespace and local name; most have no namespace
 * @param text its own text without that of its children, as it stands there
 * @param children the elements in it, in order
 */
public record Element(QName name, Map<QName, String> attributes, String text, List<Element> children) {
    /** Topics of events, the deepest thing devices send, have about ten levels. */
    private static final int DEEPEST = 64;

    /** Makes the collections immutable; attributes keep their order. */
    public Element {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        children = List.copyOf(children);
    }

    /** An element with others in it. */
    public static Element of(String namespace, String name, Element... children) {
        return new Element(new QName(namespace, name), Map.of(), "", List.of(children));
    }

    /** The same element with one more attribute. */
    public Element with(QName attribute, String value) {
        Map<QName, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Element(name, more, text, children);
    }

    /** An element with a text in it. */
    public static Element text(String namespace, String name, String text) {
        return new Element(new QName(namespace, name), Map.of(), text, List.of());
    }

    /** The same with one more attribute, which has no namespace. */
    public Element with(String attribute, String value) {
        return with(new QName(attribute), value);
    }

    /** The same, declaring a prefix for texts that use it; names need none. Reading does not tell declarations. */
    public Element declaring(String prefix, String namespace) {
        return with(new QName(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, prefix), namespace);
    }

    /** Whether it has this name. */
    public boolean is(String namespace, String localName) {
        return name.getLocalPart().equals(localName) && name.getNamespaceURI().equals(namespace);
    }

    /** The children of a name. */
    public List<Element> children(String namespace, String localName) {
        return children.stream().filter(child -> child.is(namespace, localName)).toList();
    }

    /** The first child of a name. */
    public Optional<Element> child(String namespace, String localName) {
        return children.stream().filter(child -> child.is(namespace, localName)).findFirst();
    }

    /** The text of the first child of a name, without white space around it. */
    public Optional<String> childText(String namespace, String localName) {
        return child(namespace, localName).map(child -> child.text().trim());
    }

    /**
     * The text of the first element of that local name in this one, however deep and of whatever namespace, without white space
     * around it.
     */
    public Optional<String> textWithin(String localName) {
        return children.stream()
                .flatMap(child -> child.name().getLocalPart().equals(localName)
                        ? Stream.of(child.text().trim())
                        : child.textWithin(localName).stream())
                .findFirst();
    }

    /** An attribute without a namespace. */
    public Optional<String> attribute(String localName) {
        return Optional.ofNullable(attributes.get(new QName(localName)));
    }

    // ---- reading ----

    /** What is known of an element whose end was not read yet. */
    private record Open(QName name, Map<QName, String> attributes, StringBuilder text, List<Element> children) {
        Element closed() {
            return new Element(name, attributes, text.toString(), children);
        }
    }

    /**
     * Reads a document. Document types are refused, and with them every entity but the five of XML itself.
     *
     * @throws XMLStreamException if it is not well-formed, has a document type, or is nested too deeply
     */
    public static Element parse(String text) throws XMLStreamException {
        XMLStreamReader xml = Xml.reader(text);
        Deque<Open> open = new ArrayDeque<>();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() >= DEEPEST) {
                        throw new XMLStreamException("nested more than " + DEEPEST + " levels deep");
                    }
                    open.push(new Open(xml.getName(), attributes(xml), new StringBuilder(), new ArrayList<>()));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.getFirst().text().append(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element closed = open.pop().closed();
                    if (open.isEmpty()) {
                        requireEnd(xml);
                        return closed;
                    }
                    open.getFirst().children().add(closed);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("a document type or an entity, which no device needs");
                default -> {
                    // comments, processing instructions and white space say nothing
                }
            }
        }
        throw new XMLStreamException("no element");
    }

    /** What comes after the document is read too, as it may show that this is none. */
    private static void requireEnd(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            xml.next();
        }
    }

    private static Map<QName, String> attributes(XMLStreamReader xml) {
        Map<QName, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeName(i), xml.getAttributeValue(i));
        }
        return attributes;
    }

    // ---- writing ----

    /**
     * The element as a document. Each element whose namespace is not that of its parent declares it as the default, the form
     * the documentation's own examples have (VAPIX certificate-management-api).
     *
     * @throws IllegalArgumentException if a text holds a character that XML does not have
     */
    public String xml() {
        StringBuilder xml = new StringBuilder();
        write(xml, "");
        return xml.toString();
    }

    private void write(StringBuilder xml, String namespace) {
        String own = name.getNamespaceURI();
        xml.append('<').append(name.getLocalPart());
        if (!own.equals(namespace)) {
            xml.append(" xmlns=\"").append(escaped(own)).append('"');
        }
        attributes.forEach((attribute, value) -> {
            String space = attribute.getNamespaceURI();
            xml.append(' ');
            if (space.equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI)) {
                xml.append("xmlns:");
            } else if (!space.isEmpty()) {
                // The default namespace is not that of attributes, so each brings a prefix of its own.
                String prefix = "a" + attribute.getLocalPart();
                xml.append("xmlns:")
                        .append(prefix)
                        .append("=\"")
                        .append(escaped(space))
                        .append("\" ")
                        .append(prefix)
                        .append(':');
            }
            xml.append(attribute.getLocalPart())
                    .append("=\"")
                    .append(escaped(value))
                    .append('"');
        });
        if (text.isEmpty() && children.isEmpty()) {
            xml.append("/>");
            return;
        }
        xml.append('>').append(escaped(text));
        children.forEach(child -> child.write(xml, own));
        xml.append("</").append(name.getLocalPart()).append('>');
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // As they stand, line ends and tabs would be read as something else.
                case '\r', '\n', '\t' -> escaped.append("&#").append(c).append(';');
                default -> escaped.appendCodePoint(requireAllowed(c));
            }
        });
        return escaped.toString();
    }

    /** The characters of XML 1.0, section 2.2. */
    private static int requireAllowed(int c) {
        if (c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
            throw new IllegalArgumentException("XML does not have the character U+" + Integer.toHexString(c));
        }
        return c;
    }
}
