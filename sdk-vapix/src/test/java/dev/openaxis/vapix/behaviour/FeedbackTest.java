package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.Sequence;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An input wired to a relay is the strongest evidence: nothing less is accepted once it is named. */
class FeedbackTest {
    private final SimulatedDevice device = SimulatedDevice.a9210().start();
    private final AxisDevice client = Clients.connect(device);
    private final ScheduledExecutorService wiring = Executors.newSingleThreadScheduledExecutor();
    private final Output relay = client.io()
            .relay(RelayId.of(0))
            .confirmedBy(PortId.of(device.input(1).port()));

    @AfterEach
    void close() {
        wiring.shutdownNow();
        client.close();
        device.close();
    }

    private void aWireFromTheRelayToInputOne() {
        wiring.scheduleAtFixedRate(
                () -> {
                    boolean closed = device.relay(0).isClosed();
                    if (closed != device.input(1).isClosed()) {
                        if (closed) {
                            device.input(1).close();
                        } else {
                            device.input(1).open();
                        }
                    }
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
    }

    @Test
    void aWiredInput_confirmsEveryAction() {
        aWireFromTheRelayToInputOne();

        assertThat(relay.activate().evidence()).isEqualTo(Evidence.WIRED_FEEDBACK);
        assertThat(relay.deactivate().evidence()).isEqualTo(Evidence.WIRED_FEEDBACK);
        assertThat(relay.pulse(Duration.ofMillis(500)).evidence()).isEqualTo(Evidence.WIRED_FEEDBACK);
        assertThat(device.counters().actionsExecuted()).isEqualTo(3);
    }

    @Test
    void aWiredInput_confirmsTheEndOfASequence() {
        aWireFromTheRelayToInputOne();

        Actuation done = relay.sequence(Sequence.start()
                .active(Duration.ofMillis(100))
                .inactive(Duration.ofMillis(100))
                .endActive());

        assertThat(done.evidence()).isEqualTo(Evidence.WIRED_FEEDBACK);
        assertThat(device.relay(0).isActive()).isTrue();
    }

    @Test
    void withoutTheWire_theOutcomeIsUnknown_althoughTheRelaySaysItSwitched() {
        assertThatThrownBy(relay::activate)
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        unknown -> assertThat(unknown.effect()).isEqualTo(AppliedEffect.POSSIBLE));
        assertThat(device.counters().actionsExecuted()).isEqualTo(1);
        assertThat(device.relay(0).isClosed()).isTrue();
    }

    @Test
    void withoutTheWire_aPulseIsNotConfirmedByItsHeldAnswer() {
        assertThatThrownBy(() -> relay.pulse(Duration.ofMillis(200))).isInstanceOf(OutcomeUnknownException.class);
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void anInputThatWasActiveBeforehand_provesNothing() {
        device.input(1).close();

        assertThatThrownBy(relay::activate).isInstanceOf(AxisException.class);
    }

    @Test
    void anOutputNamedAsFeedback_isRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> client.io()
                        .relay(RelayId.of(0))
                        .confirmedBy(PortId.of(3))
                        .activate())
                .isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> client.io()
                        .relay(RelayId.of(0))
                        .confirmedBy(PortId.of(99))
                        .activate())
                .isInstanceOf(WrongPortException.class);
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    @Test
    void aFeedbackWithoutNormalState_isRefusedBeforeAnythingIsSent() {
        device.removeNormalState(device.input(1).port());

        assertThatThrownBy(relay::activate)
                .isInstanceOfSatisfying(
                        AxisException.class,
                        refusal -> assertThat(refusal.effect()).isEqualTo(AppliedEffect.NONE));
        assertThat(device.counters().actionsExecuted()).isZero();
    }
}
