package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Live port states: what comes at once, what comes after an interruption, and what may be missing. */
class LiveTest {
    private static final int PORTS = 11;

    private SimulatedDevice device =
            SimulatedDevice.a9210().readyAfterRestart(Duration.ZERO).start();
    private final AxisRuntime quickToNotice = AxisRuntime.builder()
            .transport(
                    TransportOptions.defaults().withWebSocketLiveness(Duration.ofMillis(150), Duration.ofMillis(600)))
            .build();
    private AxisDevice client = Clients.clearText(device).runtime(quickToNotice).connect();

    @AfterEach
    void close() {
        client.close();
        quickToNotice.close();
        device.close();
    }

    private void useInstead(SimulatedDevice.Builder other) {
        client.close();
        device.close();
        device = other.start();
        client = Clients.clearText(device).runtime(quickToNotice).connect();
    }

    private Heard listening() {
        Heard heard = new Heard();
        client.events().subscribe(heard);
        awaitAllGood();
        await().atMost(SOON).until(() -> heard.lastStates().size() == PORTS);
        return heard;
    }

    private void awaitAllGood() {
        await().atMost(SOON).until(() -> {
            List<Point> points = client.points().known();
            return points.size() == PORTS && points.stream().allMatch(point -> point.quality() == Point.Quality.GOOD);
        });
    }

    private PortState onTheDevice(int port) {
        return switch (port) {
            case 0, 3, 4, 6 -> device.output(port).isActive() ? PortState.ACTIVE : PortState.INACTIVE;
            case 1, 2 -> state(device.input(port).isClosed());
            case 5 -> state(device.input(3).isClosed());
            case 7, 8 -> state(device.auxInput(port - 6).isClosed());
            default -> state(device.input(port - 5).isClosed());
        };
    }

    private static PortState state(boolean active) {
        return active ? PortState.ACTIVE : PortState.INACTIVE;
    }

    private void assertConverged(Heard heard) {
        await().atMost(SOON).untilAsserted(() -> {
            for (int port = 0; port < PORTS; port++) {
                assertThat(heard.lastStates().get(port)).as("port %d", port).isEqualTo(onTheDevice(port));
            }
        });
        for (int i = 0; i < heard.items.size(); i++) {
            assertThat(heard.items.get(i).seq()).isEqualTo(i + 1L);
        }
    }

    private static Set<String> ports(Set<StateKey> keys) {
        return keys.stream()
                .filter(key -> key.topic().equals("Device/IO/Port")
                        && !"-1".equals(key.source().get("port")))
                .map(key -> key.source().get("port"))
                .collect(Collectors.toSet());
    }

    // ---- while all is well ----

    @Test
    void deviceThatAnswersNotFoundWhileItBoots_isHeardAgain() {
        Heard heard = listening();
        device.faults().inject(Fault.status(404).beforeAuthentication().always());
        device.restart(Duration.ofMillis(100));
        await().atMost(SOON).until(() -> !heard.interruptions.isEmpty());
        int asked = device.requests().size();
        await().atMost(SOON).until(() -> device.requests().size() > asked);
        device.faults().clear();

        await().atMost(SOON).until(() -> !heard.gaps().isEmpty());
        await().atMost(SOON).until(() -> client.events().live());
        assertThat(heard.ends).isEmpty();
        assertConverged(heard);
    }

    @Test
    void points_comeInTheOrderOfThePorts() {
        listening();

        assertThat(client.points().known())
                .extracting(point -> Integer.parseInt(point.id().wireId()))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void deviceThatIsNotThere_isToldOfOnceAndThenHeard() {
        assertThat(client.events().live()).isFalse();
        device.restart(Duration.ofSeconds(2));
        Heard heard = new Heard();
        client.events().subscribe(heard);

        await().atMost(SOON).until(() -> !heard.interruptions.isEmpty());
        assertThat(client.events().live()).isFalse();
        assertThat(heard.items).isEmpty();
        await().atMost(SOON).until(() -> client.events().live());
        assertConverged(heard);
        assertThat(heard.interruptions).hasSize(1);
        assertThat(heard.gaps()).isEmpty();
    }

    @Test
    void aSubscriber_getsThePresentStatesFirst_thenEveryChangeTyped() {
        device.input(2).close();
        Heard heard = listening();
        assertThat(heard.lastStates()).containsEntry(2, PortState.ACTIVE).containsEntry(1, PortState.INACTIVE);
        int before = heard.portEvents().size();

        device.input(1).close();
        client.io().output(PortId.of(3)).activate();
        device.input(1).open();

        await().atMost(SOON).until(() -> heard.portEvents().size() >= before + 3);
        List<PortEvent> changes =
                heard.portEvents().subList(before, heard.portEvents().size());
        assertThat(changes)
                .extracting(event -> event.port().index() + " " + event.state())
                .containsExactly("1 ACTIVE", "3 ACTIVE", "1 INACTIVE");
        assertThat(changes).allMatch(event -> event.serial().equals(device.serial()) && event.stateful());
        assertThat(heard.gaps()).isEmpty();
        assertConverged(heard);
    }

    @Test
    void twoSubscribers_shareOneConnection_andALaterOneStartsWithThePresentStates() {
        Heard first = listening();
        device.input(1).close();
        await().atMost(SOON).until(() -> first.lastStates().get(1) == PortState.ACTIVE);

        Heard second = new Heard();
        Subscription subscription = client.events().subscribe(second);

        await().atMost(SOON).until(() -> second.lastStates().size() == PORTS);
        assertThat(second.lastStates()).isEqualTo(first.lastStates());
        assertThat(device.counters().webSocketsOpen()).isEqualTo(1);
        device.input(1).open();
        await().atMost(SOON)
                .until(() -> first.lastStates().get(1) == PortState.INACTIVE
                        && second.lastStates().get(1) == PortState.INACTIVE);
        subscription.close();
        int heard = second.items.size();
        device.input(2).close();
        await().atMost(SOON).until(() -> first.lastStates().get(2) == PortState.ACTIVE);
        assertThat(second.items).hasSize(heard);
        assertThat(second.ends).isEmpty();
    }

    @Test
    void theConnectionIsClosed_whenNobodyListensAnyMore() {
        Subscription one = client.events().subscribe(item -> {});
        Subscription other = client.events().subscribe(item -> {});
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 1);

        one.close();
        other.close();

        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
        assertThat(one.active()).isFalse();
        Heard again = listening();
        assertThat(again.gaps()).isEmpty();
    }

    @Test
    void aSlowSubscriber_getsTheLatestStates_andDelaysNobody() {
        Heard quick = listening();
        List<LiveItem> received = new CopyOnWriteArrayList<>();
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        Flow.Subscription[] demand = new Flow.Subscription[1];
        client.events().publisher(EventFilter.all()).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                demand[0] = subscription;
            }

            @Override
            public void onNext(LiveItem item) {
                received.add(item);
            }

            @Override
            public void onError(Throwable error) {
                errors.add(error);
            }

            @Override
            public void onComplete() {}
        });

        for (int i = 0; i < 200; i++) {
            device.input(1).close();
            device.input(1).open();
        }
        device.input(1).close();
        // Order per device is arrival order: when the last event is here, all before it are.
        device.input(2).close();
        await().atMost(SOON).until(() -> quick.lastStates().get(2) == PortState.ACTIVE);
        assertThat(received).isEmpty();
        demand[0].request(Long.MAX_VALUE);

        await().atMost(SOON).until(() -> received.size() >= PORTS);
        List<PortEvent> ofInput1 = received.stream()
                .filter(LiveItem.Happened.class::isInstance)
                .map(item -> ((LiveItem.Happened) item).event())
                .filter(event -> event instanceof PortEvent port && port.port().index() == 1)
                .map(PortEvent.class::cast)
                .toList();
        assertThat(ofInput1).hasSize(1);
        assertThat(ofInput1.get(0).state()).isEqualTo(PortState.ACTIVE);
        assertThat(errors).isEmpty();
        demand[0].cancel();
    }

    @Test
    void aListenerThatThrows_harmsNobody() {
        client.events().subscribe(item -> {
            throw new IllegalStateException("a mistake of the host");
        });
        Heard heard = listening();

        device.input(1).close();

        await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.ACTIVE);
    }

    // ---- interruptions ----

    @Test
    void aCutConnection_isOneGap_withWhatChangedAndWhatOnlySeemsNotTo() {
        Heard heard = listening();
        Instant start = Instant.now();
        device.faults().muteEvents(true);
        device.input(1).close();
        device.toggledByAnotherClient(3, true);
        device.input(2).close();
        device.input(2).open();
        device.faults().cutConnections();
        device.faults().muteEvents(false);
        await().atMost(SOON)
                .until(() -> client.points().known().stream()
                        .allMatch(point ->
                                point.quality() == Point.Quality.STALE || point.quality() == Point.Quality.OFFLINE));

        await().atMost(SOON).until(() -> heard.gaps().size() == 1);
        awaitAllGood();
        assertConverged(heard);

        Gap gap = heard.gaps().get(0);
        assertThat(ports(gap.changed())).containsExactlyInAnyOrder("1", "3");
        assertThat(ports(gap.unchangedButUnproven()))
                .containsExactlyInAnyOrder("0", "2", "4", "5", "6", "7", "8", "9", "10");
        assertThat(gap.notReadable()).isEmpty();
        assertThat(gap.cause()).isEqualTo(Gap.Cause.CONNECTION_LOST);
        assertThat(gap.restored()).isAfter(gap.lastProof()).isAfter(start);
        assertThat(gap.epoch()).isGreaterThan(1);
        assertThat(gap.stateless()).isEqualTo(-1);
        assertThat(heard.gaps()).hasSize(1);
    }

    @Test
    void aConnectionThatDiesSilently_isFound_andItsGapBeginsAtTheLastProof() {
        Heard heard = listening();
        device.faults().halfOpenWebSockets();
        Instant died = Instant.now();
        device.input(1).close();

        await().atMost(SOON).until(() -> heard.gaps().size() == 1);
        assertConverged(heard);

        Gap gap = heard.gaps().get(0);
        assertThat(gap.lastProof()).isBefore(died.plusMillis(300));
        assertThat(ports(gap.changed())).containsExactly("1");
    }

    @Test
    void aRestart_isOneGap_andIsCalledARestart() {
        client.io().output(PortId.of(3)).activate();
        Heard heard = listening();

        device.restart(Duration.ofMillis(300));

        await().atMost(Duration.ofSeconds(20)).until(() -> heard.gaps().size() == 1);
        awaitAllGood();
        assertConverged(heard);
        assertThat(heard.gaps().get(0).cause()).isEqualTo(Gap.Cause.DEVICE_RESTARTED);
        assertThat(ports(heard.gaps().get(0).changed())).containsExactly("3");
    }

    @Test
    void aDeviceThatDoesNotAnswerAtFirstAfterARestart_isStillAskedWhatItCanDo() {
        Heard heard = listening();
        device.faults()
                .inject(Fault.resetBeforeExecuting()
                        .on("/axis-cgi/basicdeviceinfo.cgi")
                        .times(4));

        device.restart(Duration.ofMillis(100));

        await().atMost(Duration.ofSeconds(40)).until(() -> heard.gaps().size() == 1);
        assertThat(device.faults().pending()).isZero();
        awaitAllGood();
    }

    @Test
    void whateverHappensDuringOutages_theStatesConverge() {
        Heard heard = listening();
        Random random = new Random(42);

        for (int outage = 0; outage < 2; outage++) {
            for (int i = 0; i < 30; i++) {
                if (i == 10) {
                    device.faults().cutConnections();
                }
                int input = 1 + random.nextInt(5);
                if (random.nextBoolean()) {
                    device.input(input).close();
                } else {
                    device.input(input).open();
                }
                device.toggledByAnotherClient(List.of(0, 3, 4, 6).get(random.nextInt(4)), random.nextBoolean());
            }
            awaitAllGood();
        }

        assertConverged(heard);
        assertThat(heard.gaps()).hasSizeBetween(1, 2);
    }

    @Test
    void aRevokedPassword_endsTheStream() {
        Heard heard = listening();
        device.faults()
                .inject(Fault.status(
                                401,
                                "WWW-Authenticate",
                                "Digest realm=\"AXIS_B8A44F000001\", nonce=\"gone\", qop=\"auth\"")
                        .on("/vapix/ws-data-stream")
                        .beforeAuthentication()
                        .always());
        device.faults().cutConnections();

        await().atMost(Duration.ofSeconds(20)).until(() -> !heard.ends.isEmpty());

        assertThat(heard.ends).hasSize(1);
        assertThat(heard.ends.get(0)).isInstanceOf(AuthenticationException.class);
        assertThat(device.counters().webSocketsOpen()).isZero();
        Heard late = new Heard();
        client.events().subscribe(late);
        await().atMost(SOON).until(() -> !late.ends.isEmpty());
    }

    @Test
    void aDeviceThatCannotSayThatItIsStarting_mayRefuseThePasswordForAWhile() {
        useInstead(SimulatedDevice.a9210().without("systemready"));
        Heard heard = listening();
        device.faults().inject(refusedUpgrade("").always());
        device.faults().cutConnections();

        // Two at each attempt; the fourth is one more than a device gets that is known to be ready.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> device.requests().stream()
                                .filter(request -> request.target().startsWith("/axis-cgi/wssession.cgi"))
                                .count()
                        >= 8);
        device.faults().clear();

        await().atMost(SOON).until(() -> heard.gaps().size() == 1);
        assertThat(heard.ends).isEmpty();
        assertThat(heard.interruptions.get(0)).isInstanceOf(ConnectionException.class);
    }

    private static Fault refusedUpgrade(String target) {
        return Fault.status(401, "WWW-Authenticate", "Digest realm=\"AXIS_B8A44F000001\", nonce=\"gone\", qop=\"auth\"")
                .on("/vapix/ws-data-stream?" + target)
                .beforeAuthentication();
    }

    @Test
    void aDeviceThatAcceptsNoLogInOnTheUpgrade_givesATokenForIt() {
        device.faults().inject(refusedUpgrade("sources").always());

        Heard heard = listening();

        device.input(1).close();
        await().atMost(SOON).until(() -> heard.lastStates().get(1) == PortState.ACTIVE);
        assertThat(heard.gaps()).isEmpty();
        assertThat(device.requests())
                .filteredOn(request -> request.target().contains("wssession="))
                .singleElement()
                .satisfies(
                        upgrade -> assertThat(upgrade.header("Authorization")).isEmpty());
    }

    @Test
    void aTokenThatHasExpired_isReplacedOnce() {
        device.faults().inject(refusedUpgrade("sources").always());
        device.faults().inject(refusedUpgrade("wssession"));
        listening();
        assertThat(device.requests())
                .filteredOn(request -> request.target().startsWith("/axis-cgi/wssession.cgi"))
                .hasSizeBetween(2, 3);

        device.faults().inject(refusedUpgrade("wssession").always());
        Heard heard = new Heard();
        client.events().via(EventChannel.WEB_SOCKET).subscribe(heard);
        await().atMost(Duration.ofSeconds(20)).until(() -> !heard.ends.isEmpty());
        assertThat(heard.ends.get(0)).isInstanceOf(AuthenticationException.class);
    }

    // ---- without the API, and waiting for a state ----

    @Test
    void aDeviceWithoutTheEventApi_saysSoThroughTheEnd_andWaitingLooksInstead() {
        useInstead(SimulatedDevice.a9210().without("event-streaming-over-websocket"));
        Heard heard = new Heard();

        client.events().via(EventChannel.WEB_SOCKET).subscribe(heard);

        await().atMost(SOON).until(() -> !heard.ends.isEmpty());
        assertThat(heard.ends.get(0)).isInstanceOf(UnsupportedCapabilityException.class);
        var waiting = client.io().async().awaitState(PortId.of(1), PortState.ACTIVE, SOON);
        device.input(1).close();
        assertThat(waiting.join().state()).isEqualTo(PortState.ACTIVE);
    }

    @Test
    void awaitState_returnsAtOnce_ifItIsSoAlready() {
        device.input(1).close();

        assertThat(client.io()
                        .awaitState(PortId.of(1), PortState.ACTIVE, Duration.ofSeconds(1))
                        .state())
                .isEqualTo(PortState.ACTIVE);
        assertThat(device.counters().webSocketsOpen()).isZero();
    }

    @Test
    void awaitState_returnsWhenTheStateComes_andLeavesNothingOpen() {
        var waiting = client.io().async().awaitState(PortId.of(1), PortState.ACTIVE, SOON);
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 1);

        device.input(1).close();

        assertThat(waiting.join().id()).isEqualTo(PortId.of(1));
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
    }

    @Test
    void awaitState_seesAStateThatCameWhileTheConnectionWasAway() {
        var waiting = client.io().async().awaitState(PortId.of(1), PortState.ACTIVE, Duration.ofSeconds(20));
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 1);
        awaitAllGood();
        device.faults().muteEvents(true);
        device.input(1).close();
        device.faults().cutConnections();
        device.faults().muteEvents(false);

        assertThat(waiting.join().state()).isEqualTo(PortState.ACTIVE);
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
    }

    @Test
    void awaitState_ofAStateThatNeverComes_endsWithTheTimeout_andLeavesNothingOpen() {
        assertThatThrownBy(() -> client.io().awaitState(PortId.of(1), PortState.ACTIVE, Duration.ofMillis(700)))
                .isInstanceOf(dev.openaxis.core.DeadlineExceededException.class);
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
    }

    @Test
    void awaitState_cancelled_leavesNothingOpen() {
        var waiting = client.io().async().awaitState(PortId.of(1), PortState.ACTIVE, SOON);
        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 1);

        waiting.cancel(true);

        await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 0);
        assertThat(waiting).isCancelled();
    }

    @Test
    void awaitState_worksForAnOutputToo_andForInactive() {
        client.io().output(PortId.of(3)).pulse(Duration.ofMillis(400));

        var ended = client.io().awaitState(PortId.of(3), PortState.INACTIVE, SOON);

        assertThat(ended.state()).isEqualTo(PortState.INACTIVE);
        assertThat(device.output(3).openings()).isEqualTo(1);
    }
}
