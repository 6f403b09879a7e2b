package dev.openaxis.testkit.internal;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a SOAP 1.2 request. Document types, and with them entities of its own, are not read. */
final class SoapReader {
    static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";

    /** Deeper than any request of these services; keeps a hostile one bounded. */
    private static final int MAX_DEPTH = 32;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader in;

    private SoapReader(XMLStreamReader in) {
        this.in = in;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** The operation: the first element of the body. */
    static SoapElement operation(byte[] request) {
        return operation(envelope(request));
    }

    /** The operation and what stands beside it in the header. */
    static SoapRequest request(Incoming carrier) {
        SoapElement envelope = envelope(carrier.body());
        SoapElement header = envelope.child("Header");
        return new SoapRequest(operation(envelope), header == null ? List.of() : header.children(), carrier);
    }

    private static SoapElement envelope(byte[] request) {
        try {
            // Decoded here: the parser prints what it thinks of malformed bytes.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request))
                    .toString();
            return new SoapReader(FACTORY.createXMLStreamReader(new StringReader(text))).document();
        } catch (CharacterCodingException | XMLStreamException malformed) {
            throw ServiceFault.invalidArgs("The request is not well-formed");
        }
    }

    private static SoapElement operation(SoapElement envelope) {
        SoapElement body =
                envelope.namespace().equals(ENVELOPE) && envelope.name().equals("Envelope")
                        ? envelope.child("Body")
                        : null;
        if (body == null || body.children().isEmpty()) {
            throw ServiceFault.invalidArgs("The request is not a SOAP 1.2 envelope with an operation");
        }
        return body.children().get(0);
    }

    private SoapElement document() throws XMLStreamException {
        while (in.next() != XMLStreamConstants.START_ELEMENT) {
            if (in.getEventType() == XMLStreamConstants.DTD) {
                throw new XMLStreamException("A request has no document type");
            }
        }
        SoapElement root = element(1);
        while (in.hasNext()) {
            in.next();
        }
        return root;
    }

    private SoapElement element(int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new XMLStreamException("Too deep");
        }
        String namespace = in.getNamespaceURI();
        String name = in.getLocalName();
        Map<String, String> attributes = attributes();
        List<SoapElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int event = in.next(); event != XMLStreamConstants.END_ELEMENT; event = in.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element(depth + 1));
            } else if (in.isCharacters()) {
                text.append(in.getText());
            }
        }
        return new SoapElement(
                namespace == null ? "" : namespace,
                name,
                attributes,
                List.copyOf(children),
                text.toString().trim());
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
        }
        return attributes;
    }
}
