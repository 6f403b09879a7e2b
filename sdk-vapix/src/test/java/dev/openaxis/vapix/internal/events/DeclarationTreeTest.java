package dev.openaxis.vapix.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.events.EventDeclaration;
import dev.openaxis.vapix.events.EventDeclaration.Mark;
import dev.openaxis.vapix.events.EventDeclaration.Value;
import dev.openaxis.vapix.events.EventDeclarations;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.recordings.Recorded;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real devices declare (reference 04 section 2.1). */
class DeclarationTreeTest {
    private static final Pattern MESSAGES = Pattern.compile("<aev:MessageInstance");
    private static final Pattern PROPERTIES = Pattern.compile("isProperty=\"true\"");

    private static String recorded(String name) {
        return Recorded.text("events/instances/gei-" + name + ".xml");
    }

    private static EventDeclarations declared(String text) throws XMLStreamException {
        Element body = Element.parse(text).children().stream()
                .filter(child -> child.name().getLocalPart().equals("Body"))
                .findFirst()
                .orElseThrow();
        return DeclarationTree.of(body.children().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "D4200-VE-12.9.57",
                "M1075-L-12.9.57",
                "P8815-2-10.12.323",
                "P8815-2-11.11.192",
                "kane610-event-instances",
                "kane610-pir-sensor",
                "kane610-storage-alert",
                "kane610-vmd4-profile1"
            })
    void everyDeclarationOfARealDevice_isRead(String recording) throws Exception {
        String text = recorded(recording);
        EventDeclarations declarations = declared(text);

        assertThat(declarations.all())
                .hasSize((int) MESSAGES.matcher(text).results().count());
        assertThat(declarations.all().stream().filter(EventDeclaration::stateful))
                .hasSize((int) PROPERTIES.matcher(text).results().count());
        assertThat(declarations.all()).allSatisfy(topic -> {
            assertThat(topic.filter().matchesTopic(topic.topic())).isTrue();
            assertThat(Notification.canonical(topic.spelling())).isEqualTo(topic.topic());
            assertThat(declarations.find(topic.spelling())).contains(topic);
        });
    }

    @Test
    void aPortsTopic_withItsInstances() throws Exception {
        EventDeclaration port =
                declared(recorded("M1075-L-12.9.57")).find("Device/IO/Port").orElseThrow();

        assertThat(port.spelling()).isEqualTo("tns1:Device/tnsaxis:IO/Port");
        assertThat(port.niceName()).isEqualTo("Digital input port");
        assertThat(port.stateful()).isTrue();
        assertThat(port.source()).singleElement().satisfies(item -> {
            assertThat(item.name()).isEqualTo("port");
            assertThat(item.type()).isEqualTo("xsd:int");
            assertThat(item.values()).contains(new Value("-1", "Any"));
        });
        assertThat(port.stateItem().orElseThrow().name()).isEqualTo("state");
    }

    @Test
    void momentaryOnes_applicationData_andAxisRoots() throws Exception {
        EventDeclarations declarations = declared(recorded("M1075-L-12.9.57"));

        assertThat(declarations.find("Device/Network/BlockedIP").orElseThrow().stateful())
                .isFalse();
        assertThat(declarations
                        .find("Device/Trigger/DigitalInput")
                        .orElseThrow()
                        .marks())
                .contains(Mark.APPLICATION_DATA);
        assertThat(declarations.find("Storage/Alert").orElseThrow().spelling()).isEqualTo("tnsaxis:Storage/Alert");
    }

    /** What the table takes for a state is one on every recorded device; what it does not know counts as momentary. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "D4200-VE-12.9.57",
                "M1075-L-12.9.57",
                "P8815-2-10.12.323",
                "P8815-2-11.11.192",
                "kane610-event-instances"
            })
    void theTableOfStates_contradictsNoDevice(String recording) throws Exception {
        assertThat(declared(recorded(recording)).all().stream()
                        .filter(topic -> StatefulTopics.contains(topic.topic()) && !topic.stateful())
                        .map(EventDeclaration::topic))
                .isEmpty();
    }
}
