package dev.openaxis.vapix.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.events.DoorControlEvent;
import dev.openaxis.vapix.events.OtherEvent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.VapixEvent;
import dev.openaxis.vapix.internal.events.Notification.Change;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.recordings.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that real devices sent over RTSP, and the form of pull points (reference 04 sections 2.2 and 2.3). */
class RecordedNotificationsTest {
    private static final Pattern TOPIC = Pattern.compile("<wsnt:Topic[^>]*>([^<]+)<");
    private static final Pattern OPERATION = Pattern.compile("PropertyOperation=\"(\\w+)\"");
    private static final Pattern TIME = Pattern.compile("UtcTime=\"([^\"]+)\"");
    private static final Pattern ITEM = Pattern.compile("SimpleItem Name=\"([^\"]+)\" Value=\"([^\"]*)\"");

    private static Stream<String> documents() {
        return Recorded.names("events/metadata").stream();
    }

    private static List<Notification> read(String name) throws XMLStreamException {
        List<String> odd = new ArrayList<>();
        List<Notification> notifications = NotificationXml.in(Element.parse(Recorded.text(name)), odd::add);
        assertThat(odd).isEmpty();
        return notifications;
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyDocument_isReadAsItSays(String name) throws Exception {
        String text = Recorded.text(name);
        List<Notification> notifications = read(name);
        if (!text.contains("NotificationMessage")) {
            assertThat(name).endsWith("first-message.xml");
            assertThat(notifications).isEmpty();
            return;
        }

        assertThat(notifications).hasSize(1);
        Notification told = notifications.get(0);
        assertThat(told.topic()).isEqualTo(first(TOPIC, text).replaceAll("tns1:|tnsaxis:", ""));
        assertThat(told.change())
                .isEqualTo(Change.valueOf(first(OPERATION, text).toUpperCase(Locale.ROOT)));
        assertThat(told.time()).contains(Instant.parse(first(TIME, text)));
        Map<String, String> items = new HashMap<>(told.source());
        items.putAll(told.data());
        Map<String, String> written = new HashMap<>();
        ITEM.matcher(text).results().forEach(item -> written.put(item.group(1), item.group(2)));
        assertThat(items).isEqualTo(written);
        assertThat(told.data()).isNotEmpty();
        VapixEvent event = new EventTyping("B8A44F000001", EventTyping.Declared.NOTHING).event(told);
        assertThat(event.stateful()).isTrue();
        assertThat(event.source()).isEqualTo(told.source());
    }

    private static VapixEvent event(String name) throws XMLStreamException {
        return new EventTyping("B8A44F000001", EventTyping.Declared.NOTHING)
                .event(read(name).get(0));
    }

    @Test
    void portsAreTyped_andRelaysLeftToTheirNumbering() throws Exception {
        assertThat(event("events/metadata/port-0-init.xml")).isInstanceOfSatisfying(PortEvent.class, port -> {
            assertThat(port.port()).isEqualTo(PortId.of(1));
            assertThat(port.state()).isEqualTo(PortState.INACTIVE);
        });
        assertThat(event("events/metadata/port-any-init.xml")).isInstanceOf(OtherEvent.class);
        assertThat(event("events/metadata/relay-init.xml")).isInstanceOf(OtherEvent.class);
    }

    @Test
    void anAnswerToAPull() throws Exception {
        assertThat(event("events/pullpoint/composed-PullMessages-response.xml"))
                .isInstanceOfSatisfying(DoorControlEvent.class, door -> {
                    assertThat(door.name()).isEqualTo("Door/State/DoorMode");
                    assertThat(door.source()).containsEntry("DoorToken", "Axis-accc8e000001:1714979000.000000000");
                    assertThat(door.data()).containsEntry("State", "Locked");
                    assertThat(door.stateful()).isTrue();
                });
    }
}
