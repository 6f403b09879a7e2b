package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedEvent;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.Events;
import dev.openaxis.vapix.events.OtherEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a device is asked for what it declares of its events: once in a connection, and only where that is of use. */
class DeclarationsTest {
    private static final EventFilter UNKNOWN = EventFilter.topic("tnsaxis:Test/State");

    private final SimulatedDevice device = SimulatedDevice.a9210().withRtsp().start();
    private final AxisDevice client = Clients.clearText(device).connect();

    @AfterEach
    void close() {
        client.close();
        device.close();
    }

    private static Heard listening(Events events, EventFilter filter) {
        Heard heard = new Heard();
        events.subscribe(filter, heard);
        await().atMost(SOON).until(events::live);
        return heard;
    }

    private long asked() {
        return device.requests().stream()
                .filter(request -> request.bodyText().contains("<GetEventInstances"))
                .count();
    }

    private void declares(String topics) {
        device.faults()
                .inject(Fault.body(
                                "application/soap+xml",
                                "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\""
                                        + " xmlns:aev=\"http://www.axis.com/vapix/ws/event1\""
                                        + " xmlns:wstop=\"http://docs.oasis-open.org/wsn/t-1\""
                                        + " xmlns:tnsaxis=\"http://www.axis.com/2009/event/topics\"><SOAP-ENV:Body>"
                                        + "<aev:GetEventInstancesResponse><wstop:TopicSet>" + topics
                                        + "</wstop:TopicSet></aev:GetEventInstancesResponse>"
                                        + "</SOAP-ENV:Body></SOAP-ENV:Envelope>")
                        .on("/vapix/services")
                        .saying("GetEventInstances"));
    }

    private List<Boolean> heardAsStates(Heard heard, int count) {
        device.events().emit(SimulatedEvent.state("tnsaxis:Test/State", Map.of("id", "1"), Map.of("on", "" + count)));
        await().atMost(SOON).until(() -> heard.events(OtherEvent.class).size() == count);
        return heard.events(OtherEvent.class).stream().map(OtherEvent::stateful).toList();
    }

    @Test
    void aTopicThatIsDeclaredMeanwhile_isKnownAtTheNextConnection() {
        declares("");
        Heard heard = listening(client.events(), UNKNOWN);
        assertThat(heardAsStates(heard, 1)).containsExactly(false);
        device.events().withdraw("tnsaxis:Test/State", Map.of("id", "1"));
        declares("<tnsaxis:Test><State wstop:topic=\"true\"><aev:MessageInstance aev:isProperty=\"true\"/></State>"
                + "</tnsaxis:Test>");

        device.faults().dropEventStreams();

        await().atMost(SOON).until(() -> heard.gaps().size() == 1);
        assertThat(heardAsStates(heard, 2)).containsExactly(false, true);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void oneConnectionAsksOnce_whoeverComes() {
        listening(client.events(), UNKNOWN);
        Heard second = listening(client.events(), EventFilter.topic("tnsaxis:Test/Other"));
        device.events().emit(SimulatedEvent.pulse("tnsaxis:Test/Other", Map.of(), Map.of("n", "1")));
        await().atMost(SOON).until(() -> !second.events(OtherEvent.class).isEmpty());

        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void whereAReconnectFindsNoAnswer_whatWasDeclaredBeforeCounts() {
        declares("<tnsaxis:Test><State wstop:topic=\"true\"><aev:MessageInstance aev:isProperty=\"true\"/></State>"
                + "</tnsaxis:Test>");
        Heard heard = listening(client.events(), UNKNOWN);
        device.faults().inject(Fault.status(404).on("/vapix/services").saying("GetEventInstances"));

        device.faults().dropEventStreams();

        await().atMost(SOON).until(() -> heard.gaps().size() == 1);
        assertThat(heardAsStates(heard, 1)).containsExactly(true);
    }

    @Test
    void forTopicsThatAreKnown_noDeviceIsAsked() {
        Heard heard = listening(client.events(), EventFilter.topic("tns1:Device/tnsaxis:IO/VirtualInput"));
        await().atMost(SOON).until(() -> !heard.items.isEmpty());
        listening(client.events(), EventFilter.topic("tns1:Device/tnsaxis:IO/Port"));

        assertThat(asked()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = EventChannel.class,
            names = {"RTSP_METADATA", "PULL_POINT"})
    void channelsThatSayWhatIsAState_needNoDeclarations(EventChannel channel) {
        Heard heard = listening(client.events().via(channel), UNKNOWN);

        assertThat(heardAsStates(heard, 1)).containsExactly(true);
        assertThat(asked()).isZero();
    }
}
