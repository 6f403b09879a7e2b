package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.core.trace.FlightRecorder;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.TraceDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.parameters.ParameterList;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded is exported, played, and answers the same calls in the same way. */
class ReplayTest {
    @TempDir
    Path folder;

    private static <T> T on(URI address, FlightRecorder recorder, Function<AxisDevice, T> calls) {
        try (AxisRuntime runtime =
                        AxisRuntime.builder().eventLoops(1).recorder(recorder).build();
                AxisDevice device = Clients.at(address).runtime(runtime).connect()) {
            return calls.apply(device);
        }
    }

    /** The result of the calls on a real device and on its trace. */
    private <T> List<T> twice(SimulatedDevice real, Function<AxisDevice, T> calls) throws Exception {
        FlightRecorder recorder = FlightRecorder.create();
        T first = on(real.httpUri(), recorder, calls);
        Path file = folder.resolve("trace.jsonl");
        recorder.recording().writeJsonLines(file);
        assertThat(Files.readString(file)).doesNotContain(Clients.PASSWORD);
        try (TraceDevice played = TraceDevice.replaying(file)) {
            T second = on(played.uri(), FlightRecorder.create(), calls);
            assertThat(played.notInTrace()).isEmpty();
            assertThat(played.notAsked()).isEmpty();
            return List.of(first, second);
        }
    }

    @Test
    void portsAndInformation_areReadAgain() throws Exception {
        try (SimulatedDevice real =
                SimulatedDevice.a9210().portName(1, "Tür \"Nord\"").start()) {
            List<List<Object>> results = twice(real, device -> {
                ParameterList parameters = device.parameters().list("IOPort");
                return List.of(
                        device.info().toString(),
                        device.io().ports().toString(),
                        parameters.toString(),
                        parameters.get("IOPort.I1.Input.Name"));
            });
            assertThat(results.get(1)).isEqualTo(results.get(0));
            assertThat(results.get(0).get(1).toString()).contains("Tür");
        }
    }

    @Test
    void anAction_isConfirmedAgainAndMovesNothing() throws Exception {
        try (SimulatedDevice real = SimulatedDevice.a9210().start()) {
            List<List<Object>> results = twice(real, device -> {
                var done = device.io().relay(RelayId.of(0)).activate();
                return List.of(done.evidence(), done.changed());
            });
            assertThat(results.get(1)).isEqualTo(results.get(0));
            assertThat(real.relay(0).closures()).isEqualTo(1);
        }
    }

    @Test
    void aRefusal_isTheSameException() throws Exception {
        try (SimulatedDevice real = SimulatedDevice.a9210().start()) {
            List<String> results = twice(
                    real,
                    device -> String.valueOf(
                                    catchThrowable(() -> device.parameters().update("IOPort.I9.NoSuch", "x")))
                            .replaceAll("http://[0-9.:]+", ""));
            assertThat(results.get(1)).isEqualTo(results.get(0)).contains("Exception");
        }
    }

    @Test
    void events_areHeardAgain() throws Exception {
        // Whether an event or a read tells a state first is a matter of time; the states are the same.
        List<Map<Integer, PortState>> states = new CopyOnWriteArrayList<>();
        try (SimulatedDevice real = SimulatedDevice.a9210().start()) {
            List<Integer> counts = twice(real, device -> {
                Heard heard = new Heard();
                try (Subscription live = device.events().subscribe(heard)) {
                    await().atMost(Clients.SOON).until(() -> heard.lastStates().size() == 11);
                    states.add(heard.lastStates());
                    assertThat(live).isNotNull();
                }
                return 11;
            });
            assertThat(counts).hasSize(2);
        }
        assertThat(states.get(1)).isEqualTo(states.get(0));
    }
}
