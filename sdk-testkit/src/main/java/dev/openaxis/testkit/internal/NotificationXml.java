package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.util.Map;

/** Notifications in the form of ONVIF, reference 04 section 2.2: the order and the spelling of recorded documents. */
final class NotificationXml {
    private NotificationXml() {}

    /** One {@code wsnt:NotificationMessage}; its prefixes are those SOAP answers declare. */
    static String message(DeviceConfig config, EventNotice notice) {
        boolean lean = config.is(Variant.NOTIFY_WITHOUT_KEY);
        EventState state = notice.state();
        String operation = notice.change().word();
        String items = (lean && state.source().isEmpty() ? "" : group("tt:Source", state.source()))
                + (lean ? "" : group("tt:Key", Map.of()))
                + group("tt:Data", state.data());
        String message = "<tt:Message UtcTime=\"" + XmlTime.micros(notice.since()) + '"'
                + (operation.isEmpty() ? "" : " PropertyOperation=\"" + operation + '"') + '>' + items
                + "</tt:Message>";
        return SoapEnvelope.element(
                "wsnt:NotificationMessage",
                "<wsnt:Topic Dialect=\"http://docs.oasis-open.org/wsn/t-1/TopicExpression/Simple\">"
                        + SoapEnvelope.escaped(state.topic()) + "</wsnt:Topic>"
                        + SoapEnvelope.element("wsnt:Message", message));
    }

    private static String group(String name, Map<String, String> items) {
        StringBuilder text = new StringBuilder();
        items.forEach((item, value) -> text.append("<tt:SimpleItem Name=\"")
                .append(SoapEnvelope.quoted(item))
                .append("\" Value=\"")
                .append(SoapEnvelope.quoted(value))
                .append("\"/>"));
        return SoapEnvelope.element(name, text.toString());
    }
}
