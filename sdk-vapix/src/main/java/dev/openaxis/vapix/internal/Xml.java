package dev.openaxis.vapix.internal;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what devices send as XML, without document types or anything from outside the text. */
public final class Xml {
    private Xml() {}

    /** A reader of a text. */
    public static XMLStreamReader reader(String text) throws XMLStreamException {
        // The JDK's own reader, whatever else the host has: its limits are known, and it opens nothing.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory.createXMLStreamReader(new StringReader(text));
    }

    /**
     * The texts of a small answer's elements, trimmed, by the elements' names; of several with one name the first.
     *
     * @throws XMLStreamException if it is not well-formed
     */
    public static Map<String, String> texts(String text) throws XMLStreamException {
        XMLStreamReader xml = reader(text);
        Map<String, String> texts = new HashMap<>();
        StringBuilder current = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> current.setLength(0);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> current.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    texts.putIfAbsent(xml.getLocalName(), current.toString().trim());
                    current.setLength(0);
                }
                default -> {
                    // comments and the like say nothing
                }
            }
        }
        return texts;
    }
}
