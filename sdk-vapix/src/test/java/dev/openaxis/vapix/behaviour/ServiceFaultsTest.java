package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.ReceivedRequest;
import dev.openaxis.testkit.RecordedDevice;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Io;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.ReferenceToken;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.RelayOutput;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.SupervisedState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link ActionFaultsTest} does to outputs, for all else that acts or sets something: ONVIF, switched and virtual inputs, an
 * A9188, shock detection. Whatever the client says afterwards is compared with what the device did.
 */
class ServiceFaultsTest {
    private static final Duration DEADLINE = Duration.ofMillis(2500);
    private static final String SERVICES = "/vapix/services";
    private static final String GPIO = "/vapix/axgpio";
    private static final String TRIGGER = "/axis-cgi/io/virtualinput.cgi?action";
    private static final ReferenceToken RELAY = ReferenceToken.of("0");

    private static final Map<String, Deed> DEEDS = deeds();
    private static final Map<String, Fault> FAULTS = ActionFaultsTest.faults();
    private static final Map<String, CompletableFuture<Result>> RESULTS = new LinkedHashMap<>();
    private static final ExecutorService SIMULTANEOUSLY = Executors.newFixedThreadPool(24);
    private static final AxisRuntime RUNTIME = AxisRuntime.create();

    /** A request of a device: the beginning of its target, and what its body contains. */
    private record Asked(String target, String words) {
        Fault goingWrong(Fault fault) {
            return words.isEmpty() ? fault.on(target) : fault.on(target).saying(words);
        }

        boolean is(ReceivedRequest request) {
            return request.target().startsWith(target) && request.bodyText().contains(words);
        }
    }

    /**
     * Something to do.
     *
     * @param kind the device
     * @param isAction whether something may move, so that it must not be sent again
     * @param look the request before it
     * @param deed the request itself
     * @param call what to call
     * @param done how often the device did it
     */
    private record Deed(
            Supplier<SimulatedDevice.Builder> kind,
            boolean isAction,
            Asked look,
            Asked deed,
            Consumer<Io> call,
            BiFunction<SimulatedDevice, AxisDevice, Number> done) {}

    /** What the client said, and what the device did. */
    private record Result(Throwable raised, long sent, long done) {}

    private static Map<String, Deed> deeds() {
        Map<String, Deed> deeds = new LinkedHashMap<>();
        Asked outputs = new Asked(SERVICES, "GetRelayOutputs");
        deeds.put(
                "activate over ONVIF",
                new Deed(
                        SimulatedDevice::a9210,
                        true,
                        outputs,
                        new Asked(SERVICES, "SetRelayOutputState"),
                        io -> io.onvif().activate(RELAY),
                        (device, client) -> device.relay(0).closures()));
        deeds.put(
                "configure over ONVIF",
                new Deed(
                        SimulatedDevice::a9210,
                        true,
                        outputs,
                        new Asked(SERVICES, "SetRelayOutputSettings"),
                        io -> io.onvif().configure(RELAY, RelayOutput.Settings.bistable(CircuitState.CLOSED)),
                        (device, client) -> device.relay(0).closures()));
        deeds.put(
                "manual trigger",
                new Deed(
                        SimulatedDevice::a9210,
                        true,
                        new Asked("/axis-cgi/param.cgi", ""),
                        new Asked(TRIGGER, ""),
                        io -> io.manualTrigger().activate(),
                        (device, client) -> device.manualTrigger().activations()));
        deeds.put(
                "manual trigger for a time",
                new Deed(
                        SimulatedDevice::a9210,
                        true,
                        new Asked("/axis-cgi/param.cgi", ""),
                        new Asked(TRIGGER, ""),
                        io -> io.manualTrigger().pulse(Duration.ofMillis(200)),
                        (device, client) -> device.manualTrigger().activations()));
        deeds.put(
                "simulated input",
                new Deed(
                        () -> SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9),
                        true,
                        new Asked("/axis-cgi/io/portmanagement.cgi", "getPorts"),
                        new Asked(TRIGGER, ""),
                        io -> io.simulate(PortId.of(1)).activate(),
                        (device, client) -> client.io().port(PortId.of(1)).state() == PortState.ACTIVE ? 1 : 0));
        deeds.put(
                "virtual input",
                new Deed(
                        SimulatedDevice::a9210,
                        true,
                        new Asked("", ""),
                        new Asked("/axis-cgi/virtualinput/activate.cgi", ""),
                        io -> io.virtualInputs().activate(3),
                        (device, client) -> device.virtualInput(3).activations()));
        gpioDeeds(deeds);
        deeds.put(
                "shock detection",
                new Deed(
                        () -> SimulatedDevice.a9210().shockDetection(),
                        false,
                        new Asked("", ""),
                        new Asked("/axis-cgi/shockdetection/setenabled.cgi", ""),
                        io -> io.shockDetection().enable(),
                        (device, client) -> device.shockDetection().isEnabled() ? 1 : 0));
        return deeds;
    }

    private static void gpioDeeds(Map<String, Deed> deeds) {
        Asked list = new Asked(GPIO, "GetPortList");
        deeds.put(
                "relay of an A9188",
                new Deed(
                        SimulatedDevice::a9188,
                        true,
                        list,
                        new Asked("/axis-cgi/io/port.cgi?action", ""),
                        io -> io.relay(RelayId.of(8)).activate(),
                        (device, client) -> device.relay(0).closures()));
        deeds.put(
                "normal state on an A9188",
                new Deed(
                        SimulatedDevice::a9188,
                        false,
                        list,
                        new Asked(GPIO, "SetPort"),
                        io -> io.configure(PortId.of(8), PortSettings.change().normal(CircuitState.CLOSED)),
                        (device, client) -> device.relay(0).isClosed() ? 1 : 0));
        deeds.put(
                "supervision on an A9188",
                new Deed(
                        SimulatedDevice::a9188,
                        false,
                        list,
                        new Asked(GPIO, "SetPort"),
                        io -> io.supervision()
                                .supervise(
                                        PortId.of(0),
                                        List.of(SupervisedRange.millivolts(SupervisedState.CLOSED, 500, 1500))),
                        (device, client) -> device.auxInput(1).isSupervised() ? 1 : 0));
    }

    private static Stream<String> everyCombination() {
        List<String> names = new ArrayList<>();
        DEEDS.forEach((name, deed) -> {
            for (String fault : FAULTS.keySet()) {
                names.add(fault + " on the deed: " + name);
                if (!deed.look().target().isEmpty()) {
                    names.add(fault + " on the look: " + name);
                }
            }
        });
        return names.stream();
    }

    @BeforeAll
    static void runThemAll() {
        everyCombination()
                .forEach(name -> RESULTS.put(name, CompletableFuture.supplyAsync(() -> run(name), SIMULTANEOUSLY)));
    }

    @AfterAll
    static void stop() {
        SIMULTANEOUSLY.shutdownNow();
        RUNTIME.close();
    }

    private static Result run(String name) {
        Deed deed = DEEDS.get(name.substring(name.indexOf(": ") + 2));
        Fault fault = FAULTS.get(name.substring(0, name.indexOf(" on the ")));
        Asked wrong = name.contains(" on the deed: ") ? deed.deed() : deed.look();
        try (SimulatedDevice device = deed.kind().get().start();
                AxisDevice client = Clients.clearText(device).runtime(RUNTIME).connect()) {
            client.io().ports();
            device.faults().inject(wrong.goingWrong(fault));
            Throwable raised = null;
            try {
                deed.call().accept(client.with(CallOptions.deadline(DEADLINE)).io());
            } catch (RuntimeException e) {
                raised = e;
            }
            device.faults().clear();
            if (raised != null) {
                // What the device has read it may still carry out.
                await().during(Duration.ofMillis(400)).atMost(Clients.SOON).until(() -> true);
            }
            long sent = device.requests().stream().filter(deed.deed()::is).count();
            return new Result(raised, sent, deed.done().apply(device, client).longValue());
        }
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void underEveryFault_itIsDoneAtMostOnce_andClaimedOnlyIfItWas(String name) throws Exception {
        Result result = RESULTS.get(name).get(120, TimeUnit.SECONDS);
        Deed deed = DEEDS.get(name.substring(name.indexOf(": ") + 2));

        assertThat(result.done()).as("%s", result).isLessThanOrEqualTo(1);
        if (deed.isAction()) {
            assertThat(result.sent()).as("%s", result).isLessThanOrEqualTo(1);
        }
        if (result.raised() == null) {
            assertThat(result.done()).as("%s", result).isEqualTo(cannotBeTold(name) ? 0 : 1);
            return;
        }
        assertThat(result.raised()).isInstanceOf(AxisException.class);
        AppliedEffect effect = ((AxisException) result.raised()).effect();
        if (effect == AppliedEffect.NONE) {
            assertThat(result.done()).as("%s", result).isZero();
        } else {
            assertThat(result.sent()).as("%s", result).isPositive();
        }
        if (effect != AppliedEffect.NONE && deed.isAction()) {
            assertThat(result.raised()).isInstanceOfAny(OutcomeUnknownException.class, RefusedException.class);
        }
    }

    /** Success of {@code io/virtualinput.cgi} is an empty answer, and nothing else tells of it. */
    private static boolean cannotBeTold(String name) {
        return name.startsWith("empty body on the deed: manual trigger")
                || name.equals("empty body on the deed: simulated input");
    }

    // ---- named cases ----

    private static Stream<String> actions() {
        return DEEDS.keySet().stream().filter(name -> DEEDS.get(name).isAction());
    }

    @ParameterizedTest
    @MethodSource("actions")
    void anActionWhoseAnswerIsLost_wasDoneOnce(String name) throws Exception {
        for (String fault : List.of("reset after executing", "reset in the middle", "truncated answer")) {
            Result result = RESULTS.get(fault + " on the deed: " + name).get(120, TimeUnit.SECONDS);

            assertThat(result.done()).as("%s: %s", fault, result).isEqualTo(1);
            assertThat(result.sent()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "activate over ONVIF",
                "configure over ONVIF",
                "manual trigger",
                "manual trigger for a time",
                "simulated input",
                "virtual input"
            })
    void whereNothingElseTells_aLostAnswerLeavesTheOutcomeUnknown(String name) throws Exception {
        for (String fault : List.of("reset after executing", "stall after executing", "garbage", "another body")) {
            assertThat(RESULTS.get(fault + " on the deed: " + name)
                            .get(120, TimeUnit.SECONDS)
                            .raised())
                    .as(fault)
                    .isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void aStormOf401_endsInOneRefusal_andCallingAgainWorks(String name) {
        Deed deed = DEEDS.get(name);
        try (SimulatedDevice device = deed.kind().get().start();
                AxisDevice client = Clients.clearText(device).runtime(RUNTIME).connect()) {
            client.io().ports();
            device.faults().inject(Fault.staleNonce().always());
            long before = device.counters().requests();

            assertThatThrownBy(() -> deed.call().accept(client.io()))
                    .isInstanceOfSatisfying(
                            AxisException.class,
                            refusal -> assertThat(refusal.effect()).isEqualTo(AppliedEffect.NONE));
            assertThat(device.counters().requests() - before).isLessThan(10);

            device.faults().clear();
            assertThat(deed.done().apply(device, client).longValue()).isZero();
            deed.call().accept(client.io());
            assertThat(deed.done().apply(device, client).longValue()).isEqualTo(1);
        }
    }
}
