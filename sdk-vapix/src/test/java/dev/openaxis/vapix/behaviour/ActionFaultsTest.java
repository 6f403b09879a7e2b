package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.Sequence;
import dev.openaxis.vapix.io.WireApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every action under every fault, at every request it consists of. Whatever the client says afterwards is compared with
 * what the device executed: at most once, and exactly once if the call returned.
 */
class ActionFaultsTest {
    private static final String PORT_CGI_ACTION = "/axis-cgi/io/port.cgi?action";
    private static final String PORT_MANAGEMENT = "/axis-cgi/io/portmanagement.cgi";
    private static final Duration DEADLINE = Duration.ofMillis(2500);
    private static final Duration FAULT_TIME = Duration.ofMillis(300);

    private static final Map<String, Function<Output, Actuation>> ACTIONS = actions();
    private static final Map<String, Fault> FAULTS = faults();
    private static final Map<String, CompletableFuture<Result>> RESULTS = new LinkedHashMap<>();
    private static final ExecutorService SIMULTANEOUSLY = Executors.newFixedThreadPool(32);

    /** What the client said, and what the device counted. */
    private record Result(
            Actuation returned, Throwable raised, Duration took, long executed, List<String> sent, boolean active) {}

    private static Map<String, Function<Output, Actuation>> actions() {
        Map<String, Function<Output, Actuation>> actions = new LinkedHashMap<>();
        Sequence flash = Sequence.start()
                .active(Duration.ofMillis(80))
                .inactive(Duration.ofMillis(80))
                .endActive();
        for (WireApi api : WireApi.values()) {
            actions.put("activate over " + api, output -> output.via(api).activate());
            actions.put("pulse over " + api, output -> output.via(api).pulse(Duration.ofMillis(300)));
            actions.put("sequence over " + api, output -> output.via(api).sequence(flash));
        }
        return actions;
    }

    /** Every way in which one request can go wrong; {@link ServiceFaultsTest} uses them, too. */
    static Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("latency", Fault.latency(FAULT_TIME));
        faults.put("late answer", Fault.lateAnswer(FAULT_TIME));
        faults.put("stall", Fault.stall());
        faults.put("stall after executing", Fault.stallAfterExecuting());
        faults.put("reset before executing", Fault.resetBeforeExecuting());
        faults.put("reset after executing", Fault.resetAfterExecuting());
        faults.put("reset in the middle", Fault.resetMidBody());
        faults.put("truncated answer", Fault.truncate());
        faults.put("status 500", Fault.status(500));
        faults.put("status 503", Fault.status(503));
        faults.put("status 401", Fault.status(401));
        faults.put("status 403", Fault.status(403));
        faults.put("redirect", Fault.status(302, "Location", "https://192.0.2.1/"));
        faults.put("internal error in 200", Fault.errorInsideOk(1100, "Internal error"));
        faults.put("client error in 200", Fault.errorInsideOk(2104, "Invalid parameter value specified"));
        faults.put("garbage", Fault.garbage("\0\1\2 not HTTP\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)));
        faults.put("huge body", Fault.hugeBody(10_000_000));
        faults.put("another body", Fault.body("text/html", "<html>busy</html>"));
        faults.put("empty body", Fault.body("application/json", ""));
        faults.put("slow body", Fault.slowBody(Duration.ofMillis(2)));
        faults.put("stale nonce", Fault.staleNonce());
        return faults;
    }

    private static Stream<String> everyCombination() {
        List<String> names = new ArrayList<>();
        for (String action : ACTIONS.keySet()) {
            for (String fault : FAULTS.keySet()) {
                names.add(fault + " on the action: " + action);
                if (action.startsWith("activate over PORT_CGI") || action.startsWith("pulse over PORT_CGI")) {
                    names.add(fault + " on the first look: " + action);
                    names.add(fault + " on the second look: " + action);
                }
            }
        }
        return names.stream();
    }

    @BeforeAll
    static void runThemAll() {
        everyCombination()
                .forEach(name -> RESULTS.put(
                        name,
                        CompletableFuture.supplyAsync(
                                () -> run(name, SimulatedDevice.a9210().normallyClosed(4)), SIMULTANEOUSLY)));
    }

    @AfterAll
    static void stop() {
        SIMULTANEOUSLY.shutdownNow();
    }

    private static Result run(String name, SimulatedDevice.Builder kind) {
        String action = name.substring(name.indexOf(": ") + 2);
        Fault fault = FAULTS.get(name.substring(0, name.indexOf(" on the ")));
        try (SimulatedDevice device = kind.start();
                AxisDevice client = Clients.connect(device)) {
            client.io().ports();
            Output output = client.with(CallOptions.deadline(DEADLINE)).io().output(PortId.of(4));
            boolean overJson = action.endsWith("PORT_MANAGEMENT");
            if (name.contains("second look") || (overJson && name.contains("on the action"))) {
                // Of the requests to this path the first is the look before the action.
                device.faults().inject(Fault.latency(Duration.ZERO).on(PORT_MANAGEMENT));
            }
            boolean onPortCgi = name.contains("on the action") && !overJson;
            device.faults().inject(fault.on(onPortCgi ? PORT_CGI_ACTION : PORT_MANAGEMENT));

            Actuation returned = null;
            Throwable raised = null;
            long start = System.nanoTime();
            try {
                returned = ACTIONS.get(action).apply(output);
            } catch (RuntimeException e) {
                raised = e;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            LockSupport.parkNanos(FAULT_TIME.plusMillis(400).toNanos());
            return new Result(
                    returned,
                    raised,
                    took,
                    device.counters().actionsExecuted(),
                    Clients.actions(device),
                    device.output(4).isActive());
        }
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void underEveryFault_anActionIsExecutedAtMostOnce_andClaimedOnlyIfItWas(String name) throws Exception {
        Result result = RESULTS.get(name).get(60, TimeUnit.SECONDS);

        assertThat(result.sent()).hasSizeLessThanOrEqualTo(1);
        assertThat(result.executed()).isLessThanOrEqualTo(1);
        assertThat(result.took()).isLessThan(DEADLINE.plusMillis(1500));
        if (result.returned() != null) {
            assertThat(result.executed()).as("%s", result).isEqualTo(1);
            assertThat(result.active()).as("%s", result).isEqualTo(!name.contains("pulse"));
        } else {
            assertThat(result.raised()).isInstanceOf(AxisException.class);
            AppliedEffect effect = ((AxisException) result.raised()).effect();
            if (effect == AppliedEffect.NONE) {
                assertThat(result.executed()).as("%s", result).isZero();
            } else {
                assertThat(result.sent()).as("%s", result).hasSize(1);
                assertThat(result.raised()).isInstanceOf(OutcomeUnknownException.class);
            }
        }
    }

    // ---- named cases ----

    private static Result activateUnder(String fault) throws Exception {
        return RESULTS.get(fault + " on the action: activate over PORT_CGI").get(60, TimeUnit.SECONDS);
    }

    @Test
    void aLostAnswer_isMadeUpForByReadingBack() throws Exception {
        assertThat(activateUnder("reset after executing").returned()).isNotNull();
        assertThat(activateUnder("truncated answer").returned()).isNotNull();
    }

    @Test
    void anActionTheDeviceNeverCarriedOut_isUnknown() throws Exception {
        assertThat(activateUnder("reset before executing").raised()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(activateUnder("stall").raised()).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aNonceThatDiedUnderAnAction_switchesNothing_andCallingAgainWorks() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            Output output = client.io().output(PortId.of(3));
            device.faults().inject(Fault.staleNonce().on(PORT_CGI_ACTION));

            assertThatThrownBy(output::activate)
                    .isInstanceOfSatisfying(
                            AuthenticationException.class,
                            refusal -> assertThat(refusal.effect()).isEqualTo(AppliedEffect.NONE));
            assertThat(device.output(3).transitions()).isEmpty();

            output.activate();

            assertThat(device.output(3).closures()).isEqualTo(1);
        }
    }

    @Test
    void noncesThatDieBetweenActions_areRenewedByTheLook() {
        Duration life = Duration.ofMillis(150);
        try (SimulatedDevice device = SimulatedDevice.a9210().nonceLife(life).start();
                AxisDevice client = Clients.connect(device)) {
            Output output = client.io().output(PortId.of(3));
            int executed = 0;

            for (int i = 0; i < 6; i++) {
                LockSupport.parkNanos(life.plusMillis(20).toNanos());
                try {
                    (i % 2 == 0 ? output.activate() : output.deactivate()).port();
                    executed++;
                } catch (AuthenticationException onALoadedMachine) {
                    assertThat(onALoadedMachine.effect()).isEqualTo(AppliedEffect.NONE);
                }
            }

            assertThat(executed).isPositive();
            assertThat(device.counters().actionsExecuted()).isEqualTo(executed);
            assertThat(device.counters().failedLogins()).isZero();
        }
    }

    @Test
    void aStormOf401_endsInOneRefusal_withoutAnySwitching() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            Output output = client.io().output(PortId.of(3));
            device.faults().inject(Fault.staleNonce().always());
            long before = device.counters().requests();

            assertThatThrownBy(output::activate)
                    .isInstanceOfSatisfying(
                            AxisException.class,
                            refusal -> assertThat(refusal.effect()).isEqualTo(AppliedEffect.NONE));
            assertThat(device.output(3).transitions()).isEmpty();
            assertThat(device.counters().requests() - before).isLessThan(10);

            device.faults().clear();
            output.activate();
            assertThat(device.output(3).closures()).isEqualTo(1);
        }
    }

    @Test
    void aDeviceThatIsSlowInEverything_isStillDrivenCorrectly() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            device.faults().inject(Fault.latency(Duration.ofMillis(700)).always());
            Output output = client.io().output(PortId.of(3));

            assertThat(output.activate().changed()).isTrue();
            assertThat(output.deactivate().changed()).isTrue();

            assertThat(device.output(3).closures()).isEqualTo(1);
            assertThat(device.counters().actionsExecuted()).isEqualTo(2);
        }
    }

    @Test
    void anActionAfterARestart_isExecutedOnce() {
        try (SimulatedDevice device =
                        SimulatedDevice.a9210().readyAfterRestart(Duration.ZERO).start();
                AxisDevice client = Clients.connect(device)) {
            Output output = client.io().output(PortId.of(3));
            output.activate();
            device.restart(Duration.ofMillis(50));

            org.awaitility.Awaitility.await()
                    .atMost(Clients.SOON)
                    .ignoreExceptionsMatching(e -> ((AxisException) e).effect() == AppliedEffect.NONE)
                    .until(() -> output.activate().changed());

            assertThat(device.output(3).closures()).isEqualTo(2);
            assertThat(device.counters().actionsExecuted()).isEqualTo(2);
        }
    }
}
