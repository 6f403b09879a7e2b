package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Asks SOAP services as a foreign client does, and reads answers with the JDK's parser. */
final class Soap {
    static final String VAPIX = "/vapix/services";
    static final String TDS = "http://www.onvif.org/ver10/device/wsdl";
    static final String TMD = "http://www.onvif.org/ver10/deviceIO/wsdl";
    static final String TT = "http://www.onvif.org/ver10/schema";
    static final String GPIO = "http://www.axis.com/vapix/ws/AxisGPIO";
    static final String EVENT = "http://www.axis.com/vapix/ws/event1";
    static final String ACTION = "http://www.axis.com/vapix/ws/action1";
    static final String ENTRY = "http://www.axis.com/vapix/ws/entry";
    static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";

    private Soap() {}

    /** The minimal request of reference 01 section 13.1 around an operation in a default namespace. */
    static String request(String namespace, String operation, String content) {
        return "<soap:Envelope xmlns:soap=\"" + ENVELOPE + "\"><soap:Body>\n<" + operation + " xmlns=\"" + namespace
                + "\">" + content + "</" + operation + "></soap:Body></soap:Envelope>";
    }

    static HttpResponse<String> post(Client client, String path, String envelope) {
        return client.authorized("POST", path, "application/soap+xml; charset=utf-8", envelope);
    }

    static HttpResponse<String> ask(SimulatedDevice device, String namespace, String operation, String content) {
        return post(new Client(device), VAPIX, request(namespace, operation, content));
    }

    /** The only element of the answer's body. */
    static Element body(String answer) {
        Element envelope = document(answer);
        assertThat(envelope.getNamespaceURI()).isEqualTo(ENVELOPE);
        return children(children(envelope).get(0)).get(0);
    }

    static Element document(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IllegalStateException(xml, e);
        }
    }

    /** The content of a successful answer of this operation. */
    static Element result(HttpResponse<String> answer, String namespace, String operation) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/soap+xml; charset=utf-8");
        Element result = body(answer.body());
        assertThat(result.getNamespaceURI() + " " + result.getLocalName())
                .isEqualTo(namespace + " " + operation + "Response");
        return result;
    }

    static List<Element> children(Node parent) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** Local names, attributes and texts, for example {@code Port(PortId=3 Active=false)}. */
    static String shape(Element element) {
        StringBuilder text = new StringBuilder(element.getLocalName());
        if (element.hasAttribute("token")) {
            text.append('@').append(element.getAttribute("token"));
        }
        List<Element> children = children(element);
        if (!children.isEmpty()) {
            List<String> parts = children.stream().map(Soap::shape).toList();
            return text.append('(').append(String.join(" ", parts)).append(')').toString();
        }
        return element.getTextContent().isEmpty()
                ? text.toString()
                : text.append('=').append(element.getTextContent()).toString();
    }

    /** Checks a fault and gives its codes, outermost first, for example {@code Sender ter:InvalidArgs}. */
    static String fault(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Element fault = body(answer.body());
        assertThat(fault.getLocalName()).isEqualTo("Fault");
        NodeList values = fault.getElementsByTagNameNS(ENVELOPE, "Value");
        StringBuilder codes = new StringBuilder(values.item(0).getTextContent().replaceFirst("^.*:", ""));
        for (int i = 1; i < values.getLength(); i++) {
            codes.append(' ').append(values.item(i).getTextContent());
        }
        return codes.toString();
    }
}
