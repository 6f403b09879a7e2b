package dev.openaxis.vapix.internal.events;

import dev.openaxis.vapix.internal.events.Notification.Change;
import dev.openaxis.vapix.internal.service.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads {@code wsnt:NotificationMessage}, the form of ONVIF: in the RTSP metadata stream and in the answers of a pull point. */
final class NotificationXml {
    static final String NOTIFICATIONS = "http://docs.oasis-open.org/wsn/b-2";
    private static final String SCHEMA = "http://www.onvif.org/ver10/schema";

    private NotificationXml() {}

    /**
     * All notifications in an element, however deep.
     *
     * @param odd told of those that say nothing
     */
    static List<Notification> in(Element element, Consumer<String> odd) {
        List<Notification> all = new ArrayList<>();
        collect(element, all, odd);
        return all;
    }

    private static void collect(Element element, List<Notification> into, Consumer<String> odd) {
        if (element.is(NOTIFICATIONS, "NotificationMessage")) {
            Optional<Notification> told = notification(element);
            told.ifPresent(into::add);
            if (told.isEmpty()) {
                odd.accept("a notification without a topic or a message");
            }
        } else {
            element.children().forEach(child -> collect(child, into, odd));
        }
    }

    private static Optional<Notification> notification(Element element) {
        Optional<Element> message = element.child(NOTIFICATIONS, "Message").flatMap(of -> of.child(SCHEMA, "Message"));
        return element.childText(NOTIFICATIONS, "Topic")
                .filter(topic -> !topic.isEmpty())
                .flatMap(topic -> message.map(said -> new Notification(
                        Notification.canonical(topic),
                        Notification.merged(items(said, "Source"), items(said, "Key")),
                        items(said, "Data"),
                        said.attribute("UtcTime").flatMap(NotificationXml::time),
                        change(said.attribute("PropertyOperation").orElse("")))));
    }

    private static Map<String, String> items(Element message, String group) {
        Map<String, String> items = new LinkedHashMap<>();
        message.children(SCHEMA, group).stream()
                .flatMap(found -> found.children(SCHEMA, "SimpleItem").stream())
                .forEach(item -> item.attribute("Name")
                        .ifPresent(
                                name -> items.put(name, item.attribute("Value").orElse(""))));
        return items;
    }

    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.trim()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Change change(String operation) {
        return switch (operation.trim().toLowerCase(Locale.ROOT)) {
            case "initialized" -> Change.INITIALIZED;
            case "changed" -> Change.CHANGED;
            case "deleted" -> Change.DELETED;
            case "" -> Change.MOMENTARY;
            default -> Change.NOT_TOLD;
        };
    }
}
