package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.Sequence;
import dev.openaxis.vapix.io.WireApi;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What may happen to an action between the wish and the wire, on a door. */
class HazardsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ACTION = "/axis-cgi/io/port.cgi?action";

    /** An address that leads to one device, then to another. */
    private static final class Forwarder implements Closeable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private volatile int upstream;

        Forwarder(int upstream) throws IOException {
            this.upstream = upstream;
            start(() -> {
                while (!server.isClosed()) {
                    Socket client = server.accept();
                    Socket device = new Socket(InetAddress.getLoopbackAddress(), this.upstream);
                    sockets.addAll(List.of(client, device));
                    start(() -> pump(client, device));
                    start(() -> pump(device, client));
                }
            });
        }

        private interface Job {
            void run() throws IOException;
        }

        private static void start(Job job) {
            Thread thread = new Thread(() -> {
                try {
                    job.run();
                } catch (IOException e) {
                    // One of the two has hung up, or the test is over.
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private static void pump(Socket from, Socket to) throws IOException {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            }
        }

        void leadTo(int port) throws IOException {
            upstream = port;
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        }

        @Override
        public void close() throws IOException {
            server.close();
            leadTo(0);
        }
    }

    /** Three pulses whose answers are held back: the next one over port.cgi has to wait for its turn. */
    private static void occupy(AxisDevice client, Duration time) {
        List<CompletableFuture<Actuation>> held = new ArrayList<>();
        for (int port : new int[] {3, 4, 6}) {
            held.add(client.io()
                    .output(PortId.of(port))
                    .via(WireApi.PORT_CGI)
                    .async()
                    .pulse(time));
        }
        held.forEach(CompletableFuture::join);
    }

    /** A pulse of the relay that has looked at the ports and waits for its turn. */
    private static CompletableFuture<Actuation> pulseThatHasToWait(SimulatedDevice device, AxisDevice client) {
        occupy(client, Duration.ofMillis(2500));
        long reads = reads(device);
        CompletableFuture<Actuation> queued =
                client.io().relay(RelayId.of(0)).via(WireApi.PORT_CGI).async().pulse(Duration.ofSeconds(1));
        await().atMost(SOON).until(() -> reads(device) > reads);
        return queued;
    }

    private static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException ? thrown.getCause() : thrown;
    }

    @Test
    void anotherDeviceAtTheAddress_isNeitherLoggedInToNorDriven() throws Exception {
        try (SimulatedDevice mine =
                        SimulatedDevice.a9210().serial("B8A44F000001").start();
                SimulatedDevice other =
                        SimulatedDevice.a9210().serial("B8A44F000002").start();
                Forwarder forwarder = new Forwarder(mine.httpUri().getPort());
                AxisDevice client = AxisDevice.builder("http://127.0.0.1:" + forwarder.server.getLocalPort())
                        .serial("B8A44F000001")
                        .credentials(Credentials.of("root", "pass-of-tests"))
                        .connect()) {
            Output relay = client.io().relay(RelayId.of(0));
            relay.activate();
            relay.deactivate();
            forwarder.leadTo(other.httpUri().getPort());

            Throwable thrown = catchThrowable(() -> relay.pulse(Duration.ofSeconds(1)));

            assertThat(thrown).isInstanceOf(NotAnAxisDeviceException.class).hasMessageContaining("AXIS_B8A44F000002");
            assertThat(other.relay(0).closures()).isZero();
            assertThat(catchThrowable(() -> client.io().ports())).isInstanceOf(NotAnAxisDeviceException.class);
        }
    }

    @Test
    void topologyThatChangesWhileAnActionWaits_stopsIt() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            CompletableFuture<Actuation> queued = pulseThatHasToWait(device, client);
            device.changeTopology(7, Direction.OUTPUT);

            assertThat(failure(queued)).isInstanceOf(TopologyChangedException.class);

            assertThat(device.relay(0).closures()).isZero();
        }
    }

    private static long reads(SimulatedDevice device) {
        return device.requests().stream()
                .filter(request -> request.bodyText().contains("getPorts"))
                .count();
    }

    @Test
    void topologyThatChangesDuringAPulse_leavesItUnconfirmed() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            device.faults().inject(Fault.latency(Duration.ofMillis(300)).on(ACTION));
            CompletableFuture<Actuation> pulse = client.io()
                    .relay(RelayId.of(0))
                    .via(WireApi.PORT_CGI)
                    .async()
                    .pulse(Duration.ofSeconds(2));
            await().atMost(SOON)
                    .until(() -> device.requests().stream()
                            .anyMatch(request -> request.target().contains("action")));
            device.changeTopology(7, Direction.OUTPUT);

            assertThat(failure(pulse))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("other ports");
        }
    }

    @Test
    void eventOfAnotherClient_doesNotConfirmWhatIsNotSentYet() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            List<Object> items = new CopyOnWriteArrayList<>();
            try (Subscription subscription = client.events().subscribe(items::add)) {
                await().atMost(SOON).until(() -> !items.isEmpty());
                CompletableFuture<Actuation> queued = pulseThatHasToWait(device, client);
                int before = items.size();
                device.toggledByAnotherClient(0, true);
                device.toggledByAnotherClient(0, false);
                await().atMost(SOON).until(() -> items.size() > before);
                assertThat(queued).isNotDone();

                queued.join();

                // The other client's closure, and the one that was asked for.
                assertThat(device.relay(0).closures()).isEqualTo(2);
                assertThat(subscription.active()).isTrue();
            }
        }
    }

    @Test
    void waitingForATurn_isNotHolding() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .variant(Variant.PULSE_ANSWERED_AT_ONCE)
                        .start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            device.faults()
                    .inject(Fault.lateAnswer(Duration.ofSeconds(1)).on(ACTION).times(3));
            occupy(client, Duration.ofMillis(500));
            CompletableFuture<Actuation> queued = client.with(CallOptions.deadline(Duration.ofSeconds(4)))
                    .io()
                    .relay(RelayId.of(0))
                    .via(WireApi.PORT_CGI)
                    .async()
                    .pulse(Duration.ofMillis(200));
            // Answered like a success, and nothing done.
            device.faults().inject(Fault.body("text/plain", "").on(ACTION + "=1"));

            assertThat(failure(queued)).isInstanceOf(OutcomeUnknownException.class);

            assertThat(device.relay(0).closures()).isZero();
        }
    }

    @Test
    void deadlineThatPassesInTheQueue_meansNotSent() {
        for (int early = 0; early < 4; early++) {
            try (SimulatedDevice device = SimulatedDevice.a9210().start();
                    AxisDevice client = Clients.connect(device)) {
                client.io().ports();
                long start = System.nanoTime();
                occupy(client, Duration.ofMillis(800));
                long gone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                Duration left = Duration.ofMillis(Math.max(50, 800 - gone - 8L * early));

                Throwable thrown = catchThrowable(() -> client.with(CallOptions.deadline(left))
                        .io()
                        .relay(RelayId.of(0))
                        .via(WireApi.PORT_CGI)
                        .pulse(Duration.ofSeconds(1)));

                // Whoever is told that nothing was sent can rely on it, also later.
                if (thrown instanceof DeadlineExceededException late) {
                    assertThat(late.effect()).isEqualTo(AppliedEffect.NONE);
                    await().atMost(SOON).until(() -> device.output(3).openings() == 1);
                    client.io().ports();
                    assertThat(device.relay(0).closures()).isZero();
                } else {
                    assertThat(thrown).isInstanceOf(OutcomeUnknownException.class);
                }
            }
        }
    }

    @Test
    void sequenceThatARestartEnded_blocksNobody() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            Output relay = client.io().relay(RelayId.of(0));
            relay.via(WireApi.PORT_MANAGEMENT).pulse(Duration.ofSeconds(60));
            // Uptimes are told in whole seconds: a faster restart could not be told from none.
            device.restart(Duration.ofMillis(1300));
            client.system().awaitReady(SOON);

            assertThat(relay.activate().changed()).isTrue();
        }
    }

    @Test
    void sequenceThatWasRefused_blocksNobody() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .variant(Variant.SEQUENCE_NEEDS_OPERATOR)
                        .user("guard", "pass-of-guard-1", dev.openaxis.testkit.SimulatedRole.VIEWER)
                        .start();
                AxisDevice client = Clients.clearText(device)
                        .credentials(Credentials.of("guard", "pass-of-guard-1"))
                        .connect()) {
            Output relay = client.io().relay(RelayId.of(0));

            assertThat(catchThrowable(() -> relay.via(WireApi.PORT_MANAGEMENT).pulse(Duration.ofSeconds(60))))
                    .isInstanceOf(AuthorizationException.class);

            assertThat(relay.activate().changed()).isTrue();
        }
    }

    @Test
    void successWithoutContent_isSettledByTheReadBack() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            device.faults().inject(Fault.status(204).on(ACTION));

            // The fault answers instead of the device, so nothing was switched, and nobody may say so or otherwise.
            assertThat(catchThrowable(() -> client.io().relay(RelayId.of(0)).activate()))
                    .isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void connectThatNobodyWaitsFor_leavesNothingBehind() {
        long before = sdkThreads();
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            device.faults()
                    .inject(Fault.latency(Duration.ofMillis(300))
                            .on("/axis-cgi/systemready")
                            .always());
            for (int i = 0; i < 5; i++) {
                CompletableFuture<AxisDevice> connecting =
                        Clients.clearText(device).connectAsync().orTimeout(50, TimeUnit.MILLISECONDS);
                assertThat(failure(connecting)).isInstanceOf(java.util.concurrent.TimeoutException.class);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> sdkThreads() <= before);
        }
    }

    private static long sdkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("axis-sdk"))
                .count();
    }

    @Test
    void awaitState_looksWhileTheStreamCannotBeHad() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            device.faults()
                    .inject(Fault.status(503)
                            .on("/vapix/ws-data-stream")
                            .beforeAuthentication()
                            .always());
            CompletableFuture<Port> reached =
                    client.io().async().awaitState(PortId.of(1), PortState.ACTIVE, Duration.ofSeconds(10));
            await().atMost(SOON)
                    .until(() -> device.requests().stream()
                            .anyMatch(request -> request.target().contains("ws-data-stream")));
            device.input(1).close();

            assertThat(reached.join().state()).isEqualTo(PortState.ACTIVE);
        }
    }

    /** The first action of a device object asks port.cgi too, which may take its time. */
    private static CompletableFuture<Actuation> duringTheQuestion(
            SimulatedDevice device,
            java.util.function.Supplier<CompletableFuture<Actuation>> action,
            Runnable meanwhile) {
        device.faults().inject(Fault.latency(Duration.ofSeconds(2)).on("/axis-cgi/io/port.cgi?checkactive"));
        CompletableFuture<Actuation> acting = action.get();
        await().atMost(SOON)
                .until(() -> device.requests().stream()
                        .anyMatch(request -> request.target().contains("checkactive")));
        meanwhile.run();
        return acting;
    }

    @Test
    void topologyThatChangesBetweenTheLookAndTheAction_stopsIt() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            Output output = client.io().output(PortId.of(4));

            CompletableFuture<Actuation> acting = duringTheQuestion(
                    device, () -> output.async().activate(), () -> device.changeTopology(7, Direction.OUTPUT));

            assertThat(failure(acting)).isInstanceOf(TopologyChangedException.class);
            assertThat(Clients.actions(device)).isEmpty();
        }
    }

    @Test
    void clientThatIsFirst_doesNotConfirmOurPulse() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            device.faults().inject(Fault.stall().on(ACTION));
            Output output = client.with(CallOptions.deadline(Duration.ofSeconds(5)))
                    .io()
                    .output(PortId.of(4));

            CompletableFuture<Actuation> acting = duringTheQuestion(
                    device,
                    () -> output.async().pulse(Duration.ofMillis(500)),
                    () -> device.toggledByAnotherClient(4, true));

            assertThat(failure(acting)).isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void refusedSequence_doesNotForgetTheRunningOne() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            Output output = client.io().output(PortId.of(4));
            Output overPortManagement = output.via(WireApi.PORT_MANAGEMENT);
            overPortManagement.pulse(Duration.ofSeconds(2));
            assertThat(catchThrowable(() -> overPortManagement.pulse(Duration.ofSeconds(2))))
                    .isInstanceOf(AxisException.class);

            assertThat(output.activate().changed()).isTrue();

            assertThat(device.output(4).isActive()).isTrue();
            assertThat(device.output(4).closures()).isEqualTo(2);
        }
    }

    @Test
    void lateEventOfAnEarlierPulse_doesNotConfirmTheNext() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .eventDelay(Duration.ofMillis(1500))
                        .start();
                AxisDevice client = Clients.connect(device)) {
            List<Object> items = new CopyOnWriteArrayList<>();
            try (Subscription subscription = client.events().subscribe(items::add)) {
                await().atMost(SOON).until(() -> client.events().live());
                Output output = client.io().output(PortId.of(4));
                output.pulse(Duration.ofMillis(300));
                await().atMost(SOON).until(() -> device.output(4).openings() == 1);
                device.faults().inject(Fault.stall().on(ACTION));

                Throwable second = catchThrowable(() -> client.with(CallOptions.deadline(Duration.ofSeconds(4)))
                        .io()
                        .output(PortId.of(4))
                        .pulse(Duration.ofMillis(300)));

                assertThat(second).isInstanceOf(OutcomeUnknownException.class);
                assertThat(device.output(4).closures()).isEqualTo(1);
                assertThat(subscription.active()).isTrue();
            }
        }
    }

    // ---- waiting for a state ----

    @Test
    void awaitState_doesNotTakeAnOldStateForTheNewOne() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            device.input(1).close();
            try (Subscription subscription = client.events().subscribe(item -> {})) {
                await().atMost(SOON).until(() -> client.events().live());
                device.faults().muteEvents(true);
                device.input(1).open();

                assertThat(failure(
                                client.io().async().awaitState(PortId.of(1), PortState.ACTIVE, Duration.ofSeconds(3))))
                        .isInstanceOf(DeadlineExceededException.class)
                        .hasMessageContaining("did not become ACTIVE");
                assertThat(subscription.active()).isTrue();
            }
        }
    }

    @Test
    void awaitState_survivesAFailedReadAfterTheEvent() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            try (Subscription subscription = client.events().subscribe(item -> {})) {
                await().atMost(SOON).until(() -> client.events().live());
                long reads = reads(device);
                CompletableFuture<Port> reached =
                        client.io().async().awaitState(PortId.of(1), PortState.ACTIVE, Duration.ofSeconds(10));
                await().atMost(SOON).until(() -> reads(device) > reads);
                device.faults().inject(Fault.status(503).on("/axis-cgi/io/portmanagement.cgi"));
                device.input(1).close();

                assertThat(reached.join().state()).isEqualTo(PortState.ACTIVE);
                assertThat(subscription.active()).isTrue();
            }
        }
    }

    @Test
    void awaitState_looksEvenIfNoEventTells() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            device.faults().muteEvents(true);
            CompletableFuture<Port> reached =
                    client.io().async().awaitState(PortId.of(1), PortState.ACTIVE, Duration.ofSeconds(15));
            await().atMost(SOON).until(() -> device.counters().webSocketsOpen() == 1);
            device.input(1).close();

            assertThat(reached.join().state()).isEqualTo(PortState.ACTIVE);
        }
    }

    @Test
    void aSequenceThatWasCancelledAfterItWentOut_isStillWaitedFor() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            Output output = client.io().output(PortId.of(4)).via(WireApi.PORT_MANAGEMENT);
            output.deactivate();
            device.faults().inject(Fault.stallAfterExecuting().saying("setStateSequence"));
            long before = device.counters().actionsExecuted();
            CompletableFuture<Actuation> sequence = output.async()
                    .sequence(Sequence.start()
                            .active(Duration.ofMillis(300))
                            .inactive(Duration.ofMillis(300))
                            .active(Duration.ofMillis(900))
                            .endActive());
            await().atMost(SOON).until(() -> device.counters().actionsExecuted() > before);
            sequence.cancel(true);
            assertThat(catchThrowable(sequence::join)).hasCauseInstanceOf(OutcomeUnknownException.class);
            await().atMost(SOON).until(() -> !device.output(4).isActive());

            output.deactivate();

            await().during(Duration.ofMillis(1500))
                    .atMost(SOON)
                    .until(() -> !device.output(4).isActive());
        }
    }

    @Test
    void aCancelledActionThatWaitedForASequence_keepsNoStopWaiting() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            Output output = client.with(CallOptions.deadline(Duration.ofSeconds(30)))
                    .io()
                    .output(PortId.of(4))
                    .via(WireApi.PORT_MANAGEMENT);
            output.pulse(Duration.ofSeconds(20));
            CompletableFuture<Actuation> waiting = output.async().activate();
            await().atMost(SOON)
                    .until(() -> device.requests().stream()
                                    .filter(request -> request.target().contains("systemready"))
                                    .count()
                            > 1);
            assertThat(waiting.cancel(true)).isTrue();

            client.with(CallOptions.deadline(SOON))
                    .io()
                    .output(PortId.of(4))
                    .via(WireApi.PORT_MANAGEMENT)
                    .deactivate();

            assertThat(device.output(4).isActive()).isFalse();
        }
    }
}
