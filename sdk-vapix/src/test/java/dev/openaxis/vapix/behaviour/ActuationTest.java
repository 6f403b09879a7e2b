package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedOutput;
import dev.openaxis.testkit.Transition;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.Sequence;
import dev.openaxis.vapix.io.WireApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions that go well, on ports of every polarity and over both APIs. Port 4 is normally closed. */
class ActuationTest {
    private static final PortId NORMALLY_CLOSED = PortId.of(4);

    private SimulatedDevice device = SimulatedDevice.a9210().normallyClosed(4).start();
    private AxisDevice client = Clients.connect(device);
    private Output relay;

    @BeforeEach
    void takeTheRelay() {
        relay = client.io().relay(RelayId.of(0));
    }

    @AfterEach
    void close() {
        client.close();
        device.close();
    }

    private void useInstead(SimulatedDevice.Builder other) {
        close();
        device = other.start();
        client = Clients.connect(device);
        relay = client.io().output(PortId.of(0));
    }

    private static Duration length(SimulatedOutput output) {
        List<Transition> changes = output.transitions();
        return Duration.ofNanos(
                changes.get(changes.size() - 1).nanoTime() - changes.get(0).nanoTime());
    }

    // ---- activate and deactivate ----

    @Test
    void activate_closesTheRelayOnce_andSaysWhyItIsBelieved() {
        Instant before = Instant.now();

        Actuation done = relay.activate();

        assertThat(device.relay(0).isClosed()).isTrue();
        assertThat(device.relay(0).closures()).isEqualTo(1);
        assertThat(device.counters().actionsExecuted()).isEqualTo(1);
        assertThat(done.port()).isEqualTo(PortId.of(0));
        assertThat(done.evidence()).isEqualTo(Evidence.REPORTED_STATE);
        assertThat(done.changed()).isTrue();
        assertThat(done.wire()).isEqualTo(WireApi.PORT_CGI);
        assertThat(done.confirmedAt()).isBetween(before, Instant.now());
    }

    @Test
    void deactivate_opensTheRelayAgain() {
        relay.activate();

        Actuation done = relay.deactivate();

        assertThat(device.relay(0).isClosed()).isFalse();
        assertThat(device.relay(0).openings()).isEqualTo(1);
        assertThat(done.changed()).isTrue();
    }

    @Test
    void anActionOnAPortAlreadyInThatState_changesNothing_andSaysSo() {
        relay.activate();

        Actuation again = relay.activate();

        assertThat(again.changed()).isFalse();
        assertThat(device.relay(0).closures()).isEqualTo(1);
        assertThat(device.relay(0).openings()).isZero();
        assertThat(relay.deactivate().changed()).isTrue();
        assertThat(relay.deactivate().changed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 6, 7})
    void theNumberOfAPort_isTheDevicesOwn_overBothApis(int number) {
        device.changeTopology(7, Direction.OUTPUT);
        Output output = client.io().output(PortId.of(number));

        output.via(WireApi.PORT_CGI).activate();
        output.via(WireApi.PORT_MANAGEMENT).deactivate();

        for (int port : List.of(0, 3, 4, 6, 7)) {
            assertThat(device.output(port).transitions()).hasSize(port == number ? 2 : 0);
        }
        assertThat(Clients.actions(device).get(0)).isEqualTo((number + 1) + ":/");
    }

    @ParameterizedTest
    @EnumSource(WireApi.class)
    void everyActionWorks_overTheApiTheCallerInsistsOn(WireApi api) {
        Output output = relay.via(api);

        List<Actuation> done = List.of(
                output.activate(),
                output.deactivate(),
                output.sequence(Sequence.start()
                        .active(Duration.ofMillis(50))
                        .inactive(Duration.ofMillis(50))
                        .endActive()),
                output.deactivate(),
                output.pulse(Duration.ofMillis(200)));

        assertThat(done).extracting(Actuation::wire).containsOnly(api);
        await().atMost(SOON).until(() -> !device.relay(0).isActive());
        assertThat(device.relay(0).closures()).isEqualTo(4);
        assertThat(device.counters().actionsExecuted()).isEqualTo(5);
        assertThat(Clients.actions(device)).allMatch(action -> action.startsWith("1:") == (api == WireApi.PORT_CGI));
    }

    @ParameterizedTest
    @EnumSource(WireApi.class)
    void onANormallyClosedPort_activeMeansOpen(WireApi api) {
        Output output = client.io().output(NORMALLY_CLOSED).via(api);
        SimulatedOutput contact = device.output(4);
        assertThat(contact.isClosed()).isTrue();

        Actuation activated = output.activate();

        assertThat(activated.changed()).isTrue();
        assertThat(contact.isClosed()).isFalse();
        assertThat(client.io().port(NORMALLY_CLOSED).state()).isEqualTo(PortState.ACTIVE);

        output.deactivate();
        output.pulse(Duration.ofMillis(200));

        await().atMost(SOON).until(() -> contact.closures() == 2);
        assertThat(contact.openings()).isEqualTo(2);
        assertThat(contact.isActive()).isFalse();
    }

    @Test
    void theAsynchronousView_doesTheSame() {
        Actuation done = relay.async().activate().join();

        assertThat(done.changed()).isTrue();
        assertThat(device.relay(0).closures()).isEqualTo(1);
        assertThat(relay.async()
                        .pulse(Duration.ofMillis(50))
                        .thenApply(Actuation::changed)
                        .join())
                .isFalse();
        assertThat(relay.async().deactivate().join().changed()).isFalse();
        assertThat(relay.async()
                        .sequence(Sequence.pulse(Duration.ofMillis(50)))
                        .join()
                        .changed())
                .isTrue();
    }

    @Test
    void aBlockingAction_onAThreadOfTheSdk_isRefusedAtOnce() {
        // A listener is always called there; a stage only if it is added before the answer comes.
        CompletableFuture<Actuation> action = new CompletableFuture<>();
        try (var subscription =
                client.events().subscribe(item -> action.completeAsync(relay::activate, Runnable::run))) {
            assertThatThrownBy(() -> action.get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    // ---- pulses ----

    @Test
    void aPulse_returnsBeforeItsEnd_onADeviceThatHoldsTheAnswer() {
        Actuation done = relay.pulse(Duration.ofMillis(1500));

        assertThat(device.relay(0).isActive()).isTrue();
        assertThat(done.changed()).isTrue();
        await().atMost(SOON).until(() -> device.relay(0).openings() == 1);
        assertThat(length(device.relay(0))).isBetween(Duration.ofMillis(1450), Duration.ofMillis(2500));
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void aPulse_returnsBeforeItsEnd_onADeviceThatAnswersAtOnce() {
        useInstead(SimulatedDevice.a9210().variant(Variant.PULSE_ANSWERED_AT_ONCE));

        relay.pulse(Duration.ofMillis(1500));

        assertThat(device.relay(0).isActive()).isTrue();
        await().atMost(SOON).until(() -> device.relay(0).openings() == 1);
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void aVeryShortPulse_isConfirmedByTheAnswerAnA9210HoldsBack() {
        device.faults().inject(Fault.latency(Duration.ZERO).on("/axis-cgi/io/portmanagement.cgi"));
        device.faults().inject(slowReads());

        Actuation done = relay.pulse(Duration.ofMillis(300));

        assertThat(done.evidence()).isEqualTo(Evidence.REPORTED_STATE);
        assertThat(device.relay(0).closures()).isEqualTo(1);
        assertThat(device.relay(0).openings()).isEqualTo(1);
    }

    private static Fault slowReads() {
        return Fault.latency(Duration.ofMillis(400))
                .on("/axis-cgi/io/portmanagement.cgi")
                .always();
    }

    @Test
    void aVeryShortPulse_thatNothingConfirms_isUnknown_notClaimed() {
        useInstead(SimulatedDevice.a9210().product("P3245-LVE").variant(Variant.PULSE_ANSWERED_AT_ONCE));
        client.io().ports();
        device.faults().inject(Fault.latency(Duration.ZERO).on("/axis-cgi/io/portmanagement.cgi"));
        device.faults().inject(slowReads());

        assertThatThrownBy(() -> relay.pulse(Duration.ofMillis(20)))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        unknown -> assertThat(unknown.effect()).isEqualTo(AppliedEffect.POSSIBLE));
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void aVeryShortPulse_isConfirmedByAnEvent_ifSomebodyListens() throws Exception {
        useInstead(SimulatedDevice.a9210().product("P3245-LVE").variant(Variant.PULSE_ANSWERED_AT_ONCE));
        try (var subscription = client.events().subscribe(item -> {})) {
            await().atMost(SOON)
                    .until(() -> client.points().known().stream()
                                    .filter(point -> point.quality() == dev.openaxis.core.live.Point.Quality.GOOD)
                                    .count()
                            == 11);
            device.faults().inject(Fault.latency(Duration.ZERO).on("/axis-cgi/io/portmanagement.cgi"));
            device.faults().inject(slowReads());

            Actuation done = relay.pulse(Duration.ofMillis(20));

            assertThat(done.evidence()).isEqualTo(Evidence.EVENT);
            assertThat(device.relay(0).closures()).isEqualTo(1);
        }
    }

    @Test
    void aSecondPulse_restartsTheTime_andBothReturn() {
        relay.pulse(Duration.ofMillis(600));
        Actuation second = relay.pulse(Duration.ofMillis(600));

        assertThat(second.changed()).isFalse();
        await().atMost(SOON).until(() -> device.relay(0).openings() == 1);
        assertThat(device.relay(0).closures()).isEqualTo(1);
        assertThat(device.counters().actionsExecuted()).isEqualTo(2);
    }

    @Test
    void aSecondPulseOverPortManagement_isRefusedByTheDevice_andNothingHappens() {
        Output output = relay.via(WireApi.PORT_MANAGEMENT);
        output.pulse(Duration.ofMillis(800));

        assertThatThrownBy(() -> output.pulse(Duration.ofMillis(800)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(2200);
                    assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE);
                });
        assertThat(device.counters().actionsExecuted()).isEqualTo(1);
        await().atMost(SOON).until(() -> !device.relay(0).isActive());
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(WireApi.class)
    void activatingDuringAPulse_stays_whicheverApiThePulseWentOver(WireApi api) {
        relay.via(api).pulse(Duration.ofMillis(500));

        relay.via(api).activate();

        await().pollDelay(Duration.ofMillis(700)).atMost(SOON).until(() -> true);
        assertThat(device.relay(0).isActive()).isTrue();
    }

    @Test
    void aPulseLongerThanPortManagementCanHold_goesOverPortCgi_andCanBeEnded() {
        Actuation started = relay.pulse(Duration.ofSeconds(70));

        assertThat(started.wire()).isEqualTo(WireApi.PORT_CGI);
        assertThat(device.relay(0).isActive()).isTrue();

        relay.deactivate();

        assertThat(device.relay(0).isActive()).isFalse();
        assertThat(Clients.actions(device)).containsExactly("1:/70000\\", "1:\\");
    }

    // ---- sequences ----

    @ParameterizedTest
    @EnumSource(WireApi.class)
    void aSequence_returnsWhenItIsOver_inItsEndState(WireApi api) {
        Sequence twoPulses = Sequence.start()
                .active(Duration.ofMillis(150))
                .inactive(Duration.ofMillis(100))
                .active(Duration.ofMillis(150))
                .endInactive();
        long start = System.nanoTime();

        Actuation done = relay.via(api).sequence(twoPulses);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(twoPulses.total());
        assertThat(device.relay(0).isActive()).isFalse();
        assertThat(device.relay(0).closures()).isEqualTo(2);
        assertThat(done.evidence()).isEqualTo(Evidence.REPORTED_STATE);
    }

    @Test
    void aSequenceLongerThanTheDeadline_isNotSent() {
        Output impatient = client.with(dev.openaxis.core.CallOptions.deadline(Duration.ofSeconds(1)))
                .io()
                .relay(RelayId.of(0));

        assertThatThrownBy(() -> impatient.sequence(Sequence.pulse(Duration.ofSeconds(2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    // ---- polarity that is not told ----

    @Test
    void withoutNormalState_theApiThatCarriesThePolarityIsUsed_andItsOwnReadConfirms() {
        device.removeNormalState(4);
        Output output = client.io().output(NORMALLY_CLOSED);

        Actuation done = output.activate();

        assertThat(done.wire()).isEqualTo(WireApi.PORT_CGI);
        assertThat(done.changed()).isTrue();
        assertThat(device.output(4).isActive()).isTrue();
        assertThat(output.activate().changed()).isFalse();
        output.deactivate();
        output.pulse(Duration.ofMillis(300));
        await().atMost(SOON).until(() -> !device.output(4).isActive());
        assertThat(device.output(4).openings()).isEqualTo(2);
    }

    @Test
    void withoutNormalState_circuitStatesAreNeverGuessed() {
        device.removeNormalState(4);
        Output output = client.io().output(NORMALLY_CLOSED).via(WireApi.PORT_MANAGEMENT);

        assertThatThrownBy(output::activate)
                .isInstanceOfSatisfying(
                        AxisException.class,
                        refusal -> assertThat(refusal.effect()).isEqualTo(AppliedEffect.NONE));
        assertThatThrownBy(() -> output.pulse(Duration.ofMillis(100))).isInstanceOf(AxisException.class);
        assertThat(device.output(4).transitions()).isEmpty();
        assertThat(Clients.actions(device)).isEmpty();
    }

    @Test
    void withoutNormalStateAndWithoutPortCgi_nothingIsDriven() {
        useInstead(SimulatedDevice.a9210().without("port.cgi").normallyClosed(4));
        device.removeNormalState(4);

        assertThatThrownBy(() -> client.io().output(NORMALLY_CLOSED).deactivate())
                .isInstanceOf(AxisException.class);
        assertThat(device.output(4).transitions()).isEmpty();
    }

    @Test
    void withoutPortCgi_portManagementTakesOver() {
        useInstead(SimulatedDevice.a9210().without("port.cgi").normallyClosed(4));
        Output output = client.io().output(NORMALLY_CLOSED);

        Actuation done = output.activate();
        output.deactivate();
        output.pulse(Duration.ofMillis(150));

        assertThat(done.wire()).isEqualTo(WireApi.PORT_MANAGEMENT);
        await().atMost(SOON).until(() -> device.output(4).closures() == 2);
        assertThat(device.output(4).openings()).isEqualTo(2);
    }
}
