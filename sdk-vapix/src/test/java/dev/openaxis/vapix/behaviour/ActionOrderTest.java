package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Transition;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Actions in turn, and actions that are given up: what waited too long is never sent, what was sent is never denied. */
class ActionOrderTest {
    private static final String ACTION = "/axis-cgi/io/port.cgi?action";

    private final SimulatedDevice device = SimulatedDevice.a9210().start();
    private final AxisDevice client = Clients.connect(device);
    private final Output relay = client.io().relay(RelayId.of(0));

    @AfterEach
    void close() {
        device.faults().clear();
        client.close();
        device.close();
    }

    private AxisDevice within(Duration deadline) {
        return client.with(CallOptions.deadline(deadline));
    }

    private static AppliedEffect effectOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof AxisException known ? known.effect() : AppliedEffect.NONE;
    }

    // ---- in turn ----

    @Test
    void actionsOnOnePort_happenInTheOrderTheyWereAskedFor() {
        List<CompletableFuture<Actuation>> asked = new ArrayList<>();
        Output patient = within(Duration.ofSeconds(40)).io().relay(RelayId.of(0));

        for (int i = 0; i < 30; i++) {
            asked.add(patient.async().activate());
            asked.add(patient.async().deactivate());
        }
        asked.add(patient.async().activate());
        CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0])).join();

        assertThat(asked).allMatch(done -> done.join().changed());
        assertThat(device.relay(0).isActive()).isTrue();
        assertThat(device.relay(0).closures()).isEqualTo(31);
        assertThat(Clients.actions(device)).hasSize(61);
        assertThat(IntStream.range(0, 61)
                        .allMatch(i -> Clients.actions(device).get(i).equals(i % 2 == 0 ? "1:/" : "1:\\")))
                .isTrue();
    }

    @Test
    void fiftyCallersOnOnePort_neverInterleave() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(50);
        Output patient = within(Duration.ofSeconds(40)).io().relay(RelayId.of(0));
        List<Future<?>> pairs = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            pairs.add(callers.submit(() -> {
                patient.activate();
                patient.deactivate();
            }));
        }
        for (Future<?> pair : pairs) {
            pair.get(60, TimeUnit.SECONDS);
        }
        callers.shutdown();

        assertThat(device.relay(0).isActive()).isFalse();
        assertThat(device.counters().actionsExecuted()).isEqualTo(100);
        List<Transition> changes = device.relay(0).transitions();
        assertThat(changes.size() % 2).isZero();
        assertThat(IntStream.range(0, changes.size())
                        .allMatch(i -> changes.get(i).closed() == (i % 2 == 0)))
                .isTrue();
    }

    @Test
    void actionsOnDifferentPorts_doNotWaitForEachOther() {
        client.io().ports();
        device.faults().inject(Fault.latency(Duration.ofMillis(800)).on(ACTION).times(2));
        long start = System.nanoTime();

        CompletableFuture<Actuation> one =
                client.io().output(PortId.of(3)).async().activate();
        CompletableFuture<Actuation> other =
                client.io().output(PortId.of(4)).async().activate();
        CompletableFuture.allOf(one, other).join();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void aLongSequenceOnOnePort_delaysNoOtherPort() {
        CompletableFuture<Actuation> long1 = relay.async().sequence(Sequence.pulse(Duration.ofSeconds(2)));
        CompletableFuture<Actuation> long2 =
                client.io().output(PortId.of(6)).async().sequence(Sequence.pulse(Duration.ofSeconds(2)));
        await().atMost(SOON)
                .until(() -> device.output(6).isActive() && device.relay(0).isActive());

        client.io().output(PortId.of(3)).activate();

        assertThat(long1).isNotDone();
        assertThat(long2).isNotDone();
        CompletableFuture.allOf(long1, long2).join();
    }

    // ---- too late ----

    @Test
    void anActionThatWaitedPastItsDeadline_isNeverSent_notEvenLater() {
        CompletableFuture<Actuation> first = relay.async().sequence(Sequence.pulse(Duration.ofMillis(1200)));
        await().atMost(SOON).until(() -> device.relay(0).isActive());
        Output impatient = within(Duration.ofMillis(200)).io().relay(RelayId.of(0));

        assertThatThrownBy(impatient::activate)
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        late -> assertThat(late.effect()).isEqualTo(AppliedEffect.NONE));
        assertThatThrownBy(() -> impatient.pulse(Duration.ofMillis(50))).isInstanceOf(DeadlineExceededException.class);

        first.join();
        Clients.awaitExecuted(device, 1);
        assertThat(Clients.actions(device)).hasSize(1);
    }

    @Test
    void anActionWhoseLookCameTooLate_isNeverSent() {
        client.io().ports();
        device.faults().inject(Fault.lateAnswer(Duration.ofMillis(500)).on("/axis-cgi/io/portmanagement.cgi"));

        assertThatThrownBy(() ->
                        within(Duration.ofMillis(200)).io().relay(RelayId.of(0)).activate())
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        late -> assertThat(late.effect()).isEqualTo(AppliedEffect.NONE));
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        assertThat(Clients.actions(device)).isEmpty();
    }

    @Test
    void aCancelledActionThatStillWaited_isNeverSent() {
        CompletableFuture<Actuation> first = relay.async().sequence(Sequence.pulse(Duration.ofMillis(700)));
        await().atMost(SOON).until(() -> device.relay(0).isActive());
        CompletableFuture<Actuation> second = relay.async().activate();

        second.cancel(true);

        assertThatThrownBy(second::join).isInstanceOf(CancellationException.class);
        first.join();
        Clients.awaitExecuted(device, 1);
    }

    // ---- given up after it was sent ----

    @Test
    void cancellingAfterTheActionWasSent_saysThatTheOutcomeIsUnknown() {
        device.faults().inject(Fault.lateAnswer(Duration.ofSeconds(3)).on(ACTION));
        CompletableFuture<Actuation> started = relay.async().activate();
        await().atMost(SOON).until(() -> device.relay(0).isActive());

        started.cancel(true);

        assertThatThrownBy(started::join).hasCauseInstanceOf(OutcomeUnknownException.class);
        Clients.awaitExecuted(device, 1);
        assertThat(device.relay(0).isActive()).isTrue();
    }

    @Test
    void interruptingAfterTheActionWasSent_saysThatTheOutcomeIsUnknown() throws Exception {
        device.faults().inject(Fault.lateAnswer(Duration.ofSeconds(3)).on(ACTION));
        CompletableFuture<Throwable> raised = new CompletableFuture<>();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                relay.activate();
                raised.complete(new AssertionError("it returned"));
            } catch (RuntimeException e) {
                raised.complete(e);
            }
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().atMost(SOON).until(() -> device.relay(0).isActive());

        caller.interrupt();

        assertThat(raised.get(20, TimeUnit.SECONDS)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(stillInterrupted.get(20, TimeUnit.SECONDS)).isTrue();
        Clients.awaitExecuted(device, 1);
    }

    @Test
    void interruptingBeforeAnythingWasSent_sendsNothing() throws Exception {
        client.io().ports();
        device.faults().inject(Fault.lateAnswer(Duration.ofSeconds(1)).on("/axis-cgi/io/portmanagement.cgi"));
        CompletableFuture<Throwable> raised = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                relay.activate();
            } catch (RuntimeException e) {
                raised.complete(e);
            }
        });
        caller.start();
        await().atMost(SOON).until(() -> device.faults().pending() == 0);

        caller.interrupt();

        assertThat(raised.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        await().pollDelay(Duration.ofMillis(1200)).until(() -> true);
        assertThat(Clients.actions(device)).isEmpty();
    }

    @Test
    void closingDuringAHeldPulse_doesNotStopIt_andDoesNotWaitForIt() {
        relay.pulse(Duration.ofMillis(1500));
        long start = System.nanoTime();

        client.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1200));
        assertThat(device.relay(0).isActive()).isTrue();
        await().atMost(SOON).until(() -> device.relay(0).openings() == 1);
        assertThat(device.counters().connectionsOpen()).isZero();
        assertThatThrownBy(relay::activate).isInstanceOf(ClosedException.class);
    }

    @Test
    void closingWhileAnActionIsUnderWay_waitsForItsConfirmation() {
        device.faults().inject(Fault.lateAnswer(Duration.ofMillis(500)).on(ACTION));
        CompletableFuture<Actuation> started = relay.async().activate();
        await().atMost(SOON).until(() -> device.relay(0).isActive());

        client.close();

        assertThat(started.join().changed()).isTrue();
        assertThat(device.counters().actionsExecuted()).isEqualTo(1);
    }

    @Test
    void closingWhileAnActionWaits_neverSendsIt() {
        CompletableFuture<Actuation> first = relay.async().sequence(Sequence.pulse(Duration.ofMillis(700)));
        await().atMost(SOON).until(() -> device.relay(0).isActive());
        CompletableFuture<Actuation> second = relay.async().activate();

        client.close();

        assertThat(first.join().changed()).isTrue();
        assertThatThrownBy(second::join).hasCauseInstanceOf(ClosedException.class);
        Clients.awaitExecuted(device, 1);
    }

    // ---- at any moment ----

    @Test
    void cancelledAtAnyMoment_anActionThatIsSaidNotToBeSent_neverArrives() {
        assertTruthful(120, pulse -> {
            CompletableFuture<Actuation> started = relay.async().pulse(pulse);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(8_000_000));
            started.cancel(true);
            return started;
        });
    }

    @Test
    void withAnyDeadline_anActionThatIsSaidNotToBeSent_neverArrives() {
        assertTruthful(
                120,
                pulse -> within(Duration.ofNanos(ThreadLocalRandom.current().nextLong(500_000, 10_000_000)))
                        .io()
                        .relay(RelayId.of(0))
                        .async()
                        .pulse(pulse));
    }

    /** Every pulse has a length of its own, so that the device's log tells which calls reached it. */
    private void assertTruthful(int times, Function<Duration, CompletableFuture<Actuation>> call) {
        Map<Integer, Object> claims = new TreeMap<>();
        for (int i = 1; i <= times; i++) {
            try {
                claims.put(i, call.apply(Duration.ofMillis(i)).join());
            } catch (CompletionException | CancellationException e) {
                claims.put(i, e);
            }
        }
        await().pollDelay(Duration.ofMillis(300)).atMost(SOON).until(() -> true);
        List<String> arrived = Clients.actions(device);
        claims.forEach((length, claim) -> {
            long count =
                    arrived.stream().filter(("1:/" + length + "\\")::equals).count();
            assertThat(count).as("requests of pulse %s: %s", length, claim).isLessThanOrEqualTo(1);
            if (claim instanceof Throwable failure && effectOf(failure) == AppliedEffect.NONE) {
                assertThat(count).as("pulse %s: %s", length, claim).isZero();
            }
            if (claim instanceof Actuation) {
                assertThat(count).as("pulse %s: %s", length, claim).isEqualTo(1);
            }
        });
    }

    // ---- another client ----

    @Test
    void anotherClientOnTheSamePort_neverCausesASecondExecutionOrAWrongError() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            boolean active = false;
            while (stop.getCount() > 0) {
                active = !active;
                device.toggledByAnotherClient(0, active);
                LockSupport.parkNanos(3_000_000);
            }
        });
        other.start();
        int calls = 0;
        try {
            for (; calls < 10; calls++) {
                try {
                    if (calls % 2 == 0) {
                        relay.activate();
                    } else {
                        relay.deactivate();
                    }
                } catch (OutcomeUnknownException possible) {
                    assertThat(possible.effect()).isEqualTo(AppliedEffect.POSSIBLE);
                }
            }
        } finally {
            stop.countDown();
            other.join();
        }
        assertThat(device.counters().actionsExecuted()).isEqualTo(calls);
    }
}
