package dev.openaxis.vapix.internal;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
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
}
