package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedEvent;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.events.EventDeclaration;
import dev.openaxis.vapix.events.EventDeclarations;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.OtherEvent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.SupervisedPortEvent;
import dev.openaxis.vapix.events.SystemReadyEvent;
import dev.openaxis.vapix.events.VapixEvent;
import dev.openaxis.vapix.events.VirtualInputEvent;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of all topics: typed, filtered, declared, and waited for. */
class EventsTest {
    private static final EventFilter VIRTUAL_INPUTS = EventFilter.topic("tns1:Device/tnsaxis:IO/VirtualInput");
    private static final EventFilter INPUTS = EventFilter.topic("tns1:Device/tnsaxis:IO/Port");

    private final SimulatedDevice device = SimulatedDevice.a9210().start();
    private final AxisDevice client = Clients.clearText(device).connect();

    @AfterEach
    void close() {
        client.close();
        device.close();
    }

    private Heard listening(EventFilter filter) {
        Heard heard = new Heard();
        client.events().subscribe(filter, heard);
        await().atMost(SOON).until(client.events()::live);
        return heard;
    }

    @Test
    void everythingIsTyped_asFarAsItIsKnown() {
        Heard heard = new Heard();
        client.events().subscribe(heard);
        await().atMost(SOON)
                .until(() -> !heard.events(SystemReadyEvent.class).isEmpty()
                        && !heard.events(VirtualInputEvent.class).isEmpty());

        client.io().virtualInputs().activate(7);

        await().atMost(SOON)
                .until(() -> heard.events(VirtualInputEvent.class).stream()
                        .anyMatch(event -> event.number() == 7 && event.active()));
        assertThat(heard.events(SystemReadyEvent.class)).allMatch(SystemReadyEvent::ready);
        assertThat(heard.items)
                .allSatisfy(
                        item -> assertThat(((LiveItem.Happened) item).event()).isInstanceOf(VapixEvent.class));
        assertThat(client.events().channel()).contains(EventChannel.WEB_SOCKET);
    }

    @Test
    void aFilter_letsThroughWhatItNames_andSharesTheConnection() {
        Heard virtual = listening(VIRTUAL_INPUTS);
        Heard third = listening(INPUTS.where(Content.item("port", "2")));

        device.input(2).close();
        device.input(1).close();
        client.io().virtualInputs().activate(3);

        await().atMost(SOON)
                .until(() -> virtual.events(VirtualInputEvent.class).stream().anyMatch(VirtualInputEvent::active)
                        && third.lastStates().get(2) == PortState.ACTIVE);
        assertThat(third.lastStates()).containsOnlyKeys(2);
        assertThat(virtual.events(PortEvent.class)).isEmpty();
        assertThat(device.counters().webSocketsOpen()).isEqualTo(1);
    }

    @Test
    void severalFiltersForOneEvent_bringItOnce() {
        Heard all = listening(INPUTS);
        Heard closed = listening(INPUTS.where(Content.item("port", "1").and(Content.item("state", "1"))));

        for (int i = 0; i < 3; i++) {
            device.input(1).close();
            int round = i;
            await().atMost(SOON).until(() -> closed.portEvents().size() == round + 1);
            device.input(1).open();
            await().atMost(SOON).until(() -> all.lastStates().get(1) == PortState.INACTIVE);
        }

        assertThat(all.portEvents().stream().filter(event -> event.port().index() == 1))
                .hasSize(7);
        assertThat(closed.portEvents()).hasSize(3);
    }

    @Test
    void aLaterFilter_getsThePresentStates() {
        listening(INPUTS);
        client.io().virtualInputs().activate(9);

        Heard later = listening(VIRTUAL_INPUTS);

        await().atMost(SOON)
                .until(() -> later.events(VirtualInputEvent.class).stream()
                        .anyMatch(event -> event.number() == 9 && event.active()));
    }

    @Test
    void aFilterOnTheValueOfAState_bringsItEachTimeItBecomesSo() {
        EventFilter active = VIRTUAL_INPUTS.where(Content.item("port", "5").and(Content.item("active", "1")));
        Heard heard = listening(active);

        for (int i = 1; i <= 3; i++) {
            int times = i;
            client.io().virtualInputs().activate(5);
            await().atMost(SOON)
                    .until(() -> heard.events(VirtualInputEvent.class).size() == times);
            client.io().virtualInputs().deactivate(5);
        }

        assertThat(heard.events(VirtualInputEvent.class))
                .hasSize(3)
                .allMatch(event -> event.number() == 5 && event.active());
    }

    @Test
    void aMomentaryEvent_isFilteredByTheDevice() {
        EventFilter one = EventFilter.topic("tnsaxis:Test/Moment").where(Content.item("n", "1"));
        Heard heard = listening(one);
        long before = device.events().streams().get(0).events();

        device.events().emit(SimulatedEvent.pulse("tnsaxis:Test/Moment", Map.of(), Map.of("n", "0")));
        device.events().emit(SimulatedEvent.pulse("tnsaxis:Test/Moment", Map.of(), Map.of("n", "1")));
        device.events().emit(SimulatedEvent.pulse("tnsaxis:Test/Moment", Map.of(), Map.of("n", "1")));

        await().atMost(SOON).until(() -> heard.events(OtherEvent.class).size() == 2);
        assertThat(device.events().streams().get(0).events()).isEqualTo(before + 2);
    }

    @Test
    void whatSeveralConditionsMatch_isToldAsOftenAsItHappened() {
        EventFilter moments = EventFilter.topic("tnsaxis:Test/Moment");
        Heard one = listening(moments.where(Content.item("n", "1")));
        Heard other = listening(moments.where(Content.item("m", "1")));
        await().atMost(SOON).until(() -> {
            moment("both", "1");
            return !other.events(OtherEvent.class).isEmpty();
        });

        for (int i = 0; i < 3; i++) {
            moment("equal", "1");
        }
        moment("last", "2");

        await().atMost(SOON).until(() -> moments(one, "last") == 1);
        assertThat(moments(one, "equal")).isEqualTo(3);
        assertThat(moments(other, "equal")).isEqualTo(3);
        assertThat(moments(other, "last")).isZero();
    }

    private void moment(String name, String m) {
        device.events()
                .emit(SimulatedEvent.pulse("tnsaxis:Test/Moment", Map.of(), Map.of("n", "1", "m", m, "name", name)));
    }

    private static long moments(Heard heard, String name) {
        return heard.events(OtherEvent.class).stream()
                .filter(event -> name.equals(event.data().get("name")))
                .count();
    }

    @Test
    void howeverManyListenersBlock_theOthersHearWhatHappens() {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            client.events().subscribe(INPUTS, item -> uninterrupted(release));
        }
        Heard heard = listening(INPUTS);
        try {
            device.input(1).close();

            await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.ACTIVE);
        } finally {
            release.countDown();
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anOutput_isHeardUnderWhicheverOfItsTopicsIsWanted() {
        Heard outputs = listening(EventFilter.topic("tns1:Device/tnsaxis:IO/OutputPort"));
        Heard relays = listening(EventFilter.topic("tns1:Device/Trigger/Relay"));
        Heard inputs = listening(INPUTS);
        Heard all = listening(EventFilter.all());

        device.toggledByAnotherClient(0, true);

        await().atMost(SOON).until(() -> all.lastStates().get(0) == PortState.ACTIVE);
        await().atMost(SOON).until(() -> outputs.lastStates().get(0) == PortState.ACTIVE);
        await().atMost(SOON).until(() -> relays.lastStates().get(0) == PortState.ACTIVE);
        assertThat(inputs.lastStates()).doesNotContainEntry(0, PortState.INACTIVE);
        assertThat(all.portEvents().stream()
                        .filter(event -> event.port().index() == 0 && event.state() == PortState.ACTIVE))
                .hasSize(1);
    }

    @Test
    void theTamperOfASupervisedInput_isTold_thoughItsCircuitIsAsBefore() {
        Map<String, String> port = Map.of("port", "15");
        EventFilter supervised = EventFilter.topic("tns1:Device/tnsaxis:IO/SupervisedPort");
        Heard heard = listening(supervised);
        for (String tampered : List.of("0", "1", "0")) {
            int before = heard.events(SupervisedPortEvent.class).size();
            device.events()
                    .emit(SimulatedEvent.state(
                            "tns1:Device/tnsaxis:IO/SupervisedPort",
                            port,
                            Map.of("state", "closed", "tampered", tampered)));
            await().atMost(SOON)
                    .until(() -> heard.events(SupervisedPortEvent.class).size() == before + 1);
        }

        assertThat(heard.events(SupervisedPortEvent.class))
                .extracting(event -> event.data().get("tampered"))
                .containsExactly("0", "1", "0");
    }

    @Test
    void theDeviceIsAskedForWhatIsWantedOnly() {
        Heard inputs = listening(INPUTS);

        client.io().virtualInputs().activate(3);
        device.input(1).close();

        await().atMost(SOON).until(() -> inputs.lastStates().get(1) == PortState.ACTIVE);
        assertThat(client.points().known()).hasSize(11);
        assertThat(inputs.events(VirtualInputEvent.class)).isEmpty();
        assertThat(inputs.events(SystemReadyEvent.class)).isEmpty();
    }

    // ---- waiting ----

    @Test
    void aTopicWithoutPrefixes_isRefusedHere_asDevicesTakeItAndTellNothing() {
        EventFilter asEventsHaveIt = EventFilter.topic("Device/IO/VirtualInput");

        assertThatThrownBy(() -> client.events().subscribe(asEventsHaveIt, new Heard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("declarations()");
        assertThatThrownBy(() -> client.events().awaitEvent(asEventsHaveIt, SOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.events().publisher(asEventsHaveIt))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEventIsWaitedFor() {
        CompletableFuture<VapixEvent> closed = client.events()
                .async()
                .awaitEvent(INPUTS.where(Content.item("port", "2").and(Content.item("state", "1"))), SOON);
        await().atMost(SOON).until(client.events()::live);
        assertThat(closed).isNotDone();

        device.input(2).close();

        assertThat(closed.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join())
                .isInstanceOfSatisfying(
                        PortEvent.class, event -> assertThat(event.port()).isEqualTo(PortId.of(2)));
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
    }

    @Test
    void aStateThatIsSoAlready_needsNoWaiting() {
        client.io().virtualInputs().activate(4);

        VapixEvent found = client.events()
                .awaitEvent(VIRTUAL_INPUTS.where(Content.item("port", "4").and(Content.item("active", "1"))), SOON);

        assertThat(found).isInstanceOf(VirtualInputEvent.class);
    }

    @Test
    void whatDoesNotCome_isSaid() {
        assertThatThrownBy(() -> client.events()
                        .awaitEvent(VIRTUAL_INPUTS.where(Content.item("active", "1")), Duration.ofMillis(300)))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("VirtualInput");
        CompletableFuture<VapixEvent> waiting =
                client.events().async().awaitEvent(EventFilter.topic("tns1:Never"), SOON);
        client.close();
        assertThatThrownBy(() -> waiting.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void whatDoesNotCome_becauseTheDeviceIsNotHeard_isSaid() {
        device.faults().inject(Fault.status(503).on("/vapix/ws-data-stream").always());

        assertThatThrownBy(() -> client.events()
                        .awaitEvent(VIRTUAL_INPUTS.where(Content.item("active", "1")), Duration.ofSeconds(2)))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("VirtualInput")
                .hasMessageContaining("stream was not up")
                .hasMessageContaining("503");
    }

    @Test
    void aClosedSubscription_hearsNothing() {
        Heard heard = new Heard();
        Subscription subscription = client.events().subscribe(VIRTUAL_INPUTS, heard);
        Heard other = listening(VIRTUAL_INPUTS);
        subscription.close();
        int before = heard.items.size();

        client.io().virtualInputs().activate(2);

        await().atMost(SOON)
                .until(() -> other.events(VirtualInputEvent.class).stream().anyMatch(VirtualInputEvent::active));
        assertThat(heard.items).hasSizeLessThanOrEqualTo(before + 1);
        assertThat(heard.events(VirtualInputEvent.class)).noneMatch(VirtualInputEvent::active);
    }

    // ---- declarations ----

    @Test
    void whatTheDeviceDeclares_canBeSubscribed() {
        EventDeclarations declarations = client.events().declarations();
        EventDeclaration virtual = declarations.find("Device/IO/VirtualInput").orElseThrow();

        assertThat(declarations.roots()).isNotEmpty();
        assertThat(virtual.stateful()).isTrue();
        Heard heard = listening(virtual.filter());
        client.io().virtualInputs().activate(1);
        await().atMost(SOON)
                .until(() -> heard.events(VirtualInputEvent.class).stream().anyMatch(VirtualInputEvent::active));
    }
}
