package dev.openaxis.testkit;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** Requests of the action service, made as a foreign client makes them. */
final class Rules {
    private static final String CONCRETE = "http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete";
    private static final String ITEMS = "http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter";

    private Rules() {}

    static HttpResponse<String> ask(SimulatedDevice device, String operation, String content) {
        return Soap.ask(device, Soap.ACTION, operation, content);
    }

    static Element result(SimulatedDevice device, String operation, String content) {
        return Soap.result(ask(device, operation, content), Soap.ACTION, operation);
    }

    static String action(String token, String... parameters) {
        return "<NewActionConfiguration><TemplateToken>" + token + "</TemplateToken>" + parameters(parameters)
                + "</NewActionConfiguration>";
    }

    static String parameters(String... parameters) {
        StringBuilder list = new StringBuilder("<Parameters>");
        for (int i = 0; i < parameters.length; i += 2) {
            list.append("<Parameter Name=\"" + parameters[i] + "\" Value=\"" + parameters[i + 1] + "\"/>");
        }
        return list.append("</Parameters>").toString();
    }

    static String filter(String topic, String content) {
        return "<TopicExpression xmlns=\"" + PullClient.WSNT + "\" Dialect=\"" + CONCRETE + "\">" + topic
                + "</TopicExpression>"
                + (content.isEmpty()
                        ? ""
                        : "<MessageContent xmlns=\"" + PullClient.WSNT + "\" Dialect=\"" + ITEMS + "\">" + content
                                + "</MessageContent>");
    }

    static String items(String... items) {
        List<String> clauses = new ArrayList<>();
        for (int i = 0; i < items.length; i += 2) {
            clauses.add("boolean(//SimpleItem[@Name=\"" + items[i] + "\" and @Value=\"" + items[i + 1] + "\"])");
        }
        return String.join(" and ", clauses);
    }

    static String condition(String topic, String... items) {
        return "<Condition>" + filter(topic, items(items)) + "</Condition>";
    }

    static String rule(String conditions, String action) {
        return "<NewActionRule><Name>r</Name><Enabled>true</Enabled><Conditions>" + conditions
                + "</Conditions><PrimaryAction>" + action + "</PrimaryAction></NewActionRule>";
    }

    static String startEvent(String topic, String... items) {
        return "<StartEvent>" + filter(topic, items(items)) + "</StartEvent>";
    }

    /** Makes an action from a template without its usual beginning and gives its number. */
    static String makeAction(SimulatedDevice device, String token, String... parameters) {
        return result(device, "AddActionConfiguration", action("com.axis.action." + token, parameters))
                .getTextContent();
    }

    /** Makes an enabled rule from everything between its name and its action, and gives its number. */
    static String make(SimulatedDevice device, String parts, String action) {
        return result(
                        device,
                        "AddActionRule",
                        "<NewActionRule><Name>r</Name><Enabled>true</Enabled>" + parts + "<PrimaryAction>" + action
                                + "</PrimaryAction></NewActionRule>")
                .getTextContent();
    }

    static String conditions(String... conditions) {
        return "<Conditions>" + String.join("", conditions) + "</Conditions>";
    }
}
