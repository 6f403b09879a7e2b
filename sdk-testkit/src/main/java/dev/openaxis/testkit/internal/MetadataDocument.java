package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.RtspVariant;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Writes the documents of a metadata stream, reference 04 section 2.2, character by character as recorded. */
final class MetadataDocument {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

    private final DeviceConfig config;
    private final String producer;
    /** Between elements: nothing, or a line end on newer firmware. */
    private final String gap;
    /** Between name space declarations. */
    private final String blank;

    MetadataDocument(DeviceConfig config) {
        this.config = config;
        // The same for all events of a device, not its serial number (recorded); which identifier it is, is not found.
        this.producer = "uri://" + UUID.nameUUIDFromBytes(config.serial().getBytes(StandardCharsets.US_ASCII))
                + "/ProducerReference";
        boolean lines = config.is(RtspVariant.DOCUMENTS_IN_LINES);
        this.gap = lines ? "\n" : "";
        this.blank = lines ? "\n" : " ";
    }

    /** A stream opens with a document that tells nothing (recorded). */
    byte[] empty() {
        return document("");
    }

    byte[] of(List<EventNotice> notices) {
        StringBuilder messages = new StringBuilder();
        notices.forEach(notice -> append(messages, notice));
        return document("<tt:Event>" + gap + messages + "</tt:Event>" + gap);
    }

    private static byte[] document(String content) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<tt:MetadataStream xmlns:tt=\"http://www.onvif.org/ver10/schema\">\n" + content
                        + "</tt:MetadataStream>\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void append(StringBuilder out, EventNotice notice) {
        out.append("<wsnt:NotificationMessage xmlns:tns1=\"http://www.onvif.org/ver10/topics\"")
                .append(blank)
                .append("xmlns:tnsaxis=\"http://www.axis.com/2009/event/topics\"")
                .append(blank)
                .append("xmlns:wsnt=\"http://docs.oasis-open.org/wsn/b-2\"")
                .append(blank)
                .append("xmlns:wsa5=\"http://www.w3.org/2005/08/addressing\">")
                .append(gap)
                .append("<wsnt:Topic Dialect=\"http://docs.oasis-open.org/wsn/t-1/TopicExpression/Simple\">")
                .append(SoapEnvelope.escaped(notice.state().topic()))
                .append("</wsnt:Topic>")
                .append(gap)
                .append("<wsnt:ProducerReference>")
                .append(gap)
                .append("<wsa5:Address>")
                .append(producer)
                .append("</wsa5:Address>")
                .append(gap)
                .append("</wsnt:ProducerReference>")
                .append(gap)
                .append("<wsnt:Message>")
                .append(gap);
        message(out, notice);
        out.append("</wsnt:Message>")
                .append(gap)
                .append("</wsnt:NotificationMessage>")
                .append(gap);
    }

    private void message(StringBuilder out, EventNotice notice) {
        boolean isState = notice.change() != EventNotice.Change.NONE;
        out.append("<tt:Message UtcTime=\"")
                .append(UTC.format(notice.since().atOffset(ZoneOffset.UTC)))
                .append('"')
                .append(isState ? " PropertyOperation=\"" + notice.change().word() + '"' : "")
                .append('>')
                .append(gap);
        group(out, "tt:Source", notice.state().source());
        if (isState || config.is(RtspVariant.PULSES_WITH_KEY)) {
            group(out, "tt:Key", Map.of());
        }
        group(out, "tt:Data", notice.state().data());
        out.append("</tt:Message>").append(gap);
    }

    private void group(StringBuilder out, String element, Map<String, String> items) {
        out.append('<').append(element).append('>').append(items.isEmpty() ? "" : gap);
        items.forEach((name, value) -> out.append("<tt:SimpleItem Name=\"")
                .append(quoted(name))
                .append("\" Value=\"")
                .append(quoted(value))
                .append("\"/>")
                .append(gap));
        out.append("</").append(element).append('>').append(gap);
    }

    /** Line ends within a value stay what they are (recorded). */
    private static String quoted(String text) {
        return SoapEnvelope.escaped(text).replace("\"", "&quot;");
    }
}
