package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.EventVariant;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.PortMonitorVariant;
import dev.openaxis.testkit.PullPointVariant;
import dev.openaxis.testkit.Reading;
import dev.openaxis.testkit.ReceivedRequest;
import dev.openaxis.testkit.RtspVariant;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.events.Events;
import dev.openaxis.vapix.io.PortState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whichever channel the events come over. */
class EventChannelsTest {
    private static final String WEB_SOCKET = "event-streaming-over-websocket";

    /** A monitor that is silent in between, so that nothing but a change brings a change. */
    private static SimulatedDevice.Builder a9210() {
        return SimulatedDevice.a9210().withRtsp().monitorKeepAlive(Duration.ofHours(1));
    }

    private SimulatedDevice device = a9210().readyAfterRestart(Duration.ZERO).start();
    private final AxisRuntime runtime = AxisRuntime.builder()
            .transport(
                    TransportOptions.defaults().withWebSocketLiveness(Duration.ofMillis(150), Duration.ofMillis(600)))
            .build();
    private AxisDevice client = Clients.clearText(device).runtime(runtime).connect();

    @AfterEach
    void close() {
        client.close();
        runtime.close();
        device.close();
    }

    private Heard listening(Events events) {
        Heard heard = new Heard();
        events.subscribe(heard);
        await().atMost(SOON).until(() -> events.live() && heard.lastStates().size() == 11);
        return heard;
    }

    @ParameterizedTest
    @EnumSource(EventChannel.class)
    void statesComeFirst_thenEveryChange(EventChannel channel) {
        Events events = client.events().via(channel);
        Heard heard = listening(events);
        assertThat(events.channel()).contains(channel);
        assertThat(heard.lastStates()).containsEntry(1, PortState.INACTIVE).containsEntry(0, PortState.INACTIVE);

        device.input(1).close();
        device.toggledByAnotherClient(0, true);
        await().atMost(SOON)
                .until(() -> heard.lastStates().get(1) == PortState.ACTIVE
                        && heard.lastStates().get(0) == PortState.ACTIVE);
        device.input(1).open();
        await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.INACTIVE);

        assertThat(heard.gaps()).isEmpty();
        for (int i = 0; i < heard.items.size(); i++) {
            assertThat(heard.items.get(i).seq()).isEqualTo(i + 1L);
        }
    }

    /** What the references leave open about each channel. */
    private static List<Set<Reading>> readings(EventChannel channel) {
        Class<? extends Reading> kind = switch (channel) {
            case WEB_SOCKET -> EventVariant.class;
            case PULL_POINT -> PullPointVariant.class;
            case RTSP_METADATA -> RtspVariant.class;
            case PORT_MONITOR -> PortMonitorVariant.class;
        };
        return Reading.oneAtATime(kind).stream()
                .filter(reading -> !reading.isEmpty() && !reading.contains(PullPointVariant.NO_PULL_POINTS))
                .toList();
    }

    /** A device with one reading, its client and what that heard. */
    private record Heeded(Set<Reading> reading, SimulatedDevice device, AxisDevice client, Heard heard) {
        boolean hears(PortState first) {
            return heard.lastStates().size() == 11 && heard.lastStates().get(1) == first;
        }
    }

    @ParameterizedTest
    @EnumSource(EventChannel.class)
    void whateverTheReferencesLeaveOpen_statesAndChangesCome(EventChannel channel) {
        List<Heeded> all = new ArrayList<>();
        try {
            for (Set<Reading> reading : readings(channel)) {
                SimulatedDevice one = a9210().variants(reading).start();
                all.add(new Heeded(
                        reading, one, Clients.clearText(one).runtime(runtime).connect(), new Heard()));
            }
            all.forEach(one -> one.client().events().via(channel).subscribe(one.heard()));
            all.forEach(one -> await(one.reading().toString())
                    .atMost(SOON)
                    .until(() -> one.client().events().via(channel).live() && one.hears(PortState.INACTIVE)));
            all.forEach(one -> one.device().input(1).close());
            all.forEach(one -> await(one.reading().toString()).atMost(SOON).until(() -> one.hears(PortState.ACTIVE)));
            all.forEach(one -> one.device().input(1).open());
            all.forEach(one -> await(one.reading().toString()).atMost(SOON).until(() -> one.hears(PortState.INACTIVE)));
            assertThat(all).allSatisfy(one -> {
                assertThat(one.heard().gaps()).isEmpty();
                assertThat(one.heard().ends).isEmpty();
            });
        } finally {
            all.forEach(one -> one.client().close());
            all.forEach(one -> one.device().close());
        }
    }

    @ParameterizedTest
    @EnumSource(EventChannel.class)
    void whatHappensDuringARestart_isFoundAfterIt(EventChannel channel) {
        Heard heard = listening(client.events().via(channel));

        device.restart(Duration.ofMillis(300));
        device.input(2).close();

        await().atMost(Duration.ofSeconds(40)).until(() -> !heard.gaps().isEmpty());
        await().atMost(SOON).until(() -> heard.lastStates().get(2) == PortState.ACTIVE);
        Gap gap = heard.gaps().get(0);
        assertThat(gap.cause()).isEqualTo(Gap.Cause.DEVICE_RESTARTED);
        assertThat(gap.lastProof()).isBefore(gap.restored());
        assertThat(gap.changed().stream().map(key -> key.source().get("port"))).contains("2");
        assertThat(heard.interruptions).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventChannel.class)
    void whatHappensWhileTheNetworkIsCut_isFound_orCalledUnproven(EventChannel channel) {
        Heard heard = listening(client.events().via(channel));

        device.faults().cutNetwork(Duration.ofSeconds(1));
        device.input(2).close();
        device.input(3).close();
        device.input(3).open();

        await().atMost(Duration.ofSeconds(40)).until(() -> !heard.gaps().isEmpty());
        await().atMost(SOON).until(() -> heard.lastStates().get(2) == PortState.ACTIVE);
        Gap gap = heard.gaps().get(0);
        assertThat(heard.gaps()).hasSize(1);
        assertThat(ports(gap.changed())).contains("2").doesNotContain("3");
        assertThat(ports(gap.unchangedButUnproven())).contains("3").doesNotContain("2");
        assertThat(gap.cause()).isEqualTo(Gap.Cause.CONNECTION_LOST);
    }

    private static List<String> ports(Set<StateKey> keys) {
        return keys.stream()
                .filter(key -> key.topic().equals("Device/IO/Port"))
                .map(key -> key.source().get("port"))
                .toList();
    }

    /** Streams that end and end again at any moment, while inputs change all the time. */
    @ParameterizedTest
    @EnumSource(EventChannel.class)
    void howeverOftenAStreamEnds_theStatesConverge(EventChannel channel) {
        Events events = client.events().via(channel);
        Heard heard = listening(events);
        Random random = new Random(channel.ordinal());
        for (int i = 0; i < 60; i++) {
            if (i % 20 == 10) {
                device.faults().dropEventStreams();
            }
            int input = 1 + random.nextInt(5);
            if (random.nextBoolean()) {
                device.input(input).close();
            } else {
                device.input(input).open();
            }
        }

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(events.live()).isTrue();
            for (int input = 1; input <= 5; input++) {
                assertThat(heard.lastStates().get(device.input(input).port()))
                        .as("input %d", input)
                        .isEqualTo(device.input(input).isClosed() ? PortState.ACTIVE : PortState.INACTIVE);
            }
        });
        assertThat(heard.gaps()).isNotEmpty();
        for (int i = 0; i < heard.items.size(); i++) {
            assertThat(heard.items.get(i).seq()).isEqualTo(i + 1L);
        }
    }

    @ParameterizedTest
    @EnumSource(EventChannel.class)
    void theLastSubscriberCloses_andTheChannelWithIt(EventChannel channel) {
        Heard heard = new Heard();
        Events events = client.events().via(channel);
        Subscription subscription = events.subscribe(heard);
        await().atMost(SOON).until(events::live);

        subscription.close();
        int before = heard.items.size();
        device.input(1).close();

        await().atMost(SOON).until(() -> !events.live());
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
        assertThat(heard.items).hasSize(before);
    }

    @Test
    void anRtspSessionThatDiesSilently_isFoundWhenItsSilenceIsUp_andNotOneQuestionLater() {
        client.close();
        try (AxisRuntime patient = AxisRuntime.builder()
                        .transport(TransportOptions.defaults()
                                .withWebSocketLiveness(Duration.ofSeconds(2), Duration.ofMillis(2_300)))
                        .build();
                AxisDevice other = Clients.clearText(device).runtime(patient).connect()) {
            List<Instant> interrupted = new CopyOnWriteArrayList<>();
            Heard heard = new Heard() {
                @Override
                public void onInterrupted(AxisException cause) {
                    interrupted.add(Instant.now());
                }
            };
            other.events().via(EventChannel.RTSP_METADATA).subscribe(heard);
            await().atMost(SOON)
                    .until(() -> other.events().via(EventChannel.RTSP_METADATA).live());

            device.faults().halfOpenRtspConnections();

            await().atMost(SOON).until(() -> heard.gaps().size() == 1);
            assertThat(Duration.between(heard.gaps().get(0).lastProof(), interrupted.get(0)))
                    .isBetween(Duration.ofMillis(2_200), Duration.ofMillis(3_000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SetSynchronizationPoint", "PullMessages"})
    void aPullPointWhoseAnswersAreUnreadable_isLeftInGoodOrder(String operation) {
        device.faults()
                .inject(Fault.body("application/soap+xml", "<nonsense")
                        .on("/vapix/services")
                        .saying(operation)
                        .times(3));

        Heard heard = listening(client.events().via(EventChannel.PULL_POINT));
        device.input(1).close();

        await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.ACTIVE);
        assertThat(device.faults().pending()).isZero();
        await().atMost(SOON).until(() -> device.counters().pullPointsOpen() == 1);
    }

    @Test
    void aDeviceThatAllowsLess_isAskedForWhatItNames() {
        useInstead(a9210().variant(PullPointVariant.PULLS_LIMITED), Clients::clearText);
        Heard heard = listening(client.events().via(EventChannel.PULL_POINT));
        device.input(1).close();
        await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.ACTIVE);

        List<String> pulls = device.requests().stream()
                .map(ReceivedRequest::bodyText)
                .filter(body -> body.contains("MessageLimit>"))
                .toList();
        assertThat(pulls.get(0)).contains("Timeout>PT20S<").contains("MessageLimit>40<");
        assertThat(pulls.subList(1, pulls.size()))
                .isNotEmpty()
                .allSatisfy(body -> assertThat(body).contains("Timeout>PT10S<").contains("MessageLimit>20<"));
        assertThat(heard.gaps()).isEmpty();
    }

    /** The device has forgotten what it told in the answer that was lost. */
    @Test
    void aPullWhoseAnswerIsLost_isAGap_andIsNotSentAgain() {
        Heard heard = listening(client.events().via(EventChannel.PULL_POINT));
        device.faults().inject(Fault.resetAfterExecuting().on("/vapix/services").saying("PullMessages"));
        // The answer to the pull that is under way; the next one is lost.
        device.input(1).close();
        await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.ACTIVE);
        device.input(1).open();

        await().atMost(SOON).until(() -> heard.gaps().size() == 1);
        await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.INACTIVE);
        assertThat(device.faults().pending()).isZero();
    }

    @Test
    void closingTheDevice_takesItsPullPointAway() {
        listening(client.events().via(EventChannel.PULL_POINT));
        assertThat(device.counters().pullPointsOpen()).isEqualTo(1);

        client.close();

        assertThat(device.counters().pullPointsOpen()).isZero();
    }

    @Test
    void closingTheDevice_takesAPullPointAway_thatWasStillBeingMade() {
        device.faults()
                .inject(Fault.lateAnswer(Duration.ofMillis(200))
                        .on("/vapix/services")
                        .saying("CreatePullPointSubscription"));
        client.events().via(EventChannel.PULL_POINT).subscribe(new Heard());
        await().atMost(SOON).until(() -> device.counters().pullPointsOpen() == 1);

        client.close();

        assertThat(device.counters().pullPointsOpen()).isZero();
        assertThat(device.requests())
                .as("what was asked of a pull point that nobody wants any more")
                .noneMatch(request -> request.bodyText().contains("<SetSynchronizationPoint"));
    }

    @Test
    void whileADeviceIsClosing_noMorePullPointsAreMade() {
        useInstead(SimulatedDevice.a9210().without(WEB_SOCKET), Clients::clearText);
        listening(client.events().via(EventChannel.PULL_POINT));
        int asked = device.requests().size();
        device.faults()
                .inject(Fault.lateAnswer(Duration.ofMillis(200)).on("/axis-cgi/io/portmanagement.cgi"))
                .inject(Fault.lateAnswer(Duration.ofMillis(600))
                        .on("/vapix/services")
                        .saying("Unsubscribe"));
        client.events().subscribe(new Heard());
        await().atMost(SOON)
                .until(() -> device.requests().stream()
                        .skip(asked)
                        .anyMatch(request -> request.path().contains("portmanagement")));

        client.close();

        assertThat(device.counters().pullPointsOpen()).isZero();
        assertThat(device.requests().stream()
                        .skip(asked)
                        .filter(request -> request.bodyText().contains("<CreatePullPointSubscription")))
                .isEmpty();
    }

    @Test
    void aPullPointThatIsNeverMade_holdsClosingUpForASecondAtMost() {
        device.faults().inject(Fault.stallAfterExecuting().on("/vapix/services").saying("CreatePullPointSubscription"));
        client.events().via(EventChannel.PULL_POINT).subscribe(new Heard());
        await().atMost(SOON).until(() -> device.counters().pullPointsOpen() == 1);

        Instant begin = Instant.now();
        client.close();

        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }

    @Test
    void aDeviceThatDoesNotAnswer_holdsClosingUpForASecondAtMost() {
        listening(client.events().via(EventChannel.PULL_POINT));
        device.faults().inject(Fault.stall().on("/vapix/services").saying("Unsubscribe"));

        Instant begin = Instant.now();
        client.close();

        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }

    private void useInstead(SimulatedDevice.Builder other, Function<SimulatedDevice, AxisDevice.Builder> clients) {
        client.close();
        device.close();
        device = other.start();
        client = clients.apply(device).runtime(runtime).connect();
    }

    @Test
    void aDeviceWithoutTheWebSocketStream_isHeardOverAnother() {
        useInstead(SimulatedDevice.a9210().without(WEB_SOCKET), Clients::clearText);

        Heard heard = listening(client.events());
        device.input(1).close();

        await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.ACTIVE);
        assertThat(client.events().channel()).contains(EventChannel.PULL_POINT);
    }

    @Test
    void rtspComesBeforeThePullPoint_butNotBesideHttps() {
        useInstead(SimulatedDevice.a9210().withRtsp().without(WEB_SOCKET), Clients::clearText);
        listening(client.events());
        assertThat(client.events().channel()).contains(EventChannel.RTSP_METADATA);

        useInstead(SimulatedDevice.a9210().withRtsp().without(WEB_SOCKET), Clients::secure);
        listening(client.events());
        assertThat(client.events().channel()).contains(EventChannel.PULL_POINT);
        listening(client.events().via(EventChannel.RTSP_METADATA));
    }

    @Test
    void aBetterChannelThatWasAwayAtFirst_isTakenAtTheNextConnection() {
        useInstead(SimulatedDevice.a9210().withRtsp().without(WEB_SOCKET), Clients::clearText);
        // Nobody listens at the port of the first answer.
        device.faults()
                .inject(Fault.body(
                                "text/plain", "root.Properties.API.Metadata.Metadata=yes\nroot.Network.RTSP.Port=1\n")
                        .on("/axis-cgi/param.cgi?action=list&group=Properties.API.Metadata"));
        Heard heard = listening(client.events());
        assertThat(client.events().channel()).contains(EventChannel.PULL_POINT);

        device.faults().dropEventStreams();

        await().atMost(SOON).until(() -> heard.gaps().size() == 1);
        assertThat(client.events().channel()).contains(EventChannel.RTSP_METADATA);
    }

    @Test
    void theOnlyChannelThatIsThere_isWaitedFor_whileItIsAway() {
        useInstead(
                SimulatedDevice.a9210().withRtsp().without(WEB_SOCKET).variant(PullPointVariant.NO_PULL_POINTS),
                Clients::clearText);
        device.faults()
                .inject(Fault.status(404).on("/axis-cgi/io/port.cgi?monitor").always())
                .inject(Fault.body(
                                "text/plain", "root.Properties.API.Metadata.Metadata=yes\nroot.Network.RTSP.Port=1\n")
                        .on("/axis-cgi/param.cgi?action=list&group=Properties.API.Metadata")
                        .always());
        Heard heard = new Heard();
        client.events().subscribe(heard);
        await().atMost(SOON).until(() -> heard.interruptions.size() + heard.ends.size() > 0);
        assertThat(heard.ends).isEmpty();
        assertThat(heard.interruptions.get(0)).isInstanceOf(ConnectionException.class);

        device.faults().clear();

        await().atMost(SOON).until(() -> client.events().live());
        assertThat(client.events().channel()).contains(EventChannel.RTSP_METADATA);
    }

    @Test
    void aDeviceWithoutAnyChannel_endsTheStream() {
        useInstead(
                SimulatedDevice.a9210().without(WEB_SOCKET).variant(PullPointVariant.NO_PULL_POINTS),
                Clients::clearText);
        device.faults()
                .inject(Fault.status(404).on("/axis-cgi/io/port.cgi?monitor").always());
        Heard heard = new Heard();

        client.events().subscribe(heard);

        await().atMost(SOON).until(() -> heard.ends.size() == 1);
        assertThat(heard.ends.get(0))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("no event stream over any channel");
    }
}
